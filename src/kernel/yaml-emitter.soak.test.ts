import { execFileSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import jsYaml from 'js-yaml';
import YAML from 'yaml';
import type { Json } from './manifest.ts';
import { anyCharacter } from './test-support/any-character.ts';
import { emitManifest, emitYaml } from './yaml-emitter.ts';
import { readManifests } from './yaml-reader.ts';

/** What scalars of all kinds are made of, so that chance meets the rules of the parsers often. */
const PIECES = [
  ' ', '  ', '\n', '\n\n', '\t', '\r', '\r\n', '\0', '\x1b', '\x7f', '\u0085', '\u00a0', '\u2028', '\u202e', '\u3000', '\ufeff', 'é', '😀',
  '-', '- ', ':', ': ', '#', ' #', '|', '>', '%', '@', '`', '!', '&', '*', '?', '? ', '{', '}', '[', ']', ',', '"', "'", '\\', '~', '=', '<<', '...', '---',
  '0', '1', '07', '0o7', '0x', '0b', 'e', 'E', '+', '.', '_', 'y', 'n', 'yes', 'No', 'true', 'null', 'Inf', '.inf', '.nan', '12:30', '2026-01-01', 'T', 'Z', 'a', 'b',
];

const text = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 7 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.stringMatching(/^[-+.0-9eExXobBpT:_a-fZ ]{1,8}$/) },
  { weight: 2, arbitrary: fc.array(fc.stringMatching(/^[ \ta-c#:-]{0,5}$/), { maxLength: 6 }).map((lines) => lines.join('\n')) },
  { weight: 1, arbitrary: fc.string({ unit: anyCharacter, maxLength: 12 }).filter((s) => !/\p{Cs}/u.test(s)) },
);

/** Strings each parser has to give back. */
const STRINGS = 50_000;
const BATCH = 200;
const TIMEOUT = 60_000;

const PARSERS: Record<string, (yaml: string) => unknown> = {
  'js-yaml': (yaml) => jsYaml.load(yaml),
  'js-yaml, YAML 1.1': (yaml) => jsYaml.load(yaml, { schema: jsYaml.YAML11_SCHEMA }),
  'yaml 1.2': (yaml) => YAML.parse(yaml),
  'yaml 1.1': (yaml) => YAML.parse(yaml, { version: '1.1' }),
  'our own reader': (yaml) => readManifests(`apiVersion: v1\nkind: K\nmetadata:\n  name: x\n${yaml}`, 'x.yaml').manifests[0]!.value,
};

describe('the emitter, against long chance', () => {
  it.each(Object.entries(PARSERS))('is read unchanged by %s', (name, parse) => {
    let strings = 0;
    for (const batch of batches(name.length)) {
      const value = everywhere(batch);
      const read = parse(emitYaml(value)) as { [key: string]: unknown };
      if (!same(pick(read), value)) expect(batch.filter((s) => !same(pick(parse(emitYaml(everywhere([s]))) as never), everywhere([s])))).toEqual([]);
      strings += batch.length;
    }
    expect(strings).toBeGreaterThanOrEqual(STRINGS);
  }, TIMEOUT);

  const kubectl = hasKubectl();
  (kubectl ? it : it.skip)(`is read unchanged by the API machinery${kubectl ? '' : ' (skipped: kubectl is not installed)'}`, () => {
    let strings = 0;
    const all = batches(97);
    for (let i = 0; i < all.length; i += 20) {
      const value = everywhere(all.slice(i, i + 20).flat());
      const yaml = emitManifest({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, ...value });
      const json = execFileSync('kubectl', ['label', '--local', '-f', '-', '-o', 'json', 'a=b'], { input: yaml, encoding: 'utf8', maxBuffer: 1 << 29 });
      expect(same(pick(JSON.parse(json) as never), value)).toBe(true);
      strings += value.list.length;
    }
    expect(strings).toBeGreaterThanOrEqual(STRINGS);
  }, TIMEOUT);
});

function batches(seed: number): string[][] {
  const strings = fc.sample(text, { numRuns: STRINGS, seed });
  return Array.from({ length: Math.ceil(strings.length / BATCH) }, (_, i) => strings.slice(i * BATCH, (i + 1) * BATCH));
}

function everywhere(strings: readonly string[]) {
  return {
    values: Object.fromEntries(strings.map((s, i) => [`k${i}`, s])),
    list: strings,
    keys: Object.fromEntries(strings.map((s, i) => [s, i])),
    nested: strings.map((s): Json => ({ [s]: [s, [s]], zz: { [s]: s } })),
  };
}

function pick(read: { [key: string]: unknown }): { [key: string]: unknown } {
  return { values: read['values'], list: read['list'], keys: read['keys'], nested: read['nested'] };
}

function same(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
}

function hasKubectl(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
