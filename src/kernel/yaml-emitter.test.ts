import { execFileSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import jsYaml from 'js-yaml';
import YAML from 'yaml';
import type { Json, Manifest } from './manifest.ts';
import { UserError } from './problem.ts';
import { anyCharacter } from './test-support/any-character.ts';
import { emitManifest, emitYaml } from './yaml-emitter.ts';
import { readManifests } from './yaml-reader.ts';

/** Strings that some parser, in some place, takes for something else. */
const AWKWARD: Record<string, readonly string[]> = {
  'nothing and blanks': ['', ' ', '  ', '\t', ' \t ', '\u00a0', '\u3000'],
  'nulls': ['null', 'Null', 'NULL', '~', 'nULL'],
  'booleans of YAML 1.1 and 1.2': ['true', 'True', 'TRUE', 'false', 'False', 'FALSE', 'yes', 'Yes', 'YES', 'no', 'No', 'NO', 'on', 'On', 'ON', 'off', 'Off', 'OFF', 'y', 'Y', 'n', 'N', 'yEs'],
  'integers': ['0', '1', '-1', '+1', '007', '08', '09', '0777', '0o7', '0o777', '0O7', '0b101', '0B101', '-0b11', '0x1F', '0X1f', '-0x1', '1_000', '1__0', '1_', '_1', '1,000', '12345678901234567890', '0_7'],
  'floats': ['1.0', '1.10', '.5', '5.', '-.5', '+.5', '1e3', '1E3', '1e+3', '1.5e-7', '.5e3', '1_0.5', '.', '-.', '..', 'e3', 'E07', '-0', '-0.0', '0x1p-2', '1e999', '.inf', '.Inf', '.INF', '-.inf', '+.inf', '+.Inf', '.nan', '.NaN', '.NAN', 'NaN', 'Infinity', '1.2.3', '1.2.3.4', '.e+5'],
  'sexagesimals and times': ['1:30', '12:30', '12:30:45', '12:30:45.5', '190:20:30', '-1:30', '00:30', '8080:30', '23:59:59Z'],
  'dates': ['2026-01-01', '2026-1-1', '2026-01-01T10:00:00Z', '2026-01-01t10:00:00+01:00', '2026-01-01 10:00:00', '2001-12-14 21:59:43.10 -5', '20260101'],
  'reserved words': ['=', '<<', '---', '--- a', '...', '---a', '----', '%YAML 1.1', '-', '- a', '- - a', '?', '? a', ':', ': a', ':a', 'a:', 'a: b', 'a :b', 'a : b', '::', 'a::b'],
  'indicators': ['#', '# a', '#a', 'a #b', 'a#b', 'a\t#b', '|', '|-', '> a', '>', '@a', '`a`', '!a', '!', '!!str a', '&a', '*a', '*', '?a', '-a', '--a', '{', '}', '{a}', '{{ a }}', '[', ']', '[a]', ',', ',a', 'a,b', '%', '%a', '"', '"a"', "'", "'a'", `'"`, `a"b`, `a'b`, '\\', '\\n', 'a\\', '$(A)', '!!binary aGk='],
  'spaces around': [' a', 'a ', ' a ', 'a  b', '\ta', 'a\t', 'a\tb', '\u00a0a', 'a\u3000'],
  'line breaks': ['\n', '\n\n', '\n\n\n', 'a\n', 'a\n\n', 'a\n\n\n', '\na', '\n\na', 'a\nb', 'a\n\nb', 'a\n\n\nb\n', '\r', '\r\n', 'a\r\nb\r\n', 'a\rb', '\n\r', 'a\n\r\nb'],
  'lines with spaces': [' a\nb', '  a\n b\n', '\n a', '\n\n  a\nb', 'a\n b', 'a\n ', 'a\n  \n', ' \na', '  \n\na', 'a \nb ', 'a\n \nb', 'a\n\tb', '\ta\nb', '\n\ta', 'a\n\t', '\t\na', 'a\n\t\n', 'a\n  \nb\n \n', 'a \n', ' \n', '\n ', ' \n \n'],
  'lines with indicators': ['# a\nb', '#!/bin/sh\nset -e\n', '- a\n- b', 'a: b\nc: d\n', '---\na', 'a\n---\nb', 'a\n...\nb\n', '|\n a', '"a\nb"', '%a\nb', '{\n  "a": 1\n}', 'a\n# b\n', '@a\n', '*a\n', '&a\nb'],
  'control characters': ['\0', '\x01', '\x07', '\b', '\v', '\f', '\x1b[31m', '\x1f', '\x7f', '\x80', '\x84', '\x85', '\x86', '\x9f', 'a\x01\nb', 'a\x7fb\nc'],
  'other line breaks': ['\u0085', '\u2028', '\u2029', 'a\u0085b', 'a\u2028b', 'a\u2029b\n', 'a\nb\u0085', 'a\n\u2028b'],
  'unicode': ['\ufeff', '\ufeffa', 'a\ufeffb', 'a\ufeff\nb', '\ufffe', '\uffff', 'é', 'Größe', '日本語', '😀', 'a\n😀\n', '\u{10ffff}', '\u200b', 'a\u200db', '\u202eabc', 'a\u2066b\u2069', 'a\u202e\nb', 'ı', 'İ', 'é: ß', '\u0300'],
  'prototype keys': ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'],
  'lookalikes of Kubernetes': ['25%', '500m', '1Gi', '30s', '1h30m', '10.0.0.1', '10.0.0.0/8', '::1', 'fe80::1', '*.acme.example', '0 2 * * *', '*/5 * * * *', '@daily', '4f1c9d2', '1e10', '12e4567', 'sha256:0123', 'v1.10', 'http://a.example:80/?q=1#x', 'redis:6379', '0.0.0.0:80', '$(POD_IP):80', '--port=8080', '-Xmx512m', '{"a":"b"}', '[{"op":"add"}]', '{{ .Values.a }}', 'sum(rate(x{a="b"}[5m])) > 0.5', "it's", 'a & b | c', 'C:\\temp', '/dev/null', '~/.a', './a', '../a', '.env', '.well-known'],
  'long lines': ['a '.repeat(600).trim(), 'a'.repeat(5000), `"${'a b '.repeat(700)}"`, `${'word '.repeat(400)}\n${'b'.repeat(3000)}\n`],
};

const STRINGS = Object.values(AWKWARD).flat();
const LONG_KEYS = ['k'.repeat(999), 'k'.repeat(1001), `: ${'k'.repeat(1500)}`, 'é'.repeat(998), 'k'.repeat(20_000)];

/** Every place a string can stand in. */
function everywhere(strings: readonly string[]): { [key: string]: Json } {
  return {
    values: Object.fromEntries(strings.map((text, i) => [`k${i}`, text])),
    items: strings,
    keys: Object.fromEntries(strings.map((text, i) => [text, i])),
    keysOfMaps: Object.fromEntries(strings.map((text) => [text, { [text]: text }])),
    firstKeys: strings.map((text) => ({ [text]: text, zz: [text] })),
    lists: strings.map((text) => [[text, [text]], text]),
  };
}

const PARSERS: Record<string, (text: string) => unknown> = {
  'js-yaml': (text) => jsYaml.load(text),
  'js-yaml, YAML 1.1': (text) => jsYaml.load(text, { schema: jsYaml.YAML11_SCHEMA }),
  'yaml 1.2': (text) => YAML.parse(text),
  'yaml 1.1': (text) => YAML.parse(text, { version: '1.1' }),
};

/** Compares by JSON, so that prototypes and key order do not count but `__proto__` keys do. */
function same(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
}

function configMap(fields: { [field: string]: Json }): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'awkward' }, ...fields };
}

const text = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 20 }).filter((s) => !/\p{Cs}/u.test(s)),
  fc.string({ maxLength: 20 }),
  fc.stringMatching(/^[-+.0-9eExXobpTZ:_ ]{0,8}$/),
  fc.array(fc.constantFrom(' ', '\n', '\t', '-', ': ', ' #', '|', '"', "'", '\\', '\r\n', 'a', '\u2028', '---', 'yes', '0'), { maxLength: 6 }).map((parts) => parts.join('')),
);

describe('emitYaml', () => {
  describe.each(Object.entries(PARSERS))('read by %s', (_, parse) => {
    it.each(Object.entries(AWKWARD))('gives back %s', (_name, strings) => {
      const wrong = strings.filter((s) => !same(parse(emitYaml(everywhere([s]))), everywhere([s])));
      expect(wrong).toEqual([]);
    });

    it('gives back keys too long for one line', () => {
      const value = everywhere(LONG_KEYS);
      expect(same(parse(emitYaml(value)), value)).toBe(true);
    });

    it('gives back any string', () => {
      fc.assert(
        fc.property(fc.array(text, { maxLength: 5 }), (strings) => same(parse(emitYaml(everywhere(strings))), everywhere(strings))),
        { numRuns: 300 },
      );
    });

    it('gives back any value', () => {
      const plain = fc.jsonValue({ maxDepth: 5, noUnicodeString: false }).filter((value) => !/\\ud[89a-f]/.test(JSON.stringify(value)));
      fc.assert(
        fc.property(plain, (value) => same(parse(emitYaml(value as Json)), value)),
        { numRuns: 300 },
      );
    });
  });

  it('writes what people expect to see', () => {
    const value = {
      text: 'plain text, with (most) signs: fine? no',
      url: 'http://a.example:80/x#y',
      json: '{"a":"b"}',
      quoted: 'a: "b"\'s',
      script: '#!/bin/sh\nset -e\n\n  echo "hi"\n',
      noEnd: 'a\nb',
      manyEnds: 'a\nb\n\n',
      indented: '  a\nb\n',
      list: ['a', { b: 1, a: [] }, ['x', ['y']], 'p\nq', {}],
      nothing: null,
      empty: '',
      yes: true,
    };
    expect(emitYaml(value)).toBe(
      [
        'empty: ""',
        'indented: |2',
        '    a',
        '  b',
        `json: '{"a":"b"}'`,
        'list:',
        '  - a',
        '  - a: []',
        '    b: 1',
        '  - - x',
        '    - - "y"',
        '  - |-',
        '    p',
        '    q',
        '  - {}',
        'manyEnds: |+',
        '  a',
        '  b',
        '',
        'noEnd: |-',
        '  a',
        '  b',
        'nothing: null',
        `quoted: "a: \\"b\\"'s"`,
        'script: |',
        '  #!/bin/sh',
        '  set -e',
        '',
        '    echo "hi"',
        'text: "plain text, with (most) signs: fine? no"',
        'url: http://a.example:80/x#y',
        '"yes": true',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['an integer', 3, '3'],
    ['minus zero, as JSON has none', -0, '0'],
    ['a fraction', 0.5, '0.5'],
    ['the largest safe integer', 9007199254740991, '9007199254740991'],
    ['a large integer', 1e20, '100000000000000000000'],
    ['a number JavaScript writes with an exponent', 1e21, '1.0e+21'],
    ['a tiny number', 1e-7, '1.0e-7'],
    ['a tiny number with a fraction', 1.5e-7, '1.5e-7'],
    ['the largest number', Number.MAX_VALUE, '1.7976931348623157e+308'],
    ['the smallest number', 5e-324, '5.0e-324'],
  ])('writes %s so that all parsers read the same number', (_, value, written) => {
    expect(emitYaml(value)).toBe(`${written}\n`);
    for (const parse of Object.values(PARSERS)) expect(parse(emitYaml(value))).toBe(value === 0 ? 0 : value);
  });

  it.each([
    ['undefined', { a: { b: undefined } }, 'a.b', 'undefined is no value'],
    ['a hole in a list', { a: Object.assign([1], { 2: 2 }) }, 'a[1]', 'undefined is no value'],
    ['a function', { a: [() => 1] }, 'a[0]', 'a function is no value'],
    ['a symbol', { a: Symbol('a') }, 'a', 'a symbol is no value'],
    ['a bigint', { a: 1n }, 'a', 'a bigint is no value'],
    ['not a number', { 'a.b/c': NaN }, '["a.b/c"]', 'NaN is no number'],
    ['infinity', { a: -Infinity }, 'a', '-Infinity is no number'],
    ['a date', { a: new Date(0) }, 'a', 'an instance of Date'],
    ['a map object', [new Map()], '[0]', 'an instance of Map'],
    ['half a character', { a: 'x\ud800y' }, 'a', 'lone surrogate'],
    ['half a character among lines', { a: 'x\n\udc00y' }, 'a', 'lone surrogate'],
    ['half a character in a key', { a: { '\ud800': 1 } }, 'a["\\ud800"]', 'lone surrogate'],
  ])('refuses %s and names the place', (_, value, path, message) => {
    expect(problemsOf(() => emitYaml(value as never))).toEqual([expect.objectContaining({ path, message: expect.stringContaining(message) })]);
  });

  it('refuses a cycle and a nesting without end', () => {
    const cycle: { a: { b?: unknown } } = { a: {} };
    cycle.a.b = [cycle];
    expect(problemsOf(() => emitYaml(cycle as never))).toEqual([expect.objectContaining({ path: 'a.b[0]', message: 'the value holds itself (a cycle)' })]);
    let deep: Json = 1;
    for (let i = 0; i < 300; i++) deep = [deep];
    expect(problemsOf(() => emitYaml(deep))).toEqual([expect.objectContaining({ message: 'the value is nested more than 200 deep' })]);
  });

  it('names every place that is wrong at once', () => {
    expect(problemsOf(() => emitYaml({ a: undefined, b: [NaN], c: 1 } as never)).map(({ path }) => path)).toEqual(['a', 'b[0]']);
  });

  it('writes a value that stands in two places twice, without an anchor', () => {
    const shared = { a: 1 };
    expect(emitYaml({ x: shared, z: shared })).toBe('x:\n  a: 1\nz:\n  a: 1\n');
  });
});

describe('emitManifest', () => {
  it('begins with a marker and puts apiVersion, kind and metadata first, the rest by code unit', () => {
    const manifest = { spec: { b: 1, a: 2, B: 3 }, data: {}, metadata: { namespace: 'n', name: 'x' }, kind: 'K', apiVersion: 'a/v1' };
    expect(emitManifest(manifest)).toBe('---\napiVersion: a/v1\nkind: K\nmetadata:\n  name: x\n  namespace: "n"\ndata: {}\nspec:\n  B: 3\n  a: 2\n  b: 1\n');
  });

  it('does not depend on the order of keys', () => {
    const value = fc.dictionary(text, fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(value, fc.integer(), (data, seed) => {
        const manifest = configMap({ data: data as Json });
        return emitManifest(manifest) === emitManifest(shuffled(manifest, seed));
      }),
      { numRuns: 200 },
    );
  });

  it('is read back unchanged by our own reader, and written again as the same bytes', () => {
    const manifest = configMap({ data: everywhere([...STRINGS, ...LONG_KEYS]), numbers: [0.1, 1e21, 1e-7, 5e-324, 1e20, true, null] });
    const written = emitManifest(manifest);
    const { manifests } = readManifests(written, 'x.yaml');
    expect(manifests).toHaveLength(1);
    expect(same(manifests[0]!.value, manifest)).toBe(true);
    expect(emitManifest(manifests[0]!.value)).toBe(written);
  });

  it('joins to one file of many documents', () => {
    const manifests = STRINGS.map((s) => configMap({ zz: s }));
    const joined = readManifests(manifests.map(emitManifest).join(''), 'x.yaml').manifests;
    expect(same(joined.map(({ value }) => value), manifests)).toBe(true);
  });
});

const kubectl = findKubectl();
const withKubectl = kubectl ? it : it.skip;

describe(`what the API machinery reads${kubectl ? '' : ' (skipped: kubectl is not installed)'}`, () => {
  withKubectl('is every awkward string, in every place', () => {
    const manifest = configMap({ data: everywhere([...STRINGS, ...LONG_KEYS]) });
    const read = readWithKubectl(emitManifest(manifest));
    expect(same(read['data'], manifest['data'])).toBe(true);
  });

  withKubectl('is any string', () => {
    const strings = fc.sample(text, { numRuns: 3000, seed: 7 });
    const manifest = configMap({ data: everywhere(strings) });
    expect(same(readWithKubectl(emitManifest(manifest))['data'], manifest['data'])).toBe(true);
  });

  withKubectl('is every number', () => {
    const numbers = [0, -1, 0.1, 1.5, 1e21, 1e-7, 1.5e-7, 5e-324, Number.MAX_VALUE, 9007199254740991, 1e20, 123456.789];
    expect(readWithKubectl(emitManifest(configMap({ numbers })))['numbers']).toEqual(numbers);
  });

  withKubectl('is a text that ends a document, with its line breaks', () => {
    const ends = ['a\nb', 'a\nb\n', 'a\nb\n\n\n', 'a', ' a\n'];
    const joined = ends.map((zz) => emitManifest(configMap({ zz }))).join('');
    const read = label(joined).split(/(?<=^\})\n(?=\{)/m).map((part) => JSON.parse(part) as { zz: string });
    expect(read.map(({ zz }) => zz)).toEqual(ends);
  });
});

function findKubectl(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function label(yaml: string): string {
  return execFileSync('kubectl', ['label', '--local', '-f', '-', '-o', 'json', 'a=b'], { input: yaml, encoding: 'utf8', maxBuffer: 1 << 28 });
}

function readWithKubectl(yaml: string): { [field: string]: unknown } {
  return JSON.parse(label(yaml)) as { [field: string]: unknown };
}

function problemsOf(run: () => unknown): UserError['problems'] {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** The same value with the keys of every map in another order. */
function shuffled<T>(value: T, seed: number): T {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, seed)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, child]): [string, unknown] => [key, shuffled(child, seed + 1)]);
  const turn = entries.length === 0 ? 0 : Math.abs(seed) % entries.length;
  return Object.fromEntries([...entries.slice(turn), ...entries.slice(0, turn)].toReversed()) as T;
}
