import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Foundation } from '../constructs/foundation.ts';
import { ExternalSecrets } from '../constructs/external-secrets.ts';
import { Migrator } from '../constructs/migrator.ts';
import { Probe } from '../constructs/probe.ts';
import { exampleDigest } from '../constructs/test-support.ts';
import { Worker } from '../constructs/worker.ts';
import { type Problem, UserError } from '../kernel/problem.ts';
import { loadOverlays } from '../overlays/load.ts';
import { secretReference } from '../overlays/field-secret-reference.ts';
import { variableName } from '../overlays/field-name.ts';
import { renderPair } from './render-pair.ts';
import { defineSystem } from './system-definition.ts';

const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

const ENVIRONMENTS = `schema: slipway.environments/v1
defaults:
  kubernetes: "1.34"
  probeImage: ghcr.io/acme/probe:8.11.1@${exampleDigest('8')}
  zones: [eu-1a]
  secretStore: { name: vault }
  apiServer: { cidrs: [10.10.0.10/32] }
environments:
  production: { cluster: { name: production }, domain: acme.example, platformVariables: [POD_REGION] }
  staging: { cluster: { name: staging }, domain: staging.acme.example }
`;

const HEAD = 'schema: slipway.overlay/v1\n';

const BASE = `${HEAD}settings:
  logLevel: info
api:
  replicas: 1
  env:
    MODE: fast
    PORT: "3000"
secrets:
  DATABASE_URL: shop/api#database-url
  JWT_SECRET: shop/api#jwt
`;

/** A program as it stands, and whatever a test would have it require besides. */
function system(more: Readonly<Record<string, z.ZodType>> = {}) {
  return defineSystem({
    name: 'shop',
    images: ['api'],
    overlay: z.strictObject({
      settings: z.strictObject({ logLevel: z.string() }),
      api: z.strictObject({ replicas: z.int(), env: z.record(variableName, z.string()).default({}) }),
      secrets: z.record(z.string(), secretReference),
    }),
    build(scope, { overlay: values }) {
      new Foundation(scope, 'foundation', { quota: { requests: { cpu: '4', memory: '8Gi' }, pods: 30 } });
      const secrets = new ExternalSecrets(scope, 'runtime', { name: 'runtime', keys: values.secrets });
      new Migrator(scope, 'migrate', { image: scope.image('api'), command: ['prisma', 'migrate', 'deploy'] });
      new Worker(scope, 'api', {
        name: 'api',
        image: scope.image('api'),
        replicas: values.api.replicas,
        live: Probe.exec(['true']),
        uses: [secrets],
        env: { LOG_LEVEL: values.settings.logLevel, ...values.api.env },
        contract: {
          variables: {
            DATABASE_URL: z.string(),
            JWT_SECRET: z.string(),
            LOG_LEVEL: z.enum(['debug', 'info', 'warn']),
            MODE: z.enum(['fast', 'safe']),
            PORT: z.coerce.number().int().max(65_535),
            POD_REGION: z.string().optional(),
            ...more,
          },
          secrets: ['DATABASE_URL', 'JWT_SECRET'],
        },
      });
    },
  });
}

/** What a render of the environment says: the files of `overlays/shop` may be replaced, or changed by a replacement in them. */
function problemsOf({ files = {}, base = BASE, contracts = '', more = {}, environment = 'staging' }: { files?: Record<string, string>; base?: string; contracts?: string; more?: Record<string, z.ZodType>; environment?: string }): readonly Problem[] {
  const root = mkdtempSync(join(tmpdir(), 'contract-'));
  roots.push(root);
  const release = `schema: slipway.release/v1\nversion: v1.0.0\nsource:\n  repository: https://git.acme.example/shop\n  commit: "${'1'.repeat(40)}"\nimages:\n  api: { name: ghcr.io/acme/shop-api, digest: "${exampleDigest('a')}" }\n${contracts}`;
  const all: Record<string, string> = {
    'environments.yaml': ENVIRONMENTS,
    'shop/base.yaml': base,
    'shop/staging.yaml': HEAD,
    'shop/production.yaml': HEAD,
    'shop/staging.release.yaml': release,
    'shop/production.release.yaml': release,
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, 'overlays', name)), { recursive: true });
    writeFileSync(join(root, 'overlays', name), text);
  }
  const definition = system(more);
  try {
    const { pairs } = loadOverlays({ root, systems: [definition], only: { environments: [environment] } });
    for (const pair of pairs) renderPair(definition, pair);
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
}

/** Each problem as: place, whose variable, what. */
const shown = (problems: readonly Problem[]): string[] => problems.map(({ file = '', line, path, message }) => `${file}${line === undefined ? '' : `:${line}`} ${path} ${message}`);

describe('the environment of a workload', () => {
  it('is what its program requires', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it.each<[string, Parameters<typeof problemsOf>[0], string]>([
    ['a required variable is gone', { base: BASE.replace('    MODE: fast\n', '') }, 'overlays/shop/base.yaml:4 staging/shop › api.env.MODE the program requires MODE, and nothing sets it'],
    ['the program requires a new one', { more: { REGION: z.string() } }, 'overlays/shop/base.yaml:4 staging/shop › api.env.REGION the program requires REGION, and nothing sets it'],
    ['a secret is gone', { base: BASE.replace('  JWT_SECRET: shop/api#jwt\n', '') }, 'overlays/shop/base.yaml:4 staging/shop › api.env.JWT_SECRET the program requires JWT_SECRET, and nothing sets it'],
    ['a value is none of those allowed', { base: BASE.replace('MODE: fast', 'MODE: slow') }, 'overlays/shop/base.yaml:7 staging/shop › api.env.MODE the program refuses "slow", which env sets'],
    ['the environment says something else', { files: { 'shop/staging.yaml': `${HEAD}api:\n  env:\n    # Not here.\n    MODE: slow\n` } }, 'overlays/shop/staging.yaml:5 staging/shop › api.env.MODE the program refuses "slow", which env sets'],
    ['a number is none', { base: BASE.replace('"3000"', '"http"') }, 'overlays/shop/base.yaml:8 staging/shop › api.env.PORT the program refuses "http", which env sets'],
    ['a number is too great', { base: BASE.replace('"3000"', '"70000"') }, 'overlays/shop/base.yaml:8 staging/shop › api.env.PORT the program refuses "70000", which env sets'],
    ['a value of another name is wrong', { base: BASE.replace('logLevel: info', 'logLevel: loud') }, 'overlays/shop/base.yaml:3 staging/shop › api.env.LOG_LEVEL the program refuses "loud", which env sets'],
    ['a variable is misspelt', { base: BASE.replace('PORT: "3000"', 'PORT: "3000"\n    LOGLEVEL: info') }, 'overlays/shop/base.yaml:9 staging/shop › api.env.LOGLEVEL the program does not know LOGLEVEL, which env sets'],
    ['a secret stands in the clear', { base: BASE.replace('    MODE: fast', '    JWT_SECRET: hunter2-hunter2\n    MODE: fast').replace('  JWT_SECRET: shop/api#jwt\n', '') }, 'overlays/shop/base.yaml:7 api.env.JWT_SECRET a secret stands here in the clear (not shown)'],
    ['what does not look like a secret stands in the clear', { base: BASE.replace('    MODE: fast', '    DATABASE_URL: shop-db\n    MODE: fast').replace('  DATABASE_URL: shop/api#database-url\n', '') }, 'overlays/shop/base.yaml:7 staging/shop › api.env.DATABASE_URL DATABASE_URL is secret, and env sets it in the clear'],
    ['a secret comes twice', { base: BASE.replace('    MODE: fast', '    DATABASE_URL: shop-db\n    MODE: fast') }, 'overlays/shop/base.yaml:7 staging/shop › api.env.DATABASE_URL the variable "DATABASE_URL" is set twice, by uses: runtime and by env'],
    ['the platform of one environment sets what that of another does not', { more: { POD_REGION: z.string() } }, 'overlays/shop/base.yaml:4 staging/shop › api.env.POD_REGION the program requires POD_REGION, and nothing sets it'],
  ])('is refused by variable, service and line, with a fix, where %s', (_what, broken, first) => {
    const problems = problemsOf(broken);
    expect(shown(problems)).toContain(first);
    expect(problems.every(({ fix }) => fix !== undefined && fix !== '')).toBe(true);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('may be set by the platform', () => {
    expect(problemsOf({ more: { POD_REGION: z.string() }, environment: 'production' })).toEqual([]);
  });
});

describe('the contract of a release', () => {
  const contract = (lines: string): string => `contracts:\n  api:\n${lines.replace(/^/gm, '    ')}`;

  it.each<[string, Parameters<typeof problemsOf>[0], string]>([
    ['requires what nothing sets', { contracts: contract('REGION: { required: true }\n') }, 'overlays/shop/base.yaml:4 staging/shop › Deployment/api › api › REGION the program requires REGION, and nothing sets it'],
    ['takes another value alone', { contracts: contract('MODE: { oneOf: [safe] }\n') }, 'overlays/shop/base.yaml:7 staging/shop › Deployment/api › api › MODE the program refuses "fast" for MODE'],
    ['takes a smaller number', { contracts: contract('PORT: { type: integer, maximum: 1024 }\n') }, 'overlays/shop/base.yaml:8 staging/shop › Deployment/api › api › PORT the program refuses "3000" for PORT'],
    ['calls secret what stands in the clear', { contracts: contract('MODE: { secret: true }\n') }, 'overlays/shop/base.yaml:7 staging/shop › Deployment/api › api › MODE MODE is secret, and stands in the clear'],
    ['takes a value of another name', { contracts: contract('LOG_LEVEL: { oneOf: [warn] }\n') }, 'overlays/shop/base.yaml:3 staging/shop › Deployment/api › api › LOG_LEVEL the program refuses "info" for LOG_LEVEL'],
  ])('fails the render where it %s, at the line to change', (_what, broken, first) => {
    const problems = problemsOf(broken);
    expect(shown(problems)).toEqual([first]);
    expect(problems[0]!.fix).toBeDefined();
  });

  it('is asked of workloads alone, not of a Job that borrows their image', () => {
    expect(problemsOf({ contracts: contract('MODE: { required: true }\n') })).toEqual([]);
  });

  it('is held against the overlay of the environment that it comes to', () => {
    const contracts = contract('MODE: { required: true, oneOf: [fast] }\n');
    const files = { 'shop/production.yaml': `${HEAD}api:\n  env:\n    MODE: safe\n` };
    expect(problemsOf({ contracts, files })).toEqual([]);
    expect(shown(problemsOf({ contracts, files, environment: 'production' }))).toEqual(['overlays/shop/production.yaml:4 production/shop › Deployment/api › api › MODE the program refuses "safe" for MODE']);
  });

  it('of an image that the system does not run is passed over', () => {
    expect(problemsOf({ contracts: 'contracts:\n  other:\n    REGION: { required: true }\n' })).toEqual([]);
  });
});
