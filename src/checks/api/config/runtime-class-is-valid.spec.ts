import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { runtimeClassIsValid } from './runtime-class-is-valid.ts';

const runtimeClass = (fields: object) => object('node.k8s.io/v1', 'RuntimeClass', 'sandboxed', { ...fields });

describeRule(runtimeClassIsValid, {
  accepts: {
    'a handler with its overhead': runtimeClass({ handler: 'gvisor', overhead: { podFixed: { memory: '64Mi' } }, scheduling: { nodeSelector: { sandbox: 'true' } } }),
  },
  rejects: {
    'none': [runtimeClass({}), ['handler']],
    'a name, an overhead, nodes': [runtimeClass({ handler: 'gVisor', overhead: { podFixed: { pods: 1, cpu: '-1', 'shop.example/gpu': '500m' } }, scheduling: { nodeSelector: { 'a b': 'c' } } }), ['handler', 'overhead.limits["pods"]', 'overhead.limits["cpu"]', 'overhead.limits["shop.example/gpu"]', 'scheduling.nodeSelector']],
    'pods of parts': [runtimeClass({ handler: 'a', overhead: { podFixed: { 'a.b/c/d': 1 } } }), ['overhead.limits["a.b/c/d"]']],
  },
});
