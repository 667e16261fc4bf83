import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { invalid } from '../../field-error.ts';

export const hostProcessIsWholePod: Rule = {
  id: 'host-process-is-whole-pod',
  severity: 'error',
  why: 'the API server refuses a pod of which only some containers are processes of a Windows node, or that is not on its network',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#hostprocess-pod-configuration-requirements',
  kinds: POD_KINDS,
  keys: ['hostProcess'],
  *check({ apiPods, apiContainers }) {
    for (const pod of apiPods) {
      const { specPath, spec } = pod;
      const whole = spec.securityContext?.windowsOptions?.hostProcess;
      const containers = apiContainers.filter((one) => one.pod === pod);
      let count = 0;
      for (const { path, container } of containers) {
        const own = container.securityContext?.windowsOptions?.hostProcess;
        if (own !== undefined && whole !== undefined && own !== whole) yield invalid(`${path}.securityContext.windowsOptions.hostProcess`, own, `must be that of the pod, ${whole}`);
        if (own ?? whole) count++;
      }
      if (count === 0) continue;
      if (count < containers.length) yield invalid(specPath, '', 'if a pod contains any hostProcess containers then all containers must be HostProcess containers');
      if (spec.hostNetwork !== true) yield invalid(`${specPath}.hostNetwork`, false, 'must be true if the pod contains any hostProcess containers');
    }
  },
};
