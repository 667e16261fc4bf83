import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { required } from '../../field-error.ts';

export const podHasContainers: Rule = {
  id: 'pod-has-containers',
  severity: 'error',
  why: 'the API server refuses a pod that runs nothing: init containers alone are no pod',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#containers',
  kinds: POD_KINDS,
  *check({ kind, apiPods }) {
    // Without a template, it is the template that is empty.
    const path = TEMPLATE_SPEC.get(kind);
    if (apiPods.length === 0 && path !== undefined) yield required(`${path}.containers`, 'a pod has one container or more');
    for (const { specPath, spec } of apiPods) {
      if ((spec.containers ?? []).length === 0) yield required(`${specPath}.containers`, 'a pod has one container or more');
    }
  },
};

const TEMPLATE_SPEC: ReadonlyMap<string, string> = new Map([
  ['/PodTemplate', 'template.spec'],
  ['apps/DaemonSet', 'spec.template.spec'],
  ['apps/Deployment', 'spec.template.spec'],
  ['apps/ReplicaSet', 'spec.template.spec'],
  ['apps/StatefulSet', 'spec.template.spec'],
  ['batch/CronJob', 'spec.jobTemplate.spec.template.spec'],
  ['batch/Job', 'spec.template.spec'],
]);
