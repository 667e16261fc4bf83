import { type Identity, isBuiltInGroup } from '../kernel/manifest.ts';

/** A kind, with its group where that is not one of Kubernetes' own: `Deployment`, `Cluster.postgresql.cnpg.io`. */
export function fullKind({ group, kind }: Pick<Identity, 'group' | 'kind'>): string {
  return isBuiltInGroup(group) ? kind : `${kind}.${group}`;
}

/** An object as a reader knows it: `Deployment shop-dev/web`. */
export function objectName(identity: Identity): string {
  const { namespace, name } = identity;
  return `${fullKind(identity)} ${namespace === '' ? name : `${namespace}/${name}`}`.trim();
}
