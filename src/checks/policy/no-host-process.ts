import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';

export const noHostProcess: Rule = {
  id: 'no-host-process',
  severity: 'error',
  why: 'a host process is a program on the Windows node itself',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  kinds: POD_KINDS,
  keys: ['hostProcess'],
  *check({ securityContexts }) {
    for (const { path, context } of securityContexts) {
      if (at(context, 'windowsOptions', 'hostProcess') === true) yield {
        path: `${path}.windowsOptions.hostProcess`,
        message: 'the container runs as a process of the Windows node itself',
        fix: 'remove the field',
      };
    }
  },
};
