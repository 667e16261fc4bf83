import { CLUSTER_SCOPED } from '../../../../imports/scopes.ts';
import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { metadataOf } from './metadata-of.ts';

export const namespaceNameIsLabel: Rule = {
  id: 'namespace-name-is-label',
  severity: 'error',
  why: 'no namespace can have a name that is not a DNS label',
  source: 'https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go',
  check(subject) {
    const { namespace } = metadataOf(subject);
    // The API server clears it where the kind is cluster-scoped, and puts in the request's where it is missing.
    if (!namespace || CLUSTER_SCOPED.has(subject.kind)) return [];
    return dnsLabelErrors(namespace).map((error) => invalid('metadata.namespace', namespace, error));
  },
};
