import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from './manifest.ts';
import { readPlainLines } from './plain-lines.ts';
import { readStrict } from './strict-dialect.ts';
import { openSource } from './yaml-source.ts';
import { parseTree } from './yaml-tree.ts';

const PLAIN = `# yaml-language-server: $schema=./overlay.schema.json
schema: slipway.overlay/v1

# What holds in every environment — nearly.
app:
  host: shop.acme.example   # by DNS
  scale: { min: 3, cpu: 70% }
  limits: { cpu: "2", image: ghcr.io/acme/shop@sha256:11 }
  args:
  - --port=8080
  - "yes: no # maybe"
  tolerations:
    - key: pool
      value: 'gpu'
    - key: spot
      when:
        days: [1, -2, mo, 'a b']
        app.kubernetes.io/name: ingress-nginx
  text: one, two [three] {four} & five's:six#7 (8) # end
ratio: 0.5
replicas: null
`;

describe('readPlainLines', () => {
  it('reads what is written plainly', () => {
    expect(readPlainLines(PLAIN, 64)).toEqual({
      schema: 'slipway.overlay/v1',
      app: {
        host: 'shop.acme.example',
        scale: { min: 3, cpu: '70%' },
        limits: { cpu: '2', image: 'ghcr.io/acme/shop@sha256:11' },
        args: ['--port=8080', 'yes: no # maybe'],
        tolerations: [
          { key: 'pool', value: 'gpu' },
          { key: 'spot', when: { days: [1, -2, 'mo', 'a b'], 'app.kubernetes.io/name': 'ingress-nginx' } },
        ],
        text: "one, two [three] {four} & five's:six#7 (8)",
      },
      ratio: 0.5,
      replicas: null,
    });
    expect(strictly(PLAIN)).toEqual(readPlainLines(PLAIN, 64));
  });

  it.each([
    ['nothing', ''],
    ['a comment alone', '# nothing\n'],
    ['a list', '- a\n'],
    ['an unclear value', 'a: yes\n'],
    ['an unclear key', 'on: a\n'],
    ['a key twice', 'a: 1\nb: 2\na: 3\n'],
    ['a key twice in a flow map', 'a: { b: 1, b: 2 }\n'],
    ['a name of the prototype', '__proto__: 1\n'],
    ['a value left empty', 'a:\nb: 1\n'],
    ['a value left empty at the end', 'a: 1\nb:\n'],
    ['an item left empty', 'a:\n  -\n'],
    ['a text of several lines', 'a: b\n  c\n'],
    ['a block', 'a: |\n  b\n'],
    ['an anchor', 'a: &b c\n'],
    ['a tag', 'a: !b c\n'],
    ['a tab', 'a:\n\tb: c\n'],
    ['a line end of Windows', 'a: b\r\n'],
    ['an escape', 'a: "\\u0041"\n'],
    ['two documents', 'a: b\n---\n'],
    ['a key that is deeper than its map', 'a: b\n c: d\n'],
    ['a key less deep than its map', 'a:\n  b: c\n d: e\n'],
    ['an item in a map', 'a: b\n- c\n'],
    ['a key of more than a thousand characters', `${'a'.repeat(1025)}: b\n`],
  ])('leaves %s to the parser', (_, text) => {
    expect(readPlainLines(text, 64)).toBeUndefined();
  });

  it('leaves what is nested too deep to the parser', () => {
    const nested = (depth: number): string => Array.from({ length: depth }, (_, level) => `${'  '.repeat(level)}a:${level === depth - 1 ? ' b' : ''}\n`).join('');
    expect(readPlainLines(nested(4), 4)).toEqual({ a: { a: { a: { a: 'b' } } } });
    expect(readPlainLines(nested(5), 4)).toBeUndefined();
    expect(readPlainLines('a: [b]\n', 1)).toBeUndefined();
    expect(readPlainLines('a:\n  - b: c\n', 2)).toBeUndefined();
  });

  it('gives two files of the same lines nothing to share', () => {
    const text = 'a: { b: c }\nd: [e]\n';
    const [one, other] = [readPlainLines(text, 64)!, readPlainLines(text, 64)!];
    expect(one['a']).not.toBe(other['a']);
    expect(one['d']).not.toBe(other['d']);
  });

  it('reads a file as the strict dialect does, or leaves it to that', () => {
    let read = 0;
    fc.assert(
      fc.property(TEXTS, (text) => {
        const value = readPlainLines(text, 64);
        if (value === undefined) return;
        read++;
        expect(JSON.stringify(value)).toBe(JSON.stringify(strictly(text)));
      }),
      { numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(250);
  });
});

/** The value as the parser gives it; throws where anything is wrong. */
function strictly(text: string): Json {
  const source = openSource(text, 'o.yaml', 1_048_576);
  const { value, problems } = readStrict(source, parseTree(source, { maxDepth: 64, maxNodes: 100_000 }));
  expect(problems).toEqual([]);
  return value;
}

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'a-b', 'a.b/c', '_a', 'a b', 'on', 'null', '1', '1a', '"q"', '<<', '__proto__', 'constructor', '-a', '?', '[a]', 'é'];
const VALUES = [
  'x', 'x y', 'x  y', '12', '-1', '1.5', '1.10', '0x1', '1_0', 'true', 'yes', 'null', '~', '12:30', '2020-01-01', '.5', '+1', '-', '- x', '--x', '-.inf', '...', '---',
  'x: y', 'x:y', 'x:', ':x', 'x :y', 'x#y', 'x #y', '#x', 'x ', 'x\ty', 'x, y', 'x]', '(x)', '$x', '/x', '$(X)', "x'y", 'x"y', 'é', '<x', '=', '?x', '? x', '|', '>-', '&x', '*x', '!x y', '%x', '@x', '`x',
  '"x"', '"x: #y"', '"x\\n"', '"x""y"', '"x" y', '"', '""', "'x'", "'it''s'", "''", "'", '"é"', '"x\ty"', "' x '",
  '[]', '{}', '[x]', '[x, y]', '[x,y]', '[ x , y ]', '[x, ]', '[x y]', '[x:y]', '[x: y]', '[-1, -x]', '[-]', '["x, y"]', "['x']", '[yes]', '[null]', '[1.10]', '[[x]]', '[{a: b}]', '[x', 'x]', '[x]]', '[x] y', '[#x]', '[x #y]', '[?x]', '[a::b]', '[sha256:1]',
  '{a: b}', '{ a: b }', '{a: b, c: 1}', '{a: b, a: c}', '{a: }', '{a}', '{a:b}', '{a :b}', '{a: "b"}', '{"a": b}', '{a: {b: c}}', '{a: [b]}', '{a: b]', '{a: b, }', '{yes: no}', '{1: a}', '{a: b:c}', '{a: b}c', '{toString: b}',
];

const LINES = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constantFrom('', '', '- ', '-', '-  ', '- - '), fc.constantFrom(...KEYS.slice(0, 7), ...KEYS), fc.constantFrom(': ', ': ', ':', ':  ', ' : ', ':\t'), fc.constantFrom(...VALUES.slice(0, 4), ...VALUES, '', ''), fc.constantFrom('', '', '', ' ', ' # c', '# c', '\t')).map((parts) => parts.join('')) },
  { weight: 24, arbitrary: fc.tuple(fc.constantFrom(...KEYS.slice(0, 7)), fc.constantFrom(': x', ': "y"', ': 1', ': [x] # c', ':', ':')).map((parts) => parts.join('')) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('- ', '- ', '-'), fc.constantFrom(...VALUES.slice(0, 4), ...VALUES)).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', '# c', '#', '\t', '---', '...', '%YAML 1.2', 'x', '? a', ': b', '"a', '\u00a0a: b') },
);

/** Files of a few lines, indented at random but mostly as the line before or one step more. */
const TEXTS = fc
  .tuple(fc.array(fc.tuple(fc.constantFrom(0, 0, 0, 0, 2, 2, -2, -4, 1, -1), LINES), { minLength: 1, maxLength: 6 }), fc.constantFrom('\n', '\n', '\n', '\n', '\r\n', '\n\n'), fc.constantFrom('', '\n'))
  .map(([lines, lineBreak, end]) => {
    let indent = 0;
    const texts = lines.map(([step, line], index) => {
      indent = index === 0 ? 0 : Math.max(0, indent + step);
      return ' '.repeat(indent) + line;
    });
    return texts.join(lineBreak) + end;
  });
