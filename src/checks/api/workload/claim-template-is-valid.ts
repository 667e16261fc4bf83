import { type StatefulSetSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { accessModeFindings, claimClassFindings, claimRequestFindings, claimSelectorFindings, claimSourceFindings, type ClaimSpec } from '../storage/claim-spec.ts';

export const claimTemplateIsValid: Rule = {
  id: 'claim-template-is-valid',
  severity: 'error',
  why: 'without the claims made from it no pod of the StatefulSet can start',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates',
  since: 34,
  kinds: ['apps/StatefulSet'],
  keys: ['volumeClaimTemplates'],
  *check({ defaulted, manifest, set: { minor } }) {
    const written = claimsOf(manifest);
    for (const [index, claim] of claimsOf(defaulted).entries()) {
      const path = `spec.volumeClaimTemplates[${index}].spec`;
      yield* claimFindings(claim, path, minor);
      // As written: only in a claim by itself does the one source become the other.
      yield* claimSourceFindings(written[index] ?? {}, path, minor);
    }
  },
};

function claimsOf(manifest: object): readonly ClaimSpec[] {
  const { spec } = manifest as { readonly spec?: Partial<StatefulSetSpec> };
  return (spec?.volumeClaimTemplates ?? []).map((claim) => claim?.spec ?? {});
}

function* claimFindings(claim: ClaimSpec, path: string, minor: number): Iterable<Finding> {
  yield* accessModeFindings(claim, path);
  yield* claimSelectorFindings(claim, path);
  yield* claimRequestFindings(claim, path);
  yield* claimClassFindings(claim, path, minor);
}
