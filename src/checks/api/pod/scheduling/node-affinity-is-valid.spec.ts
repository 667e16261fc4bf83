import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { nodeAffinityIsValid } from './node-affinity-is-valid.ts';

const AT = 'spec.template.spec.affinity.nodeAffinity';
const affine = (nodeAffinity: object) => deployment({ affinity: { nodeAffinity } });
/** A Deployment for nodes of these terms. */
const required = (nodeSelectorTerms: readonly object[]) => affine({ requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } });
/** A Deployment for nodes of these preferences. */
const preferred = (...terms: readonly object[]) => affine({ preferredDuringSchedulingIgnoredDuringExecution: terms });

describeRule(nodeAffinityIsValid, {
  accepts: {
    'labels and the name of a node': required([{ matchExpressions: [{ key: 'shop.example/zone', operator: 'In', values: ['a'] }, { key: 'size', operator: 'Gt', values: ['4'] }], matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }]),
    'a term that matches nothing': required([{}]),
    'a value that no label has, preferred': preferred({ weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['a b'] }] } }),
  },
  rejects: {
    'no terms': [required([]), [`${AT}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`]],
    'no values': [required([{ matchExpressions: [{ key: 'a', operator: 'NotIn' }] }]), [`${AT}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values`]],
    'values that go with no operator': [required([{ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['a'] }, { key: 'a', operator: 'in' }] }]), [`${AT}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values`, `${AT}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[1].operator`]],
    'another field': [required([{ matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['a'] }] }]), [`${AT}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].key`]],
    'weights': [preferred({ weight: 0, preference: {} }, { weight: 101, preference: {} }), [`${AT}.preferredDuringSchedulingIgnoredDuringExecution[0].weight`, `${AT}.preferredDuringSchedulingIgnoredDuringExecution[1].weight`]],
  },
});
