import { nearest } from '../../../../kernel/nearest.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { notFound, required } from '../../field-error.ts';
import { claimTemplateNames } from './claim-template-names.ts';

export const volumeMountNamesVolume: Rule = {
  id: 'volume-mount-names-volume',
  severity: 'error',
  why: 'the API server refuses a mount or device of a volume that the pod doesn\'t have',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#volumes-1',
  kinds: POD_KINDS,
  keys: ['volumeMounts', 'volumeDevices'],
  *check(subject) {
    const templates = claimTemplateNames(subject);
    for (const { path, container, pod } of subject.apiContainers) {
      const known = new Set([...(pod.spec.volumes ?? []).map(({ name }) => name ?? ''), ...templates]);
      for (const list of ['volumeMounts', 'volumeDevices'] as const) {
        for (const { path: at, item: { name = '' } } of itemsOf<{ readonly name: string }>(container[list], `${path}.${list}`)) {
          if (name === '') yield required(`${at}.name`, 'name a volume of the pod');
          else if (!known.has(name)) {
            const near = nearest(name, known);
            yield { ...notFound(`${at}.name`, name), ...(near === undefined ? {} : { fix: `write ${near}` }) };
          }
        }
      }
    }
  },
};
