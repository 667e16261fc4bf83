import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { forbidden, notSupported } from '../../field-error.ts';

const MODES: readonly string[] = ['Bidirectional', 'HostToContainer', 'None'];

export const mountPropagationIsAllowed: Rule = {
  id: 'mount-propagation-is-allowed',
  severity: 'error',
  why: 'the API server refuses mounts that reach the node from a container without privileges',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation',
  kinds: POD_KINDS,
  keys: ['mountPropagation'],
  *check({ apiContainers }) {
    for (const { path, container } of apiContainers) {
      for (const { item: { mountPropagation: mode } } of itemsOf(container.volumeMounts, '')) {
        // The server's path doesn't say which mount it is.
        const at = `${path}.volumeMounts.mountPropagation`;
        if (mode !== undefined && !MODES.includes(mode)) yield notSupported(at, mode, MODES);
        if (mode === 'Bidirectional' && container.securityContext?.privileged !== true) yield forbidden(at, 'Bidirectional mount propagation is available only to privileged containers');
      }
    }
  },
};
