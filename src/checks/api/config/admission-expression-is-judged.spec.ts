import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { admissionExpressionIsJudged } from './admission-expression-is-judged.ts';

const policy = (expression: string) => object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'policy', { spec: { validations: [{ expression }] } });

describeRule(admissionExpressionIsJudged, {
  accepts: {
    'what is followed to the end': policy('object.spec.replicas <= 5'),
    'what other rules refuse': policy('object.spec.replicas'),
  },
  rejects: {
    'a value that may be there': [policy('optional.of(true).value()'), ['spec.validations[0].expression']],
  },
});
