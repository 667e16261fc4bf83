import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { ipBlockIsValid } from './ip-block-is-valid.ts';

const policy = (spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', 'web', { spec });

describeRule(ipBlockIsValid, {
  accepts: {
    'a block with exceptions': policy({ egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.3.4/32'] } }] }] }),
    'everything': policy({ egress: [{ to: [{ ipBlock: { cidr: '::/0', except: ['fd00::/8'] } }] }] }),
  },
  rejects: {
    'nothing': [policy({ egress: [{ to: [{ ipBlock: { cidr: '', except: ['x'] } }] }] }), ['spec.egress[0].to[0].ipBlock.cidr']],
    'an address': [policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.1' } }] }] }), ['spec.ingress[0].from[0].ipBlock.cidr']],
    'an exception of the same size, outside, of another family, and none': [policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8', '11.0.0.0/16', 'fd00::/64', 'x'] } }] }] }), ['spec.ingress[0].from[0].ipBlock.except[0]', 'spec.ingress[0].from[0].ipBlock.except[1]', 'spec.ingress[0].from[0].ipBlock.except[2]', 'spec.ingress[0].from[0].ipBlock.except[3]']],
    'bits beyond the prefix': [policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.1/8' } }] }] }), ['spec.ingress[0].from[0].ipBlock.cidr']],
  },
});

describeRule(ipBlockIsValid, {
  accepts: {
    'bits beyond the prefix, which older servers cut': policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.1/8' } }] }] }),
  },
  rejects: {
    'a prefix too long': [policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/33' } }] }] }), ['spec.ingress[0].from[0].ipBlock.cidr']],
  },
  context: { kubernetes: '1.30' },
});
