import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { nonNegativeErrors } from '../syntax/whole-number.ts';

export const statefulSetStrategyIsValid: Rule = {
  id: 'stateful-set-strategy-is-valid',
  severity: 'error',
  why: 'the API server refuses a StatefulSet that does not say how its pods are replaced',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies',
  kinds: ['apps/StatefulSet'],
  keys: ['updateStrategy'],
  *check({ defaulted }) {
    const { updateStrategy } = (defaulted as { readonly spec?: { readonly updateStrategy?: Strategy } }).spec ?? {};
    if (updateStrategy === undefined) return;
    const { type, rollingUpdate } = updateStrategy;
    const path = 'spec.updateStrategy.rollingUpdate';
    if (type === 'OnDelete') {
      if (rollingUpdate !== undefined) yield { ...invalid(path, rollingUpdate, 'strategy OnDelete has none'), fix: 'remove rollingUpdate' };
    } else if (type !== 'RollingUpdate') {
      yield invalid('spec.updateStrategy', type, 'type must be RollingUpdate or OnDelete');
    } else if (rollingUpdate?.partition !== undefined) {
      // Where maxUnavailable stands, the API server drops it without a look: the feature is off by default.
      for (const error of nonNegativeErrors(rollingUpdate.partition)) yield invalid(`${path}.partition`, rollingUpdate.partition, error);
    }
  },
};

interface Strategy {
  readonly type?: string;
  readonly rollingUpdate?: { readonly partition?: number };
}
