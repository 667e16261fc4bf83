import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const seLinuxIsConfined: Rule = {
  id: 'se-linux-is-confined',
  severity: 'error',
  why: 'another type, user or role of SELinux may leave the container\'s confinement',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  kinds: POD_KINDS,
  keys: ['seLinuxOptions'],
  *check({ securityContexts, set }) {
    const types = set.minor >= 31 ? [...TYPES, 'container_engine_t'] : TYPES;
    for (const { path, context } of securityContexts) {
      const type = at(context, 'seLinuxOptions', 'type') ?? undefined;
      if (type !== undefined && !types.includes(type)) yield {
        path: `${path}.seLinuxOptions.type`,
        message: `the SELinux type ${shown(type)} is not confined as a container`,
        fix: 'remove the field',
      };
      for (const field of ['role', 'user']) {
        const got = at(context, 'seLinuxOptions', field) ?? '';
        if (got !== '') yield { path: `${path}.seLinuxOptions.${field}`, message: `an SELinux ${field} of its own, ${shown(got)}, may lift the confinement`, fix: 'remove the field' };
      }
    }
  },
};

const TYPES: readonly unknown[] = ['', 'container_t', 'container_init_t', 'container_kvm_t'];
