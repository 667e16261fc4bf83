import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { networkPolicyPortIsValid } from './network-policy-port-is-valid.ts';

const policy = (spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', 'web', { spec });

describeRule(networkPolicyPortIsValid, {
  accepts: {
    'numbers, names, ranges and all': policy({ ingress: [{ ports: [{ port: 80 }, { port: 'http' }, { port: 8000, endPort: 8000 }, { protocol: 'UDP' }] }] }),
  },
  rejects: {
    'zero': [policy({ ingress: [{ ports: [{ port: 0 }] }] }), ['spec.ingress[0].ports[0].port']],
    'digits as a name': [policy({ egress: [{ ports: [{ port: '80' }] }] }), ['spec.egress[0].ports[0].port']],
    'a protocol': [policy({ egress: [{ ports: [{ port: 80, protocol: 'ICMP' }] }] }), ['spec.egress[0].ports[0].protocol']],
    'an empty protocol, which is not none': [policy({ ingress: [{ ports: [{ port: 80, protocol: '' }] }] }), ['spec.ingress[0].ports[0].protocol']],
    'a range that runs backwards': [policy({ egress: [{ ports: [{ port: 80, endPort: 79 }] }] }), ['spec.egress[0].ports[0].endPort']],
    'a range after a name, and after nothing': [policy({ egress: [{ ports: [{ port: 'http', endPort: 90 }, { endPort: 90 }] }] }), ['spec.egress[0].ports[0].endPort', 'spec.egress[0].ports[1].endPort']],
    'a range out of range': [policy({ egress: [{ ports: [{ port: 80, endPort: 65536 }] }] }), ['spec.egress[0].ports[0].endPort']],
  },
});
