import { groupOf, isBuiltInGroup } from '../../../kernel/manifest.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { qualifiedNameErrors } from '../syntax/qualified-name.ts';
import { metadataOf } from './metadata-of.ts';

export const finalizerIsQualified: Rule = {
  id: 'finalizer-is-qualified',
  severity: 'error',
  why: 'the API server refuses a finalizer that does not say whose it is',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/',
  keys: ['finalizers'],
  *check(subject) {
    const { finalizers } = metadataOf(subject);
    if (finalizers === undefined) return;
    for (const each of finalizers) for (const error of qualifiedNameErrors(each ?? '')) yield invalid('metadata.finalizers', each, error);
    if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
      yield invalid('metadata.finalizers', finalizers, 'must not have both orphan and foregroundDeletion');
    }
    if (wantsOwner(subject.kind, subject.manifest.apiVersion)) yield* ownerless(finalizers);
  },
};

const STANDARD = ['kubernetes', 'orphan', 'foregroundDeletion'];

function* ownerless(finalizers: readonly string[]): Iterable<Finding> {
  for (const [index, each] of finalizers.entries()) {
    if ((each ?? '').includes('/') || STANDARD.includes(each)) continue;
    yield { ...invalid(`metadata.finalizers[${index}]`, each, `must have a domain, or be one of ${STANDARD.join(', ')}`), fix: `write ${JSON.stringify(`example.com/${each ?? ''}`)}` };
  }
}

/** Only most kinds of Kubernetes' own are held to it. */
function wantsOwner(kind: string, apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  return isBuiltInGroup(group) && !OTHER_GROUPS.includes(group) && !OTHER_KINDS.includes(kind);
}

const OTHER_GROUPS = ['admissionregistration.k8s.io', 'apiextensions.k8s.io', 'apiregistration.k8s.io'];
const OTHER_KINDS = ['/Event', 'policy/PodDisruptionBudget'];
