import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { API_RULES } from '../api/api-rules.ts';
import { RULES } from '../rules.ts';
import { SCHEMA_RULES } from './schema-rules.ts';

describe('SCHEMA_RULES', () => {
  it('have ids of their own, each that of its file', () => {
    const ids = SCHEMA_RULES.map(({ id }) => id);
    expect(new Set([...ids, ...API_RULES.map(({ id }) => id), ...RULES.map(({ id }) => id)]).size).toBe(ids.length + API_RULES.length + RULES.length);
    expect(ids.filter((id) => !existsSync(join(__dirname, `${id}.ts`)))).toEqual([]);
  });

  it('say why, in half a sentence, and where the rule comes from', () => {
    for (const { why, source } of SCHEMA_RULES) {
      expect(why).toMatch(/^[a-z].*[^.]$/);
      expect(source).toMatch(/^https:\/\//);
    }
  });
});
