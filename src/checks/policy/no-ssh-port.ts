import { at, listAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';

export const noSshPort: Rule = {
  id: 'no-ssh-port',
  severity: 'warning',
  why: 'whoever logs in there leaves no trace in git, and his key outlives him',
  source: 'https://kubernetes.io/docs/concepts/security/security-checklist/',
  kinds: POD_KINDS,
  keys: ['containerPort'],
  *check({ containers }) {
    for (const { path, container } of containers) {
      const ports = listAt(container, 'ports');
      for (let index = 0; index < ports.length; index++) if (at(ports[index], 'containerPort') === 22) yield { path: `${path}.ports[${index}].containerPort`, message: 'the container listens at port 22, which is that of SSH', fix: 'remove the port, and use kubectl debug' };
    }
  },
};
