import { describe, expect, it } from '@jest/globals';
import { PropCheck } from './prop-check.ts';
import { checkShutdown, shutdown } from './shutdown.ts';
import { problemsOf } from './test-support.ts';

describe('a shutdown', () => {
  it.each([
    ['sleeps by the kubelet', '1.36', {}, { lifecycle: { preStop: { sleep: { seconds: 10 } } }, terminationGracePeriodSeconds: 45 }],
    ['sleeps by the kubelet from 1.30 on', '1.30', {}, { lifecycle: { preStop: { sleep: { seconds: 10 } } }, terminationGracePeriodSeconds: 45 }],
    ['sleeps by a program before', '1.29', {}, { lifecycle: { preStop: { exec: { command: ['sleep', '10'] } } }, terminationGracePeriodSeconds: 45 }],
    ['takes its own times', '1.36', { delaySeconds: 3, drainSeconds: 120 }, { lifecycle: { preStop: { sleep: { seconds: 3 } } }, terminationGracePeriodSeconds: 128 }],
    ['has no hook without a delay', '1.36', { delaySeconds: 0 }, { terminationGracePeriodSeconds: 35 }],
  ])('%s', (_name, kubernetes, props, expected) => {
    expect(shutdown({ kubernetes } as Parameters<typeof shutdown>[0], props, 10)).toEqual(expected);
  });

  it('is checked', () => {
    const check = new PropCheck('app.shutdown');
    checkShutdown(check, { delaySeconds: -1, drainSeconds: 1.5 });
    expect(problemsOf(() => check.throwIfAny())).toEqual(['app.shutdown.delaySeconds: -1 is out of range', 'app.shutdown.drainSeconds: 1.5 is out of range']);
  });
});
