import { type Fields, fill, ownFields, ownList, put, within } from './fill.ts';

/**
 * A HorizontalPodAutoscaler (autoscaling/v2) as the API server completes it: with no metric it aims at
 * 80 % of the CPU asked for, and a behaviour that is written at all is written out.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/autoscaling/v2/defaults.go
 */
export function autoscalerDefaults(autoscaler: Fields): Fields {
  return within(autoscaler, 'spec', (spec) => {
    let result = fill(spec, MINIMUM);
    if (ownList(result, 'metrics').length === 0) result = put(result, 'metrics', CPU);
    return within(result, 'behavior', (behavior) => {
      const up = put(behavior, 'scaleUp', scaling(ownFields(behavior, 'scaleUp'), SCALE_UP));
      return put(up, 'scaleDown', scaling(ownFields(behavior, 'scaleDown'), SCALE_DOWN));
    });
  });
}

/** A HorizontalPodAutoscaler of autoscaling/v1 as the API server completes it. */
export function plainAutoscalerDefaults(autoscaler: Fields): Fields {
  return within(autoscaler, 'spec', (spec) => fill(spec, MINIMUM));
}

const MINIMUM = { minReplicas: 1 };
const CPU = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }];
const SCALE_UP = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};
const SCALE_DOWN = { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] };

function scaling(rules: Fields | undefined, defaults: Fields): Fields {
  return rules === undefined ? defaults : fill(rules, defaults);
}
