import { describe, expect, it } from '@jest/globals';
import { PropCheck } from './prop-check.ts';
import { type RolloutProps, checkRollout, rollout } from './rollout.ts';
import { problemsOf } from './test-support.ts';

describe('a rollout', () => {
  it.each<[string, RolloutProps | undefined, object]>([
    ['never goes below the replicas', undefined, { minReadySeconds: 10, progressDeadlineSeconds: 600, revisionHistoryLimit: 5, strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 }, type: 'RollingUpdate' } }],
    [
      'takes what it is given',
      { maxSurge: 0, maxUnavailable: 1, minReadySeconds: 0, progressDeadlineSeconds: 300, revisionHistoryLimit: 0 },
      { minReadySeconds: 0, progressDeadlineSeconds: 300, revisionHistoryLimit: 0, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 }, type: 'RollingUpdate' } },
    ],
    ['may recreate', { strategy: 'Recreate' }, { minReadySeconds: 10, progressDeadlineSeconds: 600, revisionHistoryLimit: 5, strategy: { type: 'Recreate' } }],
  ])('%s', (_name, props, expected) => {
    expect(rollout(props)).toEqual(expected);
  });

  it.each<[string, RolloutProps, number, string[]]>([
    ['nothing wrong', {}, 135, []],
    ['nothing that could ever roll', { maxSurge: '0%', maxUnavailable: 0 }, 0, ['app.rollout.maxSurge: neither one pod more nor one pod less is allowed, so nothing can ever roll']],
    ['a strategy that is none', { strategy: 'Canary' as 'Recreate' }, 0, ['app.rollout.strategy: "Canary" is not a strategy']],
    ['shares that are none', { maxSurge: '25', maxUnavailable: -1 }, 0, ['app.rollout.maxSurge: "25" is no number of pods', 'app.rollout.maxUnavailable: -1 is no number of pods']],
    [
      'a deadline that a slow start outlasts',
      { progressDeadlineSeconds: 100, minReadySeconds: 20 },
      120,
      ['app.rollout.progressDeadlineSeconds: a pod may take 120 s to start and 20 s to count, the deadline is 100 s'],
    ],
  ])('is checked: %s', (_name, props, startSeconds, problems) => {
    const check = new PropCheck('app.rollout');
    checkRollout(check, props, startSeconds);
    expect(problemsOf(() => check.throwIfAny())).toEqual(problems);
  });
});
