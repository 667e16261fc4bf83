import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { ingressClassNameIsValid } from './ingress-class-name-is-valid.ts';

const ingress = (spec: object, annotations: object = {}) => object('networking.k8s.io/v1', 'Ingress', 'web', { metadata: { annotations }, spec });

describeRule(ingressClassNameIsValid, {
  accepts: {
    'a class': ingress({ ingressClassName: 'public' }),
    'the annotation with the same': ingress({ ingressClassName: 'public' }, { 'kubernetes.io/ingress.class': 'public' }),
  },
  rejects: {
    'an empty class': [ingress({ ingressClassName: '' }), ['spec.ingressClassName']],
    'the annotation with another': [ingress({ ingressClassName: 'public' }, { 'kubernetes.io/ingress.class': 'nginx' }), ['annotations.kubernetes.io/ingress.class']],
  },
});
