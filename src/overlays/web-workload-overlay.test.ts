import { describe, expect, it } from '@jest/globals';
import { webWorkloadOverlay } from './web-workload-overlay.ts';

const problemsOf = (values: object): string[] => (webWorkloadOverlay.safeParse(values).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('what an overlay says of how a new version takes over', () => {
  it('is one word, and steps with their times in canonical form', () => {
    const canary = { steps: [{ weight: 5, pause: '90s' }, { weight: 100, pause: '1h' }] };
    expect(webWorkloadOverlay.parse({ strategy: 'canary', canary, maxErrors: '2%' })).toMatchObject({
      strategy: 'canary',
      canary: { steps: [{ weight: 5, pause: '1m30s' }, { weight: 100, pause: '1h' }] },
      maxErrors: '2%',
    });
  });

  it('is nothing where it says nothing, so that the constructs choose', () => {
    expect(Object.keys(webWorkloadOverlay.parse({}))).toEqual(expect.not.arrayContaining(['strategy', 'canary', 'maxErrors', 'rateLimit']));
  });

  it.each<[string, object, string[]]>([
    ['a word that is none', { strategy: 'bluegreen' }, ['strategy']],
    ['steps that go down', { canary: { steps: [{ weight: 50, pause: '1m' }, { weight: 50, pause: '1m' }] } }, ['canary.steps.1.weight']],
    ['a pause without an end', { canary: { steps: [{ weight: 50, pause: '' }] } }, ['canary.steps.0.pause']],
    ['no steps', { canary: { steps: [] } }, ['canary.steps']],
    ['a key that nobody knows', { canary: { step: [] } }, ['canary']],
  ])('is refused: %s', (_what, values, paths) => {
    expect(problemsOf(values).map((problem) => problem.split(':')[0])).toEqual(paths);
  });
});

describe('what an overlay says of a rate', () => {
  const host = 'shop.acme.example';

  it('goes to the props as it is', () => {
    expect(webWorkloadOverlay.parse({ host, rateLimit: { requestsPerSecond: 50, burst: 100 } })).toMatchObject({ expose: { host }, rateLimit: { requestsPerSecond: 50, burst: 100 } });
  });

  it.each<[string, object, string[]]>([
    ['for nobody from outside', { rateLimit: { requestsPerSecond: 50 } }, ['rateLimit: clients from outside are held to a rate, and there is no host to reach it by']],
    ['a burst that is no multiple', { host, rateLimit: { requestsPerSecond: 50, burst: 120 } }, ['rateLimit.burst: 120 is no whole multiple of 50 requests in a second']],
    ['a burst below the rate', { host, rateLimit: { requestsPerSecond: 50, burst: 25 } }, ['rateLimit.burst: 25 is no whole multiple of 50 requests in a second']],
  ])('is refused %s', (_what, values, problems) => {
    expect(problemsOf(values)).toEqual(problems);
  });
});
