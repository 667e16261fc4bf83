import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { HOOK_HANDLERS, oneHandlerFindings } from './handler.ts';
import { SLEEP } from './lifecycle-hook-is-valid.ts';
import { hooksOf } from './probes-of.ts';

export const lifecycleHookHasOneHandler: Rule = {
  id: 'lifecycle-hook-has-one-handler',
  severity: 'error',
  why: 'the API server refuses a hook of a container that does nothing, or two things',
  source: 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-implementations',
  kinds: POD_KINDS,
  keys: ['lifecycle'],
  *check({ apiContainers, set: { minor } }) {
    for (const { path, hook } of hooksOf(apiContainers)) {
      const given = HOOK_HANDLERS.filter((handler) => hook[handler] !== undefined);
      // Before a hook could sleep, that is dropped, and the hook with it if there is nothing else.
      if (minor >= SLEEP || !given.includes('sleep')) yield* oneHandlerFindings(given, path);
      else if (given.length > 1) yield* oneHandlerFindings(given.filter((handler) => handler !== 'sleep'), path);
    }
  },
};
