import { describe, expect, it } from '@jest/globals';
import { kindOf } from './kind-of.ts';

const of = (apiVersion: string, kind: string): string => kindOf({ apiVersion, kind, metadata: { name: 'a' } });

describe('kindOf', () => {
  it.each([
    ['the core group', 'v1', 'Service', '/Service'],
    ['a group', 'apps/v1', 'Deployment', 'apps/Deployment'],
    ['another version of a group', 'apps/v1beta1', 'Deployment', 'apps/Deployment'],
    ['a key of every object', '__proto__', 'constructor', '/constructor'],
  ])('names a kind of %s', (_name, apiVersion, kind, full) => {
    expect(of(apiVersion, kind)).toBe(full);
    expect(of(apiVersion, kind)).toBe(full);
  });

  it('names any number of kinds', () => {
    for (let index = 0; index < 1_000; index++) {
      expect(of(`g${index}/v1`, 'A')).toBe(`g${index}/A`);
      expect(of('apps/v1', `K${index}`)).toBe(`apps/K${index}`);
    }
  });
});
