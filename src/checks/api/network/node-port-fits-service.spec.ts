import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { nodePortFitsService } from './node-port-fits-service.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(nodePortFitsService, {
  accepts: {
    'a node port where there is one': service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }),
    'zero, which is none': service({ ports: [{ port: 80, nodePort: 0 }] }),
  },
  rejects: {
    'one inside the cluster': [service({ ports: [{ port: 80, nodePort: 30080 }] }), ['spec.ports[0].nodePort']],
  },
});
