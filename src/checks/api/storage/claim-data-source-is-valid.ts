import { type Rule } from '../../rule.ts';
import { claimSourceFindings, type ClaimSpec } from './claim-spec.ts';

export const claimDataSourceIsValid: Rule = {
  id: 'claim-data-source-is-valid',
  severity: 'error',
  why: 'the API server refuses a claim whose volume is filled from nothing, or from two things',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#data-source-references',
  kinds: ['/PersistentVolumeClaim'],
  keys: ['dataSource', 'dataSourceRef'],
  // As written: with its defaults each of the two has become the other.
  check: ({ manifest, set: { minor } }) => claimSourceFindings(asKept((manifest as { readonly spec?: ClaimSpec }).spec ?? {}), 'spec', minor),
};

/** What of it the API server keeps: it drops what it can't do, silently. */
function asKept({ dataSource, dataSourceRef }: ClaimSpec): ClaimSpec {
  // A source in another namespace is behind a feature gate that is off.
  const reference = dataSourceRef && !dataSourceRef.namespace ? dataSourceRef : undefined;
  const isKept = reference !== undefined || (dataSource && isClaimOrSnapshot(dataSource));
  const source = isKept && dataSource ? dataSource : undefined;
  // Of one it makes the other: what is wrong is wrong in both, and told where it was written.
  return { ...(source ? { dataSource: source } : {}), ...(reference ? { dataSourceRef: reference } : {}) };
}

function isClaimOrSnapshot({ apiGroup, kind }: NonNullable<ClaimSpec['dataSource']>): boolean {
  return kind === 'VolumeSnapshot' ? apiGroup === 'snapshot.storage.k8s.io' : kind === 'PersistentVolumeClaim' && !apiGroup;
}
