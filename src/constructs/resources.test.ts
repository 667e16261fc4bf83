import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { canonicalQuantity, compareQuantity } from '../kernel/quantity.ts';
import { PropCheck } from './prop-check.ts';
import { type ResourcesProps, resources } from './resources.ts';
import { problemsOf } from './test-support.ts';

function of(props?: ResourcesProps) {
  return resources(new PropCheck('app'), props);
}

describe('resources', () => {
  it.each<[string, ResourcesProps | undefined, object, object]>([
    [
      'nothing asked for',
      undefined,
      { cpu: '100m', 'ephemeral-storage': '256Mi', memory: '256Mi' },
      { cpu: '1', 'ephemeral-storage': '1Gi', memory: '256Mi' },
    ],
    [
      'more than the least limits',
      { cpu: '2500m', memory: '4096Mi', ephemeralStorage: '5Gi' },
      { cpu: '2500m', 'ephemeral-storage': '5Gi', memory: '4Gi' },
      { cpu: '2500m', 'ephemeral-storage': '5Gi', memory: '4Gi' },
    ],
    [
      'limits of their own',
      { cpu: '0.25', limits: { cpu: '0.5', memory: '1Gi', ephemeralStorage: '2Gi' } },
      { cpu: '250m', 'ephemeral-storage': '256Mi', memory: '256Mi' },
      { cpu: '500m', 'ephemeral-storage': '2Gi', memory: '1Gi' },
    ],
  ])('are canonical requests and limits for %s', (_name, props, requests, limits) => {
    expect(of(props)).toEqual({ requests, limits });
  });

  it.each<[string, ResourcesProps, string[]]>([
    ['a limit below the request', { memory: '1Gi', limits: { memory: '512Mi' } }, ['app.limits.memory: the limit 512Mi is below the request 1Gi']],
    ['a limit below the default request', { limits: { cpu: '50m' } }, ['app.limits.cpu: the limit 50m is below the request 100m']],
    ['a unit that is none', { memory: '1GB' }, ['app.memory: "1GB" is not a quantity']],
    ['half a byte', { memory: '500m' }, ['app.memory: a container cannot run on 500m']],
    ['no core', { cpu: '0' }, ['app.cpu: a container cannot run on 0']],
    ['several at once', { cpu: '-1', memory: '1e' }, ['app.cpu: a container cannot run on -1', 'app.memory: "1e" is not a quantity']],
  ])('are checked: %s', (_name, props, problems) => {
    const check = new PropCheck('app');
    resources(check, props);
    expect(problemsOf(() => check.throwIfAny())).toEqual(problems);
  });

  it('promise no more than they allow, in canonical form, whatever is asked for', () => {
    const amount = fc.option(fc.integer({ min: 1, max: 64 }).map((n) => `${n * 128}Mi`), { nil: undefined });
    fc.assert(
      fc.property(amount, amount, (memory, ephemeralStorage) => {
        const { requests = {}, limits = {} } = of({ memory, ephemeralStorage });
        for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
          const [request, limit] = [String(requests[name]), String(limits[name])];
          expect(compareQuantity(request, limit)).toBeLessThanOrEqual(0);
          expect([request, limit]).toEqual([canonicalQuantity(request), canonicalQuantity(limit)]);
        }
      }),
    );
  });
});
