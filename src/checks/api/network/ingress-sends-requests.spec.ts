import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { ingressSendsRequests } from './ingress-sends-requests.ts';

const ingress = (spec: object, annotations: object = {}) => object('networking.k8s.io/v1', 'Ingress', 'web', { metadata: { annotations }, spec });

describeRule(ingressSendsRequests, {
  accepts: {
    'a default backend': ingress({ defaultBackend: {} }),
    'a rule': ingress({ rules: [{}] }),
  },
  rejects: {
    'neither': [ingress({ tls: [] }), ['spec']],
    'an empty list': [ingress({ rules: [] }), ['spec']],
  },
});
