import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { invalid, notSupported } from '../../field-error.ts';

const MOUNTS: readonly string[] = ['Default', 'Unmasked'];

export const procMountIsKnown: Rule = {
  id: 'proc-mount-is-known',
  severity: 'error',
  why: 'the API server refuses any other word for how a container sees /proc, and an unmasked one outside a user namespace',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#proc-access',
  // Before, the field is dropped.
  since: 33,
  kinds: POD_KINDS,
  keys: ['procMount'],
  *check({ apiContainers }) {
    for (const { path, container, pod } of apiContainers) {
      const got = container.securityContext?.procMount;
      if (got === undefined) continue;
      const at = `${path}.securityContext.procMount`;
      if (!MOUNTS.includes(got)) yield notSupported(at, got, MOUNTS);
      if (got === 'Unmasked' && pod.spec.hostUsers !== false) yield invalid(at, got, '`hostUsers` must be false to use `Unmasked`');
    }
  },
};
