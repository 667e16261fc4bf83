import { type KindSchema } from '../../api/schema/api-schemas.ts';
import { lifecycleOf } from './api-lifecycle.ts';
import { type Place } from './place.ts';
import { type SchemaRule } from './schema-rule.ts';

/** A version that is still served should not be on its way out. */
export const versionIsCurrent: SchemaRule = {
  id: 'version-is-current',
  severity: 'warning',
  why: 'a coming version of the cluster doesn\'t serve it, and then the whole sync fails',
  source: 'https://kubernetes.io/docs/reference/using-api/deprecation-policy/',
};

/** Warns, as the API server does, of a version that is deprecated in this minor. */
export function checkVersion({ apiVersion, kind, warning }: KindSchema, minor: number, place: Place): void {
  if (warning !== undefined) place.add(versionIsCurrent, { path: 'apiVersion', message: warning });
  const lifecycle = lifecycleOf(apiVersion, kind);
  if (lifecycle === undefined || lifecycle.deprecated > minor) return;
  const { deprecated, removed, use } = lifecycle;
  place.add(versionIsCurrent, {
    path: 'apiVersion',
    message: `${apiVersion} ${kind} is deprecated since Kubernetes 1.${deprecated}${removed === undefined ? '' : `, gone in 1.${removed}`}${use === undefined ? '' : `; use ${use}`}`,
    ...(use === undefined || use.includes(' ') ? {} : { fix: `apiVersion: ${use}` }),
  });
}
