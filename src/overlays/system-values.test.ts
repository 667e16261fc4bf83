import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type z } from 'zod';
import { demoSystem } from '../../test/demo-overlays.ts';
import { anyCharacter } from '../kernel/test-support/any-character.ts';
import { type JsonMap } from './data.ts';
import { environmentSchema } from './environment.ts';
import { merge } from './merge.ts';
import { migratorOverlay } from './migrator-overlay.ts';
import { parseMerged } from './parse.ts';
import { postgresOverlay } from './postgres-overlay.ts';
import { quotaOverlay } from './quota-overlay.ts';
import { redisOverlay } from './redis-overlay.ts';
import { releaseSchema } from './release.ts';
import { textOf } from './test-support.ts';
import { webWorkloadOverlay } from './web-workload-overlay.ts';
import { workerOverlay } from './worker-overlay.ts';

function parse(schema: z.ZodType, value: JsonMap): string {
  const parsed = parseMerged(schema, merge([{ file: 'x.yaml', value, positionOf: () => ({ line: 1, column: 1 }) }]));
  return parsed.outcome === 'parsed' ? '' : textOf(parsed.problems);
}

const image = `docker.io/library/x:1@sha256:${'1'.repeat(64)}`;
const managed = { form: 'managed', endpoint: 'redis.acme.example:6379', cidrs: ['10.0.0.0/8'] };

describe('values of a system', () => {
  it.each<[string, z.ZodType, JsonMap]>([
    ['a web workload that says nothing', webWorkloadOverlay, {}],
    ['a worker with a fixed number of replicas', workerOverlay, { replicas: 3 }],
    ['a worker that scales', workerOverlay, { scale: { min: 1, max: 1 } }],
    ['a handover to an autoscaler', workerOverlay, { replicas: 3, scale: { min: 3, max: 9, handover: true } }],
    ['a limit of the request', workerOverlay, { resources: { memory: '1Gi', limits: { memory: '1024Mi' } } }],
    ['a migrator that takes an hour', migratorOverlay, { timeout: '60m' }],
    ['a quota', quotaOverlay, { requests: { cpu: 4, memory: '8Gi' }, limits: { cpu: '4000m' }, pods: 20 }],
    ['Redis in the cluster', redisOverlay, { form: 'in-cluster', image }],
    ['Redis of somebody else', redisOverlay, { ...managed, user: 'shop', password: 'shop/redis#password' }],
    ['a single worker that a drain may take', workerOverlay, { maxUnavailable: 1, replicas: 1 }],
    ['Postgres with a priority of the system', postgresOverlay, { form: 'cnpg', image, storage: '1Gi', priority: 'high' }],
    ['Postgres of somebody else, whose user is a secret', postgresOverlay, { form: 'managed', endpoint: 'db.acme.example:5432', cidrs: ['10.0.0.0/8'], database: 'Shop-DB', user: { from: 'shop/db#user' }, password: 'shop/db#password' }],
  ])('may be %s', (_name, schema, value) => {
    expect(parse(schema, value)).toBe('');
  });

  it.each<[string, z.ZodType, JsonMap, string]>([
    ['a minimum above the maximum', workerOverlay, { scale: { min: 4, max: 3 } }, 'scale.min\n  min 4 is above max 3\n  allowed: 1 to 3\n  fix: min: 3'],
    ['replicas beside an autoscaler', workerOverlay, { replicas: 4, scale: { min: 1, max: 3 } }, 'replicas\n  4 replicas are asked for, and scaling between 1 and 3'],
    ['a handover of nothing', workerOverlay, { scale: { min: 2, max: 3, handover: true } }, 'a handover keeps the number of replicas, and none is given\n  allowed: the number that runs now\n  fix: replicas: 2'],
    ['a scale to zero', workerOverlay, { scale: { min: 0, max: 3 } }, '0 is not a whole number from 1 to 1000'],
    ['a budget that lets nothing go', workerOverlay, { maxUnavailable: 0 }, '0 is not a number of pods or a percentage'],
    ['a budget that lets all go', workerOverlay, { maxUnavailable: '100%' }, '"100%" is not a number of pods or a percentage: it is all of them at once, which protects nothing'],
    ['a budget of every replica', workerOverlay, { maxUnavailable: 2, replicas: 2 }, 'maxUnavailable\n  2 lets all 2 pods go at once, so it protects nothing\n  allowed: less than all of 2 pods\n  fix: maxUnavailable: 1'],
    ['a budget of every replica that scaling leaves', webWorkloadOverlay, { maxUnavailable: '60%', scale: { min: 2, max: 9 } }, '"60%" lets all 2 pods go at once'],
    ['a limit below the default request', workerOverlay, { resources: { limits: { cpu: '50m' } } }, 'the limit 50m is below the request 100m'],
    ['paths without a host', webWorkloadOverlay, { paths: ['/api'] }, 'paths are given, and no host to reach them by'],
    ['a worker with a host', workerOverlay, { host: 'shop.acme.example' }, 'unknown key "host"'],
    ['a migrator without time', migratorOverlay, { timeout: '0s' }, '"0s" is not a duration: it is no time at all'],
    ['a quota with limits below its requests', quotaOverlay, { requests: { cpu: 4, memory: '8Gi' }, limits: { memory: '4Gi' }, pods: 1 }, "4Gi is less than the requests' 8Gi"],
    ['a password that travels in the clear', redisOverlay, { ...managed, tls: false, password: 'shop/redis#password' }, 'tls\n  the password would travel in the clear\n  allowed: tls, or no password\n  fix: tls: true'],
    ['a user without a password', redisOverlay, { ...managed, user: 'shop' }, 'a user without a password cannot log in'],
    ['Postgres that cannot be reached', postgresOverlay, { form: 'managed', endpoint: 'db.acme.example:5432', cidrs: [], database: 'a', user: 'a', password: 'a#b' }, '[] is not a list of at least 1 item'],
    ['a backup to nowhere', postgresOverlay, { form: 'cnpg', image, storage: '1Gi', backup: { to: 'tape', schedule: '@daily' } }, '"tape" is not allowed here\n  allowed: object-store, volume-snapshot'],
  ])('may not be %s', (_name, schema, value, expected) => {
    expect(parse(schema, value)).toContain(expected);
  });
});

describe('whatever is written', () => {
  const word = fc.constantFrom('form', 'cnpg', 'managed', 'in-cluster', 'app', 'postgres', 'redis', 'backup', 'to', 'object-store', 'scale', 'min', 'max', 'user', 'from', 'password', 'credentials', 'accessKeyId', 'kind', 'ingress', 'exposure', 'promotion', 'requires', 'approvals', 'soak', 'labels', 'zones', '__proto__', 'constructor', 'images', '0');
  const leaf = fc.oneof(word, fc.string({ unit: anyCharacter, maxLength: 6 }), fc.double(), fc.boolean(), fc.constant(null));
  const { map } = fc.letrec<{ map: JsonMap; value: JsonMap[string] }>((tie) => ({
    value: fc.oneof({ maxDepth: 5, withCrossShrink: true }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('map')),
    map: fc.dictionary(fc.oneof(word, fc.string({ maxLength: 4 })), tie('value'), { maxKeys: 6 }),
  }));

  it.each([
    ['an overlay', demoSystem.overlay],
    ['Postgres', postgresOverlay],
    ['an environment', environmentSchema],
    ['a release', releaseSchema],
  ])('as %s is read or refused with words, never with a defect', (_name, schema) => {
    fc.assert(
      fc.property(map, (value) => {
        expect(typeof parse(schema, value)).toBe('string');
      }),
      { numRuns: 300 },
    );
  });
});
