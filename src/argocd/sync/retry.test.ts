import { describe, expect, it } from '@jest/globals';
import { RetriedSync, type RetryStrategy, secondsBeforeRetry } from './retry.ts';
import { NAMESPACE, objectOf, ToldCluster, type Story } from './test-support/transcript.ts';

/** What each try applied, and how it all ended. */
function tried(story: Story, retry?: RetryStrategy, newer?: readonly string[]) {
  const cluster = new ToldCluster({ ...story, target: [...story.target, ...(newer ?? [])] });
  let asked = 0;
  const newest = () => (asked++ > 0 && newer !== undefined ? newer : story.target).map(objectOf);
  const sync = new RetriedSync({ newest, cluster, options: { namespace: NAMESPACE }, ...(retry === undefined ? {} : { retry }) });
  const tries: string[][] = [[]];
  for (let call = 0; call < 200 && sync.phase === 'Running'; call++) {
    const before = sync.retries;
    const { actions } = sync.sync();
    if (sync.retries > before) tries.push([]);
    for (const { action, task } of actions) if (action === 'apply') tries.at(-1)!.push(task.object.metadata.name);
    cluster.tick();
  }
  return { tries: tries.map((names) => names.join(' ')), phase: sync.phase, waited: sync.waited, message: sync.message };
}

const failing = (times: number): Story => ({ target: ['ConfigMap a @-4', 'Job migrate @-1 hook=Sync', 'Deployment b'], fails: { 'Job migrate': times } });

describe('a sync that is retried', () => {
  it('does all over again, hooks too', () => {
    expect(tried(failing(1), { limit: 5 })).toMatchObject({ tries: ['a migrate', 'a migrate b'], phase: 'Succeeded', waited: 10 });
  });

  it('fails when the limit is reached', () => {
    const { tries, phase, message } = tried(failing(99), { limit: 2 });
    expect(tries).toEqual(['a migrate', 'a migrate', 'a migrate']);
    expect(phase).toBe('Failed');
    expect(message).toContain('(retried 2 times)');
  });

  it('is tried five times where nothing is said', () => {
    expect(tried(failing(99)).tries).toHaveLength(6);
  });

  it('is not tried again with a limit of 0', () => {
    expect(tried(failing(1), { limit: 0 })).toMatchObject({ tries: ['a migrate'], phase: 'Failed' });
  });

  it('keeps to the revision it began with', () => {
    expect(tried(failing(1), { limit: 1 }, ['ConfigMap mended']).tries).toEqual(['a migrate', 'a migrate b']);
  });

  it('takes the newest one where it refreshes', () => {
    expect(tried(failing(1), { limit: 1, refresh: true }, ['ConfigMap mended']).tries).toEqual(['a migrate', 'mended']);
  });
});

describe('the wait before a retry', () => {
  it.each([
    [1, {}, 10],
    [2, {}, 20],
    [9, {}, 180],
    [1, { backoff: { duration: 60, factor: 2, maxDuration: 600 } }, 120],
    [5, { backoff: { duration: 60, factor: 2, maxDuration: 600 } }, 600],
    [3, { backoff: { duration: 30, factor: 1 } }, 30],
  ])('of try %i with %j is %i s', (retry, strategy, seconds) => {
    expect(secondsBeforeRetry(strategy, retry)).toBe(seconds);
  });
});
