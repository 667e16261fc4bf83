import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type EnvironmentContract, checkContract } from './environment-contract.ts';
import { type EnvironmentProps, environment } from './environment.ts';
import { PropCheck } from './prop-check.ts';
import { problemsOf } from './test-support.ts';

const CONTRACT: EnvironmentContract = {
  variables: {
    DATABASE_URL: z.string(),
    RATE_LIMIT_BACKEND: z.enum(['redis', 'memory']),
    PORT: z.coerce.number().int().default(3000),
    LOG_LEVEL: z.enum(['info', 'debug']).optional(),
  },
  secrets: ['DATABASE_URL'],
};
const SECRET = { secret: 'runtime-1a2b', key: 'DATABASE_URL' };
const database = { name: 'postgres', variables: { DATABASE_URL: SECRET }, endpoints: [] };

function of(props: EnvironmentProps, contract = CONTRACT, platform: string[] = []): string[] {
  return problemsOf(() => {
    const check = new PropCheck('app');
    checkContract(check, contract, environment(check, props), platform);
    check.throwIfAny();
  });
}

describe('the contract of an environment', () => {
  it.each<[string, EnvironmentProps]>([
    ['what is required', { uses: [database], env: { RATE_LIMIT_BACKEND: 'redis' } }],
    ['what is optional, too', { uses: [database], env: { RATE_LIMIT_BACKEND: 'redis', PORT: '8080', LOG_LEVEL: 'debug' } }],
    ['what slipway itself sets', { uses: [database], env: { RATE_LIMIT_BACKEND: 'redis' }, fixed: { RELEASE: 'v1' }, defaults: { HOME: '/tmp' } }],
    ['a secret that the contract does not call one', { uses: [database], env: { RATE_LIMIT_BACKEND: SECRET } }],
  ])('is kept by %s', (_name, props) => {
    expect(of(props)).toEqual([]);
  });

  it.each<[string, EnvironmentProps, string[]]>([
    ['nothing at all', {}, ['app.env.DATABASE_URL: the program requires DATABASE_URL, and nothing sets it', 'app.env.RATE_LIMIT_BACKEND: the program requires RATE_LIMIT_BACKEND, and nothing sets it']],
    ['a value that does not parse', { uses: [database], env: { RATE_LIMIT_BACKEND: 'redis', PORT: 'http' } }, ['app.env.PORT: the program refuses "http", which env sets']],
    ['a variable that nobody knows', { uses: [database], env: { RATE_LIMIT_BACKEND: 'redis', LOGLEVEL: 'info' } }, ['app.env.LOGLEVEL: the program does not know LOGLEVEL, which env sets']],
    ['a field where a secret must be', { env: { RATE_LIMIT_BACKEND: 'redis', DATABASE_URL: { field: 'status.podIP' } } }, ['app.env.DATABASE_URL: DATABASE_URL is secret, and env sets it in the clear']],
  ])('is broken by %s', (_name, props, problems) => {
    expect(of(props)).toEqual(problems);
  });

  it('never shows the value of what is secret', () => {
    const [problem] = of({ env: { RATE_LIMIT_BACKEND: 'redis', DATABASE_URL: 'postgres://u:hunter2@db' } });
    expect(problem).toBe('app.env.DATABASE_URL: DATABASE_URL is secret, and env sets it in the clear');
  });

  it('leaves to the platform what the platform sets', () => {
    expect(of({ uses: [database], env: { DD_AGENT_HOST: 'x' } }, CONTRACT, ['RATE_LIMIT_BACKEND', 'DD_AGENT_HOST'])).toEqual([]);
  });

  it('must know what it calls secret', () => {
    expect(of({}, { variables: {}, secrets: ['TOKEN'] })).toEqual(['app.contract.secrets: "TOKEN" is secret, and the contract does not know it']);
  });
});
