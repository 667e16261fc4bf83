import { type SleepAction } from '../../../../../imports/kubernetes.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { invalid } from '../../field-error.ts';
import { handlerFindings } from './handler.ts';
import { hooksOf } from './probes-of.ts';

/** The minor since which a hook may sleep without asking for it. */
export const SLEEP = 30;
/** The minor since which it may sleep for no time. */
const NO_SLEEP = 33;

export const lifecycleHookIsValid: Rule = {
  id: 'lifecycle-hook-is-valid',
  severity: 'error',
  why: 'the API server refuses a hook that runs no command, asks at a port that is none, or sleeps longer than the pod has for stopping',
  source: 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/',
  kinds: POD_KINDS,
  keys: ['lifecycle'],
  *check({ apiContainers, set: { minor } }) {
    for (const { path, hook, of: { pod } } of hooksOf(apiContainers)) {
      yield* handlerFindings({ exec: hook.exec, httpGet: hook.httpGet, tcpSocket: hook.tcpSocket }, path);
      if (minor < SLEEP || hook.sleep === undefined || hook.exec !== undefined || hook.httpGet !== undefined || hook.tcpSocket !== undefined) continue;
      const { seconds = 0 } = hook.sleep as Partial<SleepAction>;
      const grace = pod.spec.terminationGracePeriodSeconds ?? 30;
      const least = minor >= NO_SLEEP ? 0 : 1;
      if (seconds < least || seconds > grace) yield invalid(`${path}.sleep`, seconds, `must be at least ${least} and no more than terminationGracePeriodSeconds (${grace})`);
    }
  },
};
