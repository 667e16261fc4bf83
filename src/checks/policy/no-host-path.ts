import { at, listAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const noHostPath: Rule = {
  id: 'no-host-path',
  severity: 'error',
  why: 'a host path leads to the node\'s files, and to other pods\' volumes and credentials',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  kinds: POD_KINDS,
  keys: ['hostPath'],
  *check({ pods }) {
    for (const { spec, specPath } of pods) {
      const volumes = listAt(spec, 'volumes');
      for (let index = 0; index < volumes.length; index++) {
        const hostPath = at(volumes[index], 'hostPath') ?? undefined;
        if (hostPath !== undefined) yield {
          path: `${specPath}.volumes[${index}].hostPath`,
          message: `the volume is a directory of the node: ${shown(at(hostPath, 'path'))}`,
          fix: 'use a PersistentVolumeClaim or an emptyDir',
        };
      }
    }
  },
};
