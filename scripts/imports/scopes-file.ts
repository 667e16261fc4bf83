import { type CoreSchema, declaredKinds } from './core-kinds.ts';
import { CLUSTER_SCOPED_CORE, NAMESPACED_CORE } from './core-scopes.ts';
import type { Crd } from './crd.ts';
import { header, literal } from './print.ts';
import { byCodeUnits } from './schema.ts';

/**
 * The text of `imports/scopes.ts`: the kinds whose objects belong to no namespace.
 *
 * @throws when a core kind is in neither table of core-scopes.ts, as one of a new minor would be
 */
export function scopesFile(core: CoreSchema, crds: readonly Crd[]): string {
  const known = new Set([...CLUSTER_SCOPED_CORE, ...NAMESPACED_CORE]);
  const unknown = declaredKinds(core.definitions)
    .map((id) => core.definitions[id]?.['x-kubernetes-group-version-kind']?.[0])
    .map((gvk) => `${gvk?.group}/${gvk?.kind}`)
    .filter((kind) => !known.has(kind));
  if (unknown.length > 0) throw new Error(`add the scope of ${[...new Set(unknown)].join(', ')} to scripts/imports/core-scopes.ts`);

  const custom = crds.filter(({ scope }) => scope === 'Cluster').map(({ group, kind }) => `${group}/${kind}`);
  return [
    header(`Kubernetes ${core.kubernetes} and the custom resource definitions`),
    '',
    '/** Kinds whose objects belong to no namespace, as `group/Kind`; the core group is empty (`/Namespace`). */',
    'export const CLUSTER_SCOPED: ReadonlySet<string> = /* @__PURE__ */ new Set([',
    ...[...CLUSTER_SCOPED_CORE, ...custom].sort(byCodeUnits).map((kind) => `  ${literal(kind)},`),
    ']);',
    '',
  ].join('\n');
}
