import { describeRule } from '../test-support/describe-rule.ts';
import { deployment } from '../test-support/manifests.ts';
import { podFitsNodePool } from './pod-fits-node-pool.ts';

const KEY = 'acme.example/capacity';
const affinity = (values: readonly string[], key = KEY) => ({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values }] }] } } } });
const SPOT = { nodeSelector: { [KEY]: 'spot' } };
const toleration = { key: KEY, operator: 'Equal', value: 'spot', effect: 'NoSchedule' };

describeRule(podFitsNodePool, {
  context: { nodePools: { 'on-demand': { labels: { [KEY]: 'on-demand' }, taints: [] }, spot: { labels: { [KEY]: 'spot' }, taints: [{ key: KEY, value: 'spot', effect: 'NoSchedule' }] } } },
  accepts: {
    'any node': deployment(),
    'a pool without taints': deployment({ nodeSelector: { [KEY]: 'on-demand' } }),
    'a taint that is tolerated': deployment({ ...SPOT, tolerations: [toleration] }),
    'a taint that is tolerated whatever its value': deployment({ ...SPOT, tolerations: [{ key: KEY, operator: 'Exists' }] }),
    'every taint tolerated': deployment({ ...SPOT, tolerations: [{ operator: 'Exists' }] }),
    'one of two pools': deployment(affinity(['spot', 'on-demand'])),
    'labels that every node has': deployment({ nodeSelector: { 'kubernetes.io/os': 'linux', 'topology.kubernetes.io/zone': 'a', 'node.kubernetes.io/instance-type': 'x' } }),
    'a preference': deployment({ affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: {} }] } } }),
  },
  rejects: {
    'a pool that is not there': [deployment({ nodeSelector: { [KEY]: 'gpu' } }), ['spec.template.spec.nodeSelector']],
    'a label of no pool': [deployment(affinity(['a'], 'acme.example/disk')), ['spec.template.spec.affinity.nodeAffinity']],
    'a taint that is not tolerated': [deployment(SPOT), ['spec.template.spec.tolerations']],
    'a taint that is tolerated with another value': [deployment({ ...SPOT, tolerations: [{ ...toleration, value: 'other' }] }), ['spec.template.spec.tolerations']],
    'a taint that is tolerated in another effect': [deployment({ ...SPOT, tolerations: [{ ...toleration, effect: 'NoExecute' }] }), ['spec.template.spec.tolerations']],
  },
});
describeRule(podFitsNodePool, {
  accepts: { 'an unknown pool where a known one is among': deployment(affinity(['spot', 'other'])) },
  rejects: { 'a taint by its key alone': [deployment(SPOT), ['spec.template.spec.tolerations']] },
  context: { nodePools: { spot: { labels: { [KEY]: 'spot' }, taints: [{ key: 'dedicated', effect: 'NoExecute' }] }, other: { labels: { [KEY]: 'other' }, taints: [{ key: 'x', effect: 'PreferNoSchedule' }] } } },
});
