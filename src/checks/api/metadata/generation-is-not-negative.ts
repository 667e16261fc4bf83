import { groupOf, isBuiltInGroup } from '../../../kernel/manifest.ts';
import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { nonNegativeErrors } from '../syntax/whole-number.ts';
import { metadataOf } from './metadata-of.ts';

export const generationIsNotNegative: Rule = {
  id: 'generation-is-not-negative',
  severity: 'error',
  why: 'the API server counts generations up from one',
  source: 'https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go',
  keys: ['generation'],
  check(subject) {
    const { generation } = metadataOf(subject);
    // Of kinds that have generations it overwrites what stands there.
    const group = groupOf(subject.manifest.apiVersion);
    if (generation === undefined || !isBuiltInGroup(group) || COUNTED_GROUPS.includes(group) || COUNTED_KINDS.includes(subject.kind)) return [];
    return nonNegativeErrors(generation).map((error) => ({ ...invalid('metadata.generation', generation, error), fix: 'leave the field out' }));
  },
};

/** Groups all of whose kinds have generations that the API server begins at one. */
const COUNTED_GROUPS = [
  'admissionregistration.k8s.io', 'apiextensions.k8s.io', 'apps', 'batch', 'flowcontrol.apiserver.k8s.io', 'policy', 'resource.k8s.io',
];
/** Kinds of other groups that have such generations. */
const COUNTED_KINDS = [
  '/Pod', '/PodTemplate', '/ReplicationController', 'discovery.k8s.io/EndpointSlice', 'networking.k8s.io/Ingress', 'networking.k8s.io/IngressClass',
  'networking.k8s.io/NetworkPolicy', 'scheduling.k8s.io/PriorityClass',
];
