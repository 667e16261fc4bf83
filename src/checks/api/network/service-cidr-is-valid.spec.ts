import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { serviceCidrIsValid } from './service-cidr-is-valid.ts';

const cidrs = (...list: readonly string[]) => object('networking.k8s.io/v1', 'ServiceCIDR', 'more', { spec: { cidrs: list } });

describeRule(serviceCidrIsValid, {
  accepts: {
    'one of each family': cidrs('10.96.0.0/16', 'fd00::/112'),
  },
  rejects: {
    'none': [cidrs(), ['spec.cidrs']],
    'three': [cidrs('10.96.0.0/16', '10.97.0.0/16', 'fd00::/112'), ['spec.cidrs']],
    'two of one family': [cidrs('10.96.0.0/16', '10.97.0.0/16'), ['spec.cidrs']],
    'not as everybody writes it': [cidrs('FD00::/112'), ['spec.cidrs[0]']],
    'no range': [cidrs('10.96.0.0'), ['spec.cidrs[0]']],
  },
});
