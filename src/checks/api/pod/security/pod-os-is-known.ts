import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { notSupported, required } from '../../field-error.ts';

const SYSTEMS: readonly string[] = ['linux', 'windows'];

export const podOsIsKnown: Rule = {
  id: 'pod-os-is-known',
  severity: 'error',
  why: 'the API server refuses a pod for any other operating system',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-os',
  kinds: POD_KINDS,
  keys: ['os'],
  *check({ apiPods }) {
    for (const { specPath, spec: { os } } of apiPods) {
      if (os === undefined) continue;
      const { name = '' } = os as { readonly name?: string };
      if (name === '') yield required(`${specPath}.os.name`, 'must be linux or windows');
      else if (!SYSTEMS.includes(name)) yield notSupported(`${specPath}.os`, name, SYSTEMS);
    }
  },
};
