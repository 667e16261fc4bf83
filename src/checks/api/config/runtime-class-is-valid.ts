import { type RuntimeClassProps } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { invalid, required } from '../field-error.ts';
import { containerResourceNameErrors, isWholeResource } from '../quota/resource-name.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { labelMapFindings } from '../syntax/label-selector.ts';
import { isNegative, milliOf } from './amount-of.ts';
import { eachInvalid } from './each-invalid.ts';
import { entriesOf } from './items-of.ts';
import { keyPath } from './key-path.ts';
import { bodyOf } from './spec-of.ts';

export const runtimeClassIsValid: Rule = {
  id: 'runtime-class-is-valid',
  severity: 'error',
  why: 'the API server refuses a RuntimeClass without a handler, or with an overhead that no pod can have',
  source: 'https://kubernetes.io/docs/concepts/containers/runtime-class/',
  kinds: ['node.k8s.io/RuntimeClass'],
  *check(subject) {
    const { handler, overhead, scheduling } = bodyOf<RuntimeClassProps>(subject);
    if (!handler) yield required('handler', 'name the handler that the container runtime has');
    else yield* eachInvalid('handler', handler, dnsLabelErrors(handler));
    for (const [name, quantity] of entriesOf(overhead?.podFixed)) {
      const path = keyPath('overhead.limits', name);
      const amount = quantity ?? 0;
      yield* eachInvalid(path, name, containerResourceNameErrors(name));
      if (isNegative(amount)) yield invalid(path, amount, 'must be greater than or equal to 0');
      if (isWholeResource(name) && milliOf(amount) % 1000n !== 0n) yield invalid(path, amount, 'must be an integer');
    }
    if (scheduling?.nodeSelector) yield* labelMapFindings(scheduling.nodeSelector, 'scheduling.nodeSelector');
  },
};
