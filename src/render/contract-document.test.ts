import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { type EnvironmentContract } from '../constructs/environment-contract.ts';
import { contractProblems } from '../delivery/release/contract-check.ts';
import { parseContract } from '../delivery/release/contract.ts';
import { releaseFileText } from '../delivery/release/release-file.ts';
import { parseReleaseText } from '../cli/release/tip-files.ts';
import { contractDocument } from './contract-document.ts';

const OF = { system: 'shop', service: 'api' };

/** What a program of some size asks of its environment, by zod. */
const CONTRACT: EnvironmentContract = {
  variables: {
    ALLOWED_ORIGINS: z.string().transform((text) => text.split(',')),
    DATABASE_URL: z.string().startsWith('postgresql://'),
    FEATURE_FLAGS: z.string().optional(),
    JWT_SECRET: z.string().min(32).max(512),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    MAIL_FROM: z.email(),
    MODE: z.union([z.literal('fast'), z.literal('safe')]),
    NODE_ENV: z.literal('production'),
    OIDC_ISSUER: z.url(),
    PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
    RATIO: z.coerce.number().min(0).max(1).optional(),
    REGION: z.string().regex(/^[a-z]{2}-[a-z]+-\d$/),
    TRACING: z.stringbool().default(false),
  },
  secrets: ['DATABASE_URL', 'JWT_SECRET'],
};

const text = (contract: EnvironmentContract): string => JSON.stringify(contractDocument(OF, contract));
const problemsOf = (contract: EnvironmentContract, environment: Readonly<Record<string, string>>): string[] =>
  contractProblems(parseContract(text(contract), 'env.schema.json'), [{ object: 'Deployment/api', container: 'api', variables: new Map(Object.entries(environment).map(([name, value]) => [name, { kind: 'literal', text: value }])) }]).map(({ message }) => message);

describe('an exported contract', () => {
  it('says what it is, which variables there are, and which are required and secret', () => {
    expect(contractDocument(OF, CONTRACT)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      schema: 'slipway.contract/v1',
      system: 'shop',
      service: 'api',
      type: 'object',
      required: ['ALLOWED_ORIGINS', 'DATABASE_URL', 'JWT_SECRET', 'MAIL_FROM', 'MODE', 'NODE_ENV', 'OIDC_ISSUER', 'REGION'],
      properties: {
        ALLOWED_ORIGINS: { type: 'string' },
        DATABASE_URL: { type: 'string', writeOnly: true },
        JWT_SECRET: { type: 'string', minLength: 32, maxLength: 512, writeOnly: true },
        LOG_LEVEL: { type: 'string', enum: ['debug', 'info', 'warn', 'error'], default: 'info' },
        MODE: { type: 'string', enum: ['fast', 'safe'] },
        NODE_ENV: { type: 'string', enum: ['production'] },
        OIDC_ISSUER: { type: 'string', format: 'uri' },
        PORT: { type: 'integer', minimum: 1, maximum: 65_535, default: 3000 },
        REGION: { type: 'string', pattern: '^[a-z]{2}-[a-z]+-\\d$' },
        TRACING: { type: 'string' },
      },
    });
  });

  it('goes into a release and comes out of its file as it was', () => {
    const contract = parseContract(text(CONTRACT), 'env.schema.json');
    const digest = `sha256:${'a'.repeat(64)}`;
    const file = releaseFileText({ version: 'v1.0.0', commit: '1'.repeat(40), repository: 'https://git.acme.example/shop', images: { api: { name: 'ghcr.io/acme/shop-api', digest } }, contracts: { api: contract } });
    expect(parseReleaseText(Buffer.from(file, 'utf8'), 'overlays/shop/dev.release.yaml', 'shop').contracts).toEqual({ api: contract });
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['another port than there is', { PORT: '65536' }, ['the program refuses "65536" for PORT']],
    ['a port that is no number', { PORT: 'http' }, ['the program refuses "http" for PORT']],
    ['a level that is none', { LOG_LEVEL: 'loud' }, ['the program refuses "loud" for LOG_LEVEL']],
    ['a region that does not match', { REGION: 'Europe' }, ['the program refuses "Europe" for REGION']],
    ['an address without a scheme', { OIDC_ISSUER: 'id.acme.example' }, ['the program refuses "id.acme.example" for OIDC_ISSUER']],
    ['a ratio above one', { RATIO: '1.5' }, ['the program refuses "1.5" for RATIO']],
    ['a secret in the clear', { JWT_SECRET: 'x' }, ['JWT_SECRET is secret, and stands in the clear']],
  ])('refuses %s', (_what, environment, messages) => {
    expect(problemsOf(CONTRACT, environment).filter((message) => !message.includes('nothing sets it'))).toEqual(messages);
  });

  it.each<[string, z.ZodType]>([
    ['text that is trimmed first', z.string().trim().max(3)],
    ['a pattern that does not care for case', z.string().regex(/^abc$/i)],
    ['text that is parsed first', z.preprocess((value) => String(value).length, z.number().max(5))],
    ['a boolean of any text', z.coerce.boolean()],
    ['a number or a word', z.union([z.coerce.number(), z.literal('auto')])],
    ['a pattern after a default', z.string().regex(/^x/i).default('x')],
    ['several patterns', z.string().startsWith('a').endsWith('z')],
    ['anything', z.any()],
  ])('is never stricter than the program: %s', (_what, schema) => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('ABC', 'abc', '  ab  ', 'x', 'Xy', 'az', 'auto', '3', 'true', 'no')), (value) => {
        if (schema.safeParse(value).success) expect(problemsOf({ variables: { A: schema } }, { A: value })).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('takes what has no zod behind it for text', () => {
    expect(contractDocument(OF, { variables: { A: { safeParse: (value) => ({ success: value !== undefined }) } } })).toMatchObject({ properties: { A: { type: 'string' } }, required: ['A'] });
  });
});
