import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import jsYaml from 'js-yaml';
import YAML from 'yaml';
import type { Json } from './manifest.ts';
import { type Problem, UserError } from './problem.ts';
import { emitYaml } from './yaml-emitter.ts';
import { readManifests, readOverlay } from './yaml-reader.ts';
import { atThisPace } from './test-support/pace.ts';

const OVERLAY = `# yaml-language-server: $schema=./overlay.schema.json
schema: slipway.overlay/v1
app:
  host: shop.acme.example
  scale: { min: 3, max: 12, cpu: 70% }
  args:
    - --port=8080
    - "yes"
    -
    - - nested
  script: | # a | comment
    echo
    	tabbed
  folded: >-
      a
      b
  empty:
"quoted key": 'single'
ratio: 0.5
`;

describe('readOverlay', () => {
  it('gives the values by the rules that YAML 1.1 and 1.2 share', () => {
    expect(readOverlay(OVERLAY, 'o.yaml').value).toEqual({
      schema: 'slipway.overlay/v1',
      app: {
        host: 'shop.acme.example',
        scale: { min: 3, max: 12, cpu: '70%' },
        args: ['--port=8080', 'yes', null, ['nested']],
        script: 'echo\n\ttabbed\n',
        folded: 'a b',
        empty: null,
      },
      'quoted key': 'single',
      ratio: 0.5,
    });
  });

  it.each<[string, (string | number)[], string, string]>([
    ['the whole', [], '2:1', '2:1'],
    ['a plain value', ['schema'], '2:9', '2:1'],
    ['a map', ['app'], '4:3', '3:1'],
    ['a value in a map', ['app', 'host'], '4:9', '4:3'],
    ['a flow map', ['app', 'scale'], '5:10', '5:3'],
    ['a value in a flow map', ['app', 'scale', 'max'], '5:25', '5:20'],
    ['a list', ['app', 'args'], '7:5', '6:3'],
    ['an item', ['app', 'args', 0], '7:7', '7:7'],
    ['a quoted item', ['app', 'args', 1], '8:7', '8:7'],
    ['an item left empty', ['app', 'args', 2], '9:5', '9:5'],
    ['an item of an inner list', ['app', 'args', 3, 0], '10:9', '10:9'],
    ['a literal block', ['app', 'script'], '11:11', '11:3'],
    ['a folded block', ['app', 'folded'], '14:11', '14:3'],
    ['a value left empty', ['app', 'empty'], '17:3', '17:3'],
    ['a quoted key', ['quoted key'], '18:15', '18:1'],
    ['a key that is missing, by its map', ['app', 'image'], '3:1', '3:1'],
    ['a path into a text, by the text', ['schema', 'x', 0], '2:1', '2:1'],
    ['an item beyond the end, by its list', ['app', 'args', 9], '6:3', '6:3'],
  ])('knows where %s stands', (_, path, value, key) => {
    const overlay = readOverlay(OVERLAY, 'o.yaml');
    expect(text(overlay.positionOf(path))).toBe(value);
    expect(text(overlay.keyPositionOf(path))).toBe(key);
  });

  it('knows the position of every path of any value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-m]{1,3}$/), fc.jsonValue({ maxDepth: 4 }).filter((value) => !/[0-9]e/.test(JSON.stringify(value)))), (value) => {
        const yaml = emitYaml(value as Json);
        const overlay = readOverlay(yaml, 'o.yaml');
        expect(overlay.value).toEqual(JSON.parse(JSON.stringify(value)));
        const lines = yaml.split('\n');
        for (const path of scalarPaths(value as Json)) {
          const { line, column } = overlay.positionOf(path);
          const at = lines[line - 1]!.slice(column - 1);
          const leaf = path.reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], value) as Json;
          expect(at.startsWith('|') || `${at}\n` === emitYaml(leaf)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('counts lines and columns alike for all line ends', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const overlay = readOverlay(['# x', 'a:', '  b: |', '    t', '  c: 1', ''].join(end), 'o.yaml');
      expect([text(overlay.positionOf(['a', 'b'])), text(overlay.positionOf(['a', 'c']))]).toEqual(['3:6', '5:6']);
      expect(overlay.value).toEqual({ a: { b: 't\n', c: 1 } });
    }
  });

  it('reads bytes, and leaves out a byte-order mark at the start', () => {
    expect(readOverlay(Buffer.from('a: é😀\n'), 'o.yaml').value).toEqual({ a: 'é😀' });
    expect(text(readOverlay(Buffer.from('\ufeffa: 1\n'), 'o.yaml').positionOf(['a']))).toBe('1:4');
    expect(text(readOverlay('\ufeffa: 1\n', 'o.yaml').positionOf(['a']))).toBe('1:4');
  });

  it('keeps keys that are names of the prototype', () => {
    const { value } = readOverlay('__proto__: {polluted: 1}\nconstructor: 2\ntoString: 3\n', 'o.yaml');
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect((value as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each([
    ['text', 'a: hello world', 'hello world'],
    ['text with a colon', 'a: redis:6379', 'redis:6379'],
    ['an address', 'a: 10.0.0.1', '10.0.0.1'],
    ['a range', 'a: 10.0.0.0/8', '10.0.0.0/8'],
    ['a percentage', 'a: 70%', '70%'],
    ['a quantity', 'a: 500m', '500m'],
    ['a commit', 'a: 4f1c9d2', '4f1c9d2'],
    ['a word like yes', 'a: yesterday', 'yesterday'],
    ['a dot', 'a: .', '.'],
    ['an integer', 'a: 42', 42],
    ['a negative number', 'a: -1.5', -1.5],
    ['a truth', 'a: true', true],
    ['a truth in capitals', 'a: FALSE', false],
    ['null', 'a: null', null],
    ['a tilde', 'a: ~', null],
    ['nothing', 'a:', null],
    ['a port that is no time', 'a: 8080:80', '8080:80'],
    ['a quoted number', 'a: "1.10"', '1.10'],
    ['a document with a marker', '--- # x\na: 1\n...\n', 1],
    ['a text over two lines', 'a: one\n  two', 'one two'],
  ])('takes %s', (_, yaml, value) => {
    expect(readOverlay(yaml, 'o.yaml').value).toEqual({ a: value });
  });

  it('reads a plain value only where all parsers agree', () => {
    const plain = fc.oneof(
      fc.stringMatching(/^[-+.0-9][-+.0-9eExXobBOpTZtz:_a-f]{0,8}$/),
      fc.stringMatching(/^[yYnNtToOfF~=][a-zA-Z]{0,4}$/),
      fc.stringMatching(/^20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}([T ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}Z?)?$/),
    );
    // `yaml` takes a dot or an exponent without digits for a number, which no version of YAML does.
    const sound = (s: string) => !/^-(?:-|$)|:$|^[-+._]*$|^[-+._]*[eE][-+]?[0-9_]*$|^\.\.\./.test(s);
    let agreed = 0;
    fc.assert(
      fc.property(plain.filter(sound), (s) => {
        const yaml = `a: ${s}`;
        let value: unknown;
        try {
          value = readOverlay(yaml, 'o.yaml').value['a'];
        } catch {
          return;
        }
        agreed++;
        const read = [jsYaml.load(yaml), jsYaml.load(yaml, { schema: jsYaml.YAML11_SCHEMA }), YAML.parse(yaml), YAML.parse(yaml, { version: '1.1' })];
        for (const other of read as { a: unknown }[]) expect(other.a).toEqual(value);
      }),
      { numRuns: 2000, seed: 11 },
    );
    expect(agreed).toBeGreaterThan(200);
  });

  it.each<[string, string, string, RegExp, string | undefined]>([
    ['an empty file', '', '1:1', /^the file is empty$/, 'write "key: value" lines, or delete the file'],
    ['a file of comments', '# a\n\n', '1:1', /^the file is empty$/, 'write "key: value" lines, or delete the file'],
    ['a lone marker', '---\n', '1:1', /^the file is empty$/, 'write "key: value" lines, or delete the file'],
    ['a list at the root', '# x\n- a\n', '2:1', /must be a map, got a list/, 'write "key: value" lines'],
    ['a text at the root', 'hello\n', '1:1', /must be a map, got "hello"/, 'write "key: value" lines'],
    ['a second document', 'a: 1\n---\nb: 2\n', '2:1', /second document/, 'delete it, or move it to a file of its own'],
    ['a second document after a first with a marker', '---\na: |\n  x\n--- # y\n', '4:1', /second document/, 'delete it, or move it to a file of its own'],
    ['a directive', '%YAML 1.2\n---\na: 1\n', '1:1', /%-directive/, 'leave the line out'],
    ['an anchor', 'a: &x 1\n', '1:4', /anchor "&x"/, 'a: 1'],
    ['an anchor on a map', 'a: &x\n  b: 1\n', '1:4', /anchor "&x"/, 'a:'],
    ['a reference', 'a: 1\nb: *x\n', '2:4', /reference "\*x"/, 'write the value in the place of "*x"'],
    ['a merge key', 'a:\n  <<: { b: 1 }\n', '2:3', /merge key/, 'delete the line, and write the keys here that it would bring'],
    ['a tag', 'a: !!str 5\n', '1:4', /tag "!!str"/, 'a: "5"'],
    ['a tag of one\'s own', 'a: !include x.yaml\n', '1:4', /tag "!include"/, 'a: x.yaml'],
    ['a key twice', 'a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n', '5:3', /"c" stands here a second time, first on line 3/, undefined],
    ['a key twice in a flow map', 'a: { b: 1, "b": 2 }\n', '1:12', /"b" stands here a second time/, undefined],
    ['a tab as indentation', 'a:\n\tb: 1\n', '2:1', /a tab indents the line/, '  b: 1'],
    ['a tab after spaces', 'a:\n  b: 1\n  \tc: 2\n', '3:3', /a tab indents the line/, '    c: 2'],
    ['a tab before a comment', 'a: 1\n\t# x\n', '2:1', /a tab indents the line/, '  # x'],
    ['a tab in a flow map', 'a: {\n\tb: 1 }\n', '2:1', /a tab indents the line/, '  b: 1 }'],
    ['a map as a key', '{ a: 1 }: 2\n', '1:1', /a key must be text, got a map/, undefined],
    ['a template', 'a: {{ x }}\n', '1:5', /a key must be text, got a map/, undefined],
    ['a missing key', 'a: { : 1 }\n', '1:4', /a key is missing/, undefined],
    ['yes', 'a:\n  b: yes\n', '2:6', /"yes" without quotes is read differently/, 'b: "yes"   # or: true'],
    ['off, in a list', 'a:\n  - b\n  - off # x\n', '3:5', /"off" without quotes/, '- "off" # x   # or: false'],
    ['on as a key', 'on: 1\n', '1:1', /"on" without quotes/, '"on": 1'],
    ['y in a flow map', 'a: { x: 1, y: 2 }\n', '1:12', /"y" without quotes/, 'a: { x: 1, "y": 2 }'],
    ['a version', 'a: 1.10\n', '1:4', /"1.10" without quotes is a number and becomes 1.1/, 'a: "1.10"'],
    ['a leading zero', 'a: 0123456\n', '1:4', /"0123456" without quotes is read differently/, 'a: "0123456"   # or: 123456, or: 42798'],
    ['digits in groups', 'a: 1_000\n', '1:4', /"1_000" without quotes/, 'a: "1_000"   # or: 1000'],
    ['minutes', 'a: 12:30\n', '1:4', /"12:30" without quotes/, 'a: "12:30"   # or: 750'],
    ['an octal of YAML 1.2', 'a: 0o17\n', '1:4', /"0o17" without quotes/, 'a: "0o17"   # or: 15'],
    ['a hexadecimal', 'a: 0x1F\n', '1:4', /"0x1F" without quotes/, 'a: "0x1F"   # or: 31'],
    ['a binary', 'a: 0b11\n', '1:4', /"0b11" without quotes/, 'a: "0b11"   # or: 3'],
    ['a date', 'a: 2026-01-01\n', '1:4', /"2026-01-01" without quotes/, 'a: "2026-01-01"'],
    ['a date and time', 'a: 2026-01-01 10:00:00\n', '1:4', /"2026-01-01 10:00:00" without quotes/, 'a: "2026-01-01 10:00:00"'],
    ['an exponent', 'a: 1e3\n', '1:4', /"1e3" without quotes/, 'a: "1e3"   # or: 1000'],
    ['a commit that is a number', 'a: 12e4567\n', '1:4', /"12e4567" without quotes/, 'a: "12e4567"   # or a number in digits'],
    ['a plus sign', 'a: +5\n', '1:4', /"\+5" without quotes is a number and becomes 5/, 'a: "+5"   # or: 5'],
    ['a number too long', 'a: 12345678901234567890\n', '1:4', /becomes 12345678901234567000/, 'a: "12345678901234567890"'],
    ['infinity', 'a: .inf\n', '1:4', /".inf" without quotes/, 'a: ".inf"   # or a number in digits'],
    ['a number beyond all', 'a: 1e400\n', '1:4', /"1e400" without quotes/, 'a: "1e400"   # or a number in digits'],
    ['a zero that is octal to some', 'a: 010\n', '1:4', /"010" without quotes/, 'a: "010"   # or: 10, or: 8'],
    ['a hexadecimal number below zero', 'a: -0x10\n', '1:4', /"-0x10" without quotes/, 'a: "-0x10"   # or: -16'],
    ['a key without a space behind its colon', 'a: b\nstorePath:shop\n', '2:1', /neither "key: value"/, 'storePath: shop'],
    ['a line a space too far in', 'a:\n  b: 1\n   c: 2\n', '3:5', /indented wrongly/, '  c: 2'],
    ['a line a space too far out', 'a:\n  b: 1\n c: 2\n', '3:2', /indented wrongly/, '  c: 2'],
    ['an item a space too far out', 'a:\n  - b\n - c\n', '3:2', /indented wrongly/, '  - c'],
    ['a header of a block that is none', 'a: |9x\n  text\n', '1:6', /a line break/, 'a: |'],
    ['an escape that is none', 'a: "b\\q"\n', '1:7', /no such escape/, 'a: "b\\\\q"'],
    ['a quote in quotes', "a: 'it's'\n", '1:8', /indented wrongly/, 'a: "it\'s"'],
    ['a bracket too many', 'a: [1, 2]]\n', '1:10', /indented wrongly/, 'a: [1, 2]'],
    ['a list under a map', 'a: b\n- c\n', '2:1', /fits neither/, 'write the line anew: "key: value", or "- value" in a list'],
    ['a word alone', 'a: b\nc\n', '2:1', /neither "key: value"/, 'write the line anew: "key: value", or "- value" in a list'],
    ['no key', ': a\n', '1:1', /a key is missing/, 'write a key before the colon'],
    ['an equals sign', 'a: =\n', '1:4', /"=" without quotes/, 'a: "="'],
    ['null as a key', '~: 1\n', '1:1', /"~" without quotes is null, which is no key/, '"~": 1'],
    ['a number as a key that changes', '1.0: x\n', '1:1', /"1.0" without quotes is a number and becomes 1/, '"1.0": x'],
    ['a text that holds a colon', 'a: b: c\n', '1:5', /not quoted/, 'a: "b: c"'],
    ['a text that begins with an at sign', 'a: @b # x\n', '1:4', /not quoted/, 'a: "@b"'],
    ['a text that begins with a percent sign', '- a: %b\n', '1:6', /not quoted/, '- a: "%b"'],
    ['a cron schedule', 'a: * * * * *\n', '1:5', /alias/, 'a: "* * * * *"'],
    ['a line that is no entry', 'a: 1\nfoo\nb: 2\n', '2:1', /neither "key: value"/, undefined],
    ['a wrong indentation', 'a:\n    b: 1\n  c: 2\n', '3:3', /indented wrongly/, undefined],
    ['a bracket never closed', 'a: [1, 2\nb: 3\n', '1:4', /the \[ that is opened here is not closed/, 'a: [1, 2]'],
    ['brackets never closed at the end', 'a:\n  b: { c: [1, # x\n', '2:6', /is not closed/, 'b: { c: [1]}'],
    ['a bracket never closed after closed ones', 'a: [x]\nb: it\'s "[" {\nc: { d: "]}" }\ne: [\nf: 1\n', '4:4', /is not closed/, 'e: []'],
    ['a blank that is no space as indentation', 'a:\n\u00a0 b: 1\n', '2:1', /U\+00A0, which only looks like a space/, '  b: 1'],
    ['a quote never closed', 'a: "x\n', '1:4', /is not closed/, 'a: "x"'],
    ['an unknown escape', 'a: "\\d"\n', '1:6', /no such escape/, undefined],
    ['a control character', 'a: 1\nb: "\x07"\n', '2:5', /U\+0007/, 'write "\\u0007" in double quotes, or leave it out'],
    ['a line separator', 'a: b\u2028c\n', '1:5', /U\+2028/, 'write "\\u2028" in double quotes, or leave it out'],
    ['a byte-order mark in the middle', 'a: b\ufeffc\n', '1:5', /U\+FEFF/, 'write "\\ufeff" in double quotes, or leave it out'],
    ['a mark of direction', 'a: 1 # \u202ex\n', '1:8', /U\+202E/, 'write "\\u202e" in double quotes, or leave it out'],
    ['half a character', 'a: \ud800\n', '1:4', /U\+D800/, 'save the file as UTF-8'],
    ['a nesting without end', `a: ${'['.repeat(70)}${']'.repeat(70)}\n`, '1:68', /nested more than 64 deep/, undefined],
  ])('refuses %s', (_, yaml, place, message, fix) => {
    const [problem] = problemsOf(() => readOverlay(yaml, 'o.yaml'));
    expect(problem).toMatchObject({ file: 'o.yaml', message: expect.stringMatching(message) });
    expect(text(problem as { line: number; column: number })).toBe(place);
    if (fix !== undefined) expect(problem!.fix).toBe(fix);
  });

  it('finds everything that is wrong at once, in the order of the file', () => {
    const problems = problemsOf(() => readOverlay('a: yes\nb: &x [1.10, *x]\n<<: {}\nc:\n  d: 0o7\n  d: 1\n\t# x\n', 'o.yaml'));
    expect(problems.map((p) => [`${p.line}:${p.column}`, p.path])).toEqual([
      ['1:4', 'a'],
      ['2:4', 'b'],
      ['2:8', 'b[0]'],
      ['2:14', 'b[1]'],
      ['3:1', undefined],
      ['5:6', 'c.d'],
      ['6:3', 'c.d'],
      ['7:1', undefined],
    ]);
  });

  it('accepts the fix of every plain value it refuses', () => {
    for (const value of ['yes', '1.10', '0123456', '1_000', '12:30', '0o17', '2026-01-01', '1e3', '=', '.inf']) {
      const [problem] = problemsOf(() => readOverlay(`a: ${value}\n`, 'o.yaml'));
      expect(readOverlay(problem!.fix!, 'o.yaml').value).toEqual({ a: value });
    }
  });

  it.each([
    ['UTF-16', Buffer.from('\ufeffa: 1\n', 'utf16le'), '1:1', /UTF-16/],
    ['Latin-1', Buffer.from('a: 1\nb: \xe9x\n', 'latin1'), '2:4', /not valid UTF-8/],
    ['a character cut off', Buffer.from('a: é').subarray(0, 4), '1:4', /not valid UTF-8/],
  ])('refuses bytes of %s', (_, bytes, place, message) => {
    const [problem] = problemsOf(() => readOverlay(bytes, 'o.yaml'));
    expect(problem!.message).toMatch(message);
    expect(text(problem as { line: number; column: number })).toBe(place);
  });

  it.each([
    ['a file of 10 MB', `a: ${'x'.repeat(10_000_000)}`],
    ['bytes of 10 MB', Buffer.alloc(10_000_000, 'a: 1\n')],
    ['a bomb of aliases', `a: &a [x, x]\n${bomb('b', 'z')}`],
    ['a million items', `a: [${'b,'.repeat(500_000)}b]`],
    ['a deep flow', `a: ${'{a: '.repeat(100_000)}`],
    ['a deep list', '- '.repeat(500_000)],
    ['many unclear values on one line', `a: [${'no,'.repeat(90_000)}b]`],
    ['many blocks and tabs', 'k: |\n \t\n'.repeat(100_000)],
    ['many anchors', 'k: &a !b c\n'.repeat(90_000)],
    ['many keys twice', 'k: 1\n'.repeat(90_000)],
    ['many control characters', '\x01'.repeat(1_000_000)],
  ])('refuses %s quickly', (_, yaml) => {
    const before = process.hrtime.bigint();
    const problems = problemsOf(() => readOverlay(yaml, 'o.yaml'));
    expect(Number(process.hrtime.bigint() - before) / 1e6).toBeLessThan(atThisPace(5000));
    expect(problems.length).toBeLessThanOrEqual(101);
  });

  it('takes other budgets', () => {
    expect(problemsOf(() => readOverlay('a: 12345', 'o.yaml', { maxBytes: 7 }))[0]!.message).toMatch(/larger than 7 bytes/);
    expect(problemsOf(() => readOverlay('a: {b: {c: 1}}', 'o.yaml', { maxDepth: 2 }))[0]!.message).toMatch(/more than 2 deep/);
    expect(readOverlay('a: {b: 1}', 'o.yaml', { maxDepth: 2 }).value).toEqual({ a: { b: 1 } });
    expect(problemsOf(() => readOverlay('a: [1, 2, 3, 4, 5, 6, 7]', 'o.yaml', { maxNodes: 4 }))[0]!.message).toMatch(/more than 4 values/);
  });
});

const HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n';

describe('readManifests', () => {
  it('reads many documents, each with its place, and leaves out the empty ones', () => {
    const { manifests } = readManifests(`---\n# none\n---\n${HEAD}data: { a: b }\n---\n---\n${HEAD}...\n`, 'm.yaml');
    expect(manifests.map(({ value, position }) => [value['data'], position.line])).toEqual([[{ a: 'b' }, 4], [undefined, 10]]);
    expect(manifests[0]!.positionOf(['data', 'a'])).toEqual({ line: 7, column: 12 });
  });

  it('reads scalars as the API machinery does', () => {
    const yaml = 'a: on\nb: 0777\nc: 1_000\nd: 2026-01-01\ne: 1:30\nf: 08\ng: 0b11\nh: .5\ni: 1e3\nj: ~\nk: "on"\nl: !!str 5\nm: !!int "5"\nN0: y\no: 0o17\n0x10: p\noff: q\n';
    expect(readManifests(HEAD + yaml, 'm.yaml').manifests[0]!.value).toMatchObject({
      a: true, b: 511, c: 1000, d: '2026-01-01', e: '1:30', f: 8, g: 3, h: 0.5, i: 1000, j: null,
      k: 'on',
      l: '5',
      m: 5,
      N0: true,
      o: 15,
      false: 'q',
      '16': 'p',
    });
  });

  it('writes aliases and merges out', () => {
    const yaml = 'a: &a { k: 1, l: 2 }\nb: &b { l: 3, m: 4 }\nc: { <<: *a, l: 9 }\nd: { <<: [*a, *b] }\ne: [*a, *b]\n"<<": x\n';
    const [manifest] = readManifests(HEAD + yaml, 'm.yaml').manifests;
    expect(manifest!.value).toMatchObject({ c: { k: 1, l: 9 }, d: { k: 1, l: 2, m: 4 }, e: [{ k: 1, l: 2 }, { l: 3, m: 4 }], '<<': 'x' });
    expect(text(manifest!.positionOf(['d', 'm']))).toBe('5:18');
    expect(text(manifest!.positionOf(['e', 0, 'l']))).toBe('4:18');
  });

  it('reads JSON', () => {
    const { manifests } = readManifests('{"apiVersion":"v1","kind":"X","metadata":{"name":"n"},"a":[1,"\\u00e9\\/"]}', 'm.json');
    expect(manifests[0]!.value['a']).toEqual([1, 'é/']);
  });

  it('gives the items of a List', () => {
    const { manifests } = readManifests('apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: A\n  metadata: { name: a }\n- apiVersion: v1\n  kind: B\n  metadata: { name: b }\n  spec: 1\n', 'm.yaml');
    expect(manifests.map(({ value, position }) => [value.kind, text(position)])).toEqual([['A', '4:3'], ['B', '7:3']]);
    expect(text(manifests[1]!.positionOf(['spec']))).toBe('10:9');
  });

  it('keeps keys that are names of the prototype, merged ones too', () => {
    const [manifest] = readManifests(`${HEAD}a: &a { __proto__: { polluted: 1 } }\nb: { <<: *a }\n`, 'm.yaml').manifests;
    for (const field of ['a', 'b']) {
      const map = manifest!.value[field] as { polluted?: unknown };
      expect(Object.keys(map)).toEqual(['__proto__']);
      expect(map.polluted).toBeUndefined();
    }
  });

  it.each<[string, string, string, RegExp]>([
    ['a key twice', `${HEAD}a: 1\na: 2\n`, '5:1', /"a" stands here a second time/],
    ['a key twice once read', `${HEAD}"true": 1\non: 2\n`, '5:1', /"true" stands here a second time/],
    ['a key before a merge that sets it', `${HEAD}a: &a { k: 1 }\nb:\n  k: 2\n  <<: *a\n`, '7:7', /before this merge/],
    ['a merge of a text', `${HEAD}a: { <<: b }\n`, '4:10', /only a map can be merged/],
    ['an anchor that does not stand above', `${HEAD}a: *b\nb: &b 1\n`, '4:4', /does not stand above/],
    ['an anchor of another document', `${HEAD}a: &a 1\n---\n${HEAD}b: *a\n`, '9:4', /does not stand above/],
    ['a value that holds itself', `${HEAD}a: &a [*a]\n`, '4:8', /it stands in/],
    ['a tag of somebody\'s own', `${HEAD}a: !vault x\n`, '4:4', /tag "!vault"/],
    ['a tag that does not fit', `${HEAD}a: !!int x\n`, '4:10', /not what its tag/],
    ['a set', `${HEAD}a: !!set { x }\n`, '4:4', /tag "!!set"/],
    ['infinity', `${HEAD}a: .inf\n`, '4:4', /no number a manifest can hold/],
    ['a list as a key', `${HEAD}? [a]\n: 1\n`, '4:3', /a key must be text/],
    ['null as a key', `${HEAD}~: 1\n`, '4:1', /a key must be text/],
    ['a file of values', 'replicas: 1\n', '1:1', /apiVersion is missing/],
    ['an object without a name', 'apiVersion: v1\nkind: A\nmetadata: {}\n', '1:1', /has no name/],
    ['a name that is no text', 'apiVersion: v1\nkind: A\nmetadata: { name: no }\n', '1:1', /the name must be text, got false/],
    ['a text', 'hello\n', '1:1', /must be a map, got "hello"/],
    ['a syntax error in a later document', `${HEAD}---\na: b: c\n`, '5:5', /not quoted/],
    ['a bomb of aliases', `${HEAD}a: &a [x, x]\n${bomb('b', 'z')}`, '11:9', /holds more than 2000000 values/],
  ])('refuses %s', (_, yaml, place, message) => {
    const [problem] = problemsOf(() => readManifests(yaml, 'm.yaml'));
    expect(problem).toMatchObject({ file: 'm.yaml', message: expect.stringMatching(message) });
    expect(text(problem as { line: number; column: number })).toBe(place);
  });

  it('counts aliases', () => {
    const yaml = `${HEAD}a: &a 1\nb: [${'*a, '.repeat(20)}*a]\n`;
    expect(problemsOf(() => readManifests(yaml, 'm.yaml', { maxAliases: 20 }))[0]!.message).toMatch(/more than 20 aliases/);
    expect(readManifests(yaml, 'm.yaml').manifests).toHaveLength(1);
  });

  const kubectl = hasKubectl();
  (kubectl ? it : it.skip)(`agrees with kubectl${kubectl ? '' : ' (skipped: kubectl is not installed)'}`, () => {
    const scalars = fc.sample(
      fc.oneof(fc.stringMatching(/^[-+.0-9][-+.0-9eExXobBOTZ:_a-f]{0,8}$/), fc.stringMatching(/^[yYnNtToOfF~=][a-zA-Z]{0,4}$/)),
      { numRuns: 4000, seed: 5 },
    );
    const usable = scalars.filter((s) => !/^-+$|^---|^\.\.\.|:$/.test(s));
    const blocks = 'p: >\n  a\n  b\n\n  c\nq: |+\n  x\n\nr: "a\\\n  b\n\n  c"\ns: plain\n  text\nt: {u: [v, {w: x}], y}\nz: &z {k: [1]}\nzz: {<<: *z, l: *z}\n';
    const yaml = `${HEAD}data:\n${usable.map((s, i) => `  k${i}: ${s}\n`).join('')}${blocks}`;
    const finite = readManifestsLenient(yaml);
    const json = execFileSync('kubectl', ['label', '--local', '-f', '-', '-o', 'json', 'a=b'], { input: finite, encoding: 'utf8', maxBuffer: 1 << 28 });
    const ours = JSON.parse(JSON.stringify(readManifests(finite, 'm.yaml').manifests[0]!.value)) as { metadata: unknown };
    expect({ ...(JSON.parse(json) as object), metadata: 0 }).toEqual({ ...ours, metadata: 0 });
  });
});

/** The file without the lines whose number is infinite, which neither reader takes. */
function readManifestsLenient(yaml: string): string {
  const lines = yaml.split('\n');
  const bad = new Set<number>();
  for (;;) {
    try {
      readManifests(lines.filter((_, i) => !bad.has(i)).join('\n'), 'm.yaml');
      return lines.filter((_, i) => !bad.has(i)).join('\n');
    } catch (error) {
      const left = lines.map((_, i) => i).filter((i) => !bad.has(i));
      for (const { line } of (error as UserError).problems) if (line !== undefined) bad.add(left[line - 1]!);
    }
  }
}

/** Each letter nine times the one before. */
function bomb(from: string, to: string): string {
  let yaml = '';
  for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) {
    const before = String.fromCharCode(code - 1);
    yaml += `${String.fromCharCode(code)}x: &${String.fromCharCode(code)} [${Array(9).fill(`*${before}`).join(', ')}]\n`;
  }
  return yaml;
}

function text({ line, column }: { line: number; column: number }): string {
  return `${line}:${column}`;
}

function* scalarPaths(value: Json, path: (string | number)[] = []): Generator<(string | number)[]> {
  if (typeof value !== 'object' || value === null) yield path;
  else if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* scalarPaths(item as Json, [...path, i]);
  else for (const [key, child] of Object.entries(value)) yield* scalarPaths(child, [...path, key]);
}

function problemsOf(run: () => unknown): readonly Problem[] {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  throw new Error('nothing was refused');
}

function hasKubectl(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
