import { describe, expect, it } from '@jest/globals';
import { type Environment } from '../../overlays/environment.ts';
import { environmentsOf } from './stages.ts';

const environment = (name: string, stage: string, order: number): Environment => ({ name, stage, order }) as unknown as Environment;
const ALL = [environment('production-us', 'production', 1), environment('staging', 'staging', 0), environment('production-eu', 'production', 0)];

describe('a name of a stage or an environment', () => {
  it.each([
    ['production', ['production-eu', 'production-us']],
    ['production-us', ['production-us']],
    ['staging', ['staging']],
  ])('%s means %s', (name, names) => {
    expect(environmentsOf(name, ALL, '--to').map((one) => one.name)).toEqual(names);
  });

  it('that means nothing is refused with those there are', () => {
    expect(() => environmentsOf('prod', ALL, '--to')).toThrow(/no stage and no environment "prod"[\s\S]*production, staging[\s\S]*fix: --to staging/);
  });
});
