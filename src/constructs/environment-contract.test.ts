import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type EnvironmentContract, faultsOf } from './environment-contract.ts';
import { type VariableSchema } from './contract-example.ts';
import { type EnvironmentProps, environment } from './environment.ts';
import { PropCheck } from './prop-check.ts';

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
  return faults(props, contract, platform).map(({ problem: { path, message } }) => `${path}: ${message}`);
}

const faults = (props: EnvironmentProps, contract: EnvironmentContract, platform: string[] = []) => faultsOf('app', contract, environment(new PropCheck('app'), props), platform);

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

  it('takes a variable that is near to one that nothing sets for a mistake in its name', () => {
    const [fault, ...others] = faults({ uses: [database], env: { RATE_LIMT_BACKEND: 'redis' } }, CONTRACT);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ kind: 'unknown', variable: 'RATE_LIMT_BACKEND', meant: 'RATE_LIMIT_BACKEND', problem: { message: 'the program does not know RATE_LIMT_BACKEND, which env sets: did you mean RATE_LIMIT_BACKEND, which nothing sets?' } });
  });

  it.each<[string, VariableSchema, string, string, string]>([
    ['a number', z.coerce.number().int().min(100), '5s', 'a number', 'X: "100"'],
    ['a bound', z.coerce.number().max(50), '500', 'Too big: expected number to be <=50', 'X: "50"'],
    ['a word', z.enum(['EUR', 'CHF']), 'euro', 'Invalid option: expected one of "EUR"|"CHF"', 'X: "EUR"'],
    ['a mail address', z.email(), 'nobody', 'Invalid email address', 'X: "name@acme.example"'],
    ['an address', z.url(), 'acme.example/a', 'Invalid URL', 'X: "https://acme.example/a"'],
    ['a pattern that the text nearly has', z.string().regex(/^[a-z-]{3,}$/, 'small letters'), 'Price Jobs', 'small letters', 'X: "price-jobs"'],
    ['a pattern that nothing has', z.string().regex(/^[a-z]{3}#$/, 'three letters and #'), 'x', 'three letters and #', 'X: <a value that the program takes>'],
  ])('says what it takes instead: %s', (_what, schema, value, allowed, fix) => {
    expect(faults({ env: { X: value } }, { variables: { X: schema } })).toMatchObject([{ kind: 'refused', problem: { message: `the program refuses "${value}", which env sets`, allowed, fix } }]);
  });
});
