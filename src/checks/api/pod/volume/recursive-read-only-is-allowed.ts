import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { forbidden, notSupported } from '../../field-error.ts';

const MODES: readonly string[] = ['Disabled', 'Enabled', 'IfPossible'];

export const recursiveReadOnlyIsAllowed: Rule = {
  id: 'recursive-read-only-is-allowed',
  severity: 'error',
  why: 'the API server refuses a mount that is read-only in depth unless it is read-only, and passes no mounts on',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#read-only-mounts',
  // Before, the field is dropped.
  since: 31,
  kinds: POD_KINDS,
  keys: ['recursiveReadOnly'],
  *check({ apiContainers }) {
    for (const { path, container } of apiContainers) {
      for (const { item: { recursiveReadOnly: mode, readOnly, mountPropagation } } of itemsOf(container.volumeMounts, '')) {
        if (mode === undefined || mode === 'Disabled') continue;
        // The server's path doesn't say which mount it is.
        const at = `${path}.volumeMounts.recursiveReadOnly`;
        if (!MODES.includes(mode)) {
          yield notSupported(at, mode, MODES);
          continue;
        }
        if (readOnly !== true) yield forbidden(at, 'may only be specified when readOnly is true');
        if (mountPropagation !== undefined && mountPropagation !== 'None') yield forbidden(at, 'may only be specified when mountPropagation is None or not specified');
      }
    }
  },
};
