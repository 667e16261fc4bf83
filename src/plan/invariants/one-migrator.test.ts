import { describe, expect, it } from '@jest/globals';
import { isMigrator } from '../migrator.ts';
import { describeInvariant } from '../test-support/describe-invariant.ts';
import { object } from '../test-support/shop.ts';

type Edit = Readonly<Record<string, unknown>>;

const HOOK = { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' };
const variable = (secret: string, key: string): Edit => ({ name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: secret, key } } });
const job = (name: string, wave: number, container: Edit = {}, metadata: Edit = {}) =>
  object('batch/v1', 'Job', name, wave, { metadata: { annotations: HOOK, ...metadata }, spec: { activeDeadlineSeconds: 600, backoffLimit: 0, template: { spec: { restartPolicy: 'Never', containers: [{ name: 'job', image: 'registry.example/job', ...container }] } } } });
const databases = (...keys: readonly string[]) => object('external-secrets.io/v1', 'ExternalSecret', 'databases', -4, { spec: { target: { name: 'databases' }, data: keys.map((secretKey) => ({ secretKey, remoteRef: { key: `shop/${secretKey}` } })) } });
const NONE = { 'Job migrate': null } as const;

describeInvariant('one-migrator', {
  names: {
    'two of one database that say no component': { both: NONE, adds: { both: [job('migrate-a', -1, { env: [variable('runtime-aa', 'url')] }), job('migrate-b', -1, { env: [variable('runtime-aa', 'url')] })] }, about: 'Job migrate-a', says: 'and Job migrate-b run at the same time' },
    'two of one component': { adds: { both: [job('other-migration', -1, { env: [variable('runtime-aa', 'other')] }, { labels: { 'app.kubernetes.io/component': 'migrate' } })] }, about: 'Job migrate', says: 'run at the same time' },
  },
  leaves: {
    'two of two databases that say no component': { both: NONE, adds: { both: [databases('orders', 'stock'), job('migrate-orders', -1, { env: [variable('databases', 'orders')] }), job('migrate-stock', -1, { env: [variable('databases', 'stock')] })] } },
    'two of no known database with names of their own': { both: NONE, adds: { both: [job('migrate-orders', -1), job('migrate-stock', -1)] } },
    'two in waves of their own': { both: NONE, adds: { both: [job('migrate-a', -2, { env: [variable('runtime-aa', 'url')] }), job('migrate-b', -1, { env: [variable('runtime-aa', 'url')] })] } },
  },
});

describeInvariant('migrated-before-app', {
  names: {
    'a Job that brings the schema up after the app': { both: NONE, adds: { both: [job('schema-up', 1, { env: [variable('runtime-aa', 'url')] })] }, about: 'Deployment web', says: 'are started before Job schema-up has succeeded' },
    'a Job whose command says it, after the app': { both: NONE, adds: { both: [job('prepare', 1, { command: ['sh', '-c', 'npx prisma migrate deploy'], env: [variable('runtime-aa', 'url')] })] }, about: 'Deployment web', says: 'are started before Job prepare has succeeded' },
  },
  leaves: {
    'a Job that brings the schema up before the app': { both: NONE, adds: { both: [job('schema-up', -1, { env: [variable('runtime-aa', 'url')] })] } },
    'a Job after the app that only reads the database': { adds: { both: [job('probe', 1, { command: ['probe', '--all'], env: [variable('runtime-aa', 'url')] })] } },
  },
});

describe('a migrator', () => {
  it.each<[string, boolean, ReturnType<typeof job>]>([
    ['by its name', true, job('shop-migrate', 0)],
    ['by another word in its name', true, job('migrations-7c1e', 0)],
    ['by a schema in its name', true, job('shop-schema', 0)],
    ['by its component', true, job('prepare', 0, {}, { labels: { 'app.kubernetes.io/component': 'api-migrate' } })],
    ['by its command', true, job('prepare', 0, { command: ['alembic', 'upgrade', 'head'] })],
    ['by a command in a list of arguments', true, job('prepare', 0, { args: ['npm', 'run', 'db:migrate'] })],
    ['not by what only sounds like it', false, job('immigrate', 0)],
    ['not by a test of it', false, job('smoke', 0, { command: ['check', '--schema-version', '7'] })],
    ['not where it is no Job', false, object('apps/v1', 'Deployment', 'migrate', 0, { spec: {} })],
  ])('is told %s', (_name, is, manifest) => {
    expect(isMigrator(manifest)).toBe(is);
  });
});
