import { type NamespaceSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { qualifiedNameErrors } from '../syntax/qualified-name.ts';
import { eachInvalid } from './each-invalid.ts';
import { textsOf } from './items-of.ts';
import { specOf } from './spec-of.ts';

export const namespaceFinalizerIsKnown: Rule = {
  id: 'namespace-finalizer-is-known',
  severity: 'error',
  why: 'the API server refuses a finalizer of a namespace that is none of its own and names no owner',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/namespace-v1/#NamespaceSpec',
  kinds: ['/Namespace'],
  keys: ['finalizers'],
  *check(subject) {
    for (const { text } of textsOf(specOf<NamespaceSpec>(subject).finalizers, '')) {
      const own = text.includes('/') || KNOWN.includes(text) ? [] : ['must be "kubernetes", "orphan" or "foregroundDeletion", or have a domain in front'];
      // The API server leaves the place in the list out.
      yield* eachInvalid('spec.finalizers', text, [...qualifiedNameErrors(text), ...own]);
    }
  },
};

const KNOWN = ['kubernetes', 'orphan', 'foregroundDeletion'];
