import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Rule } from './rule.ts';
import { RULES as ALWAYS_ASKED } from './rules.ts';
import { VALIDATE_RULES } from './validate-rules.ts';

const RULES = [...ALWAYS_ASKED, ...VALIDATE_RULES];

/** Folders of rules; each file in them is a rule, but for the lists. */
const FAMILIES = ['form', 'objects', 'policy', 'sync'];
const NO_RULES = ['form-rules', 'object-rules', 'pod-security', 'policy-rules', 'practice-rules', 'sync-rules'];

const files = FAMILIES.flatMap((family) =>
  readdirSync(join(__dirname, family))
    .filter((name) => !/\.(test|spec)\.ts$/.test(name))
    .map((name) => ({ family, id: name.replace(/\.ts$/, '') })),
).filter(({ id }) => !NO_RULES.includes(id));

const byId = new Map(RULES.map((rule) => [rule.id, rule]));

describe('the registry', () => {
  it('holds the rule of every file, and no other', () => {
    expect([...byId.keys()].sort()).toEqual(files.map(({ id }) => id).sort());
  });

  it('holds each rule once', () => {
    expect(byId.size).toBe(RULES.length);
  });

  it('is long', () => {
    expect(RULES.length).toBeGreaterThanOrEqual(60);
  });
});

describe('every rule', () => {
  it('is exported under its id in camel case', async () => {
    for (const { family, id } of files) {
      const module = (await import(join(__dirname, family, `${id}.ts`))) as Record<string, Rule>;
      expect([id, module[camelCase(id)] === byId.get(id)]).toEqual([id, true]);
    }
  });

  it('says why, as half a sentence', () => {
    expect(RULES.filter(({ why }) => !/^\S.{20,}[^.]$/.test(why)).map(({ id }) => id)).toEqual([]);
  });

  it('says where it comes from', () => {
    expect(RULES.filter(({ source }) => !/^https:\/\/[a-z0-9.-]+\/\S+$/.test(source)).map(({ id }) => id)).toEqual([]);
  });

  it('names the kinds it is about, where it names any, with their group', () => {
    const kinds = RULES.flatMap((rule) => rule.kinds ?? []);
    expect(kinds.filter((kind) => !/^[a-z0-9.-]*\/[A-Z][A-Za-z]*$/.test(kind))).toEqual([]);
  });

  // describeRule itself refuses a table without an accepted or a rejected case.
  it('has a table of accepted and rejected manifests beside it', () => {
    const untested = files.filter(({ family, id }) => !readFileSync(join(__dirname, family, `${id}.spec.ts`), 'utf8').includes(`describeRule(${camelCase(id)}, {`));
    expect(untested).toEqual([]);
  });
});

function camelCase(id: string): string {
  return id.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
