import { containerDefaults } from './container-defaults.ts';
import { each, type Fields, fill, fillZero, own, put, within } from './fill.ts';
import { volumeDefaults } from './volume-defaults.ts';

/**
 * A pod's spec as the API server completes it, be it of a pod or of a template.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go
 */
export function podSpecDefaults(spec: Fields): Fields {
  let result = fill(fillZero(accountDefaults(spec), BY_VALUE), BY_POINTER);
  for (const list of CONTAINERS) result = each(result, list, containerDefaults);
  return each(result, 'volumes', volumeDefaults);
}

/** The object with its pod template completed. */
export function templateDefaults(spec: Fields): Fields {
  return within(spec, 'template', (template) => within(template, 'spec', podSpecDefaults));
}

/** The lists of containers that a pod's spec holds. */
export const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

const BY_VALUE = { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler' };
const BY_POINTER = { terminationGracePeriodSeconds: 30, securityContext: Object.freeze({}) };

/** The account is held twice, under the old name and the new one; the new one wins. */
function accountDefaults(spec: Fields): Fields {
  const name = own(spec, 'serviceAccountName');
  if (name !== undefined && name !== '') return put(spec, 'serviceAccount', name);
  const old = own(spec, 'serviceAccount');
  return old === undefined || old === '' ? spec : put(spec, 'serviceAccountName', old);
}
