import { describe, expect, it } from '@jest/globals';
import { parseDeletions } from './deletions.ts';
import { problemsOf, textOf } from './test-support.ts';

const FILE = 'overlays/deletions.yaml';
const parse = (text: string) => parseDeletions(Buffer.from(text, 'utf8'), FILE);
const entry = (text: string) => `schema: slipway.deletions/v1\ndeletions:\n  - { ${text} }\n`;

describe('consents to deletions', () => {
  it('name a pair or an object of it', () => {
    const whole = 'schema: slipway.deletions/v1\ndeletions:\n  - { environment: dev, system: shop, reason: gone, until: "2026-12-31" }\n  - { environment: dev, system: crm, object: Cluster.postgresql.cnpg.io/db, reason: moved, until: "2027-01-01" }\n';
    expect(parse(whole)).toEqual([
      { environment: 'dev', system: 'shop', reason: 'gone', until: '2026-12-31', file: FILE, line: 3 },
      { environment: 'dev', system: 'crm', object: 'Cluster.postgresql.cnpg.io/db', reason: 'moved', until: '2027-01-01', file: FILE, line: 4 },
    ]);
  });

  it.each([
    ['no reason', 'environment: dev, system: shop, until: "2026-12-31"', '"reason" is missing'],
    ['an empty reason', 'environment: dev, system: shop, reason: "", until: "2026-12-31"', 'is not a reason'],
    ['no day', 'environment: dev, system: shop, reason: gone', '"until" is missing'],
    ['a day that there is not', 'environment: dev, system: shop, reason: gone, until: "2026-02-30"', '"2026-02-30" is not a day'],
    ['a kind alone', 'environment: dev, system: shop, object: StatefulSet, reason: gone, until: "2026-12-31"', 'is not an object'],
    ['all environments', 'environment: "*", system: shop, reason: gone, until: "2026-12-31"', 'is not a DNS label'],
    ['an unknown key', 'environment: dev, system: shop, reasons: gone, reason: gone, until: "2026-12-31"', 'unknown key'],
    ['a key that is none', '__proto__: dev, environment: dev, system: shop, reason: gone, until: "2026-12-31"', '__proto__'],
  ])('are refused with %s', (_name, text, expected) => {
    expect(textOf(problemsOf(() => parse(entry(text))))).toContain(expected);
  });

  it('are refused twice', () => {
    const line = '  - { environment: dev, system: shop, reason: gone, until: "2026-12-31" }\n';
    expect(textOf(problemsOf(() => parse(`schema: slipway.deletions/v1\ndeletions:\n${line}${line}`)))).toContain('says what line 3 says');
  });
});
