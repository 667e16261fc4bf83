import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { wholeNumber } from './field-choice.ts';
import { hostName } from './field-name.ts';
import { port } from './field-network.ts';
import { memoryQuantity } from './field-quantity.ts';
import { secretReference } from './field-secret-reference.ts';
import { merge } from './merge.ts';
import { parseMerged } from './parse.ts';
import { layerOfText, textOf } from './test-support.ts';

const schema = z.strictObject({
  host: hostName.describe('Where it is reached.'),
  memory: memoryQuantity.default('1Gi').describe('What it gets.'),
  level: z.enum(['info', 'debug']).default('info'),
  ports: z.array(port).max(2).exactOptional(),
  labels: z.record(z.string().regex(/^[a-z]+$/), z.string()).default({}),
  note: z.string().max(5).exactOptional(),
  path: z.string().regex(/^[a-z]+$/, { error: 'a path is small letters' }).exactOptional(),
  even: z.int().multipleOf(2).exactOptional(),
  enabled: z.boolean().exactOptional(),
  rate: z.number().min(0).lt(1).exactOptional(),
  password: secretReference.exactOptional(),
  store: z
    .discriminatedUnion('form', [z.strictObject({ form: z.literal('local'), size: memoryQuantity }), z.strictObject({ form: z.literal('remote'), url: z.string() })])
    .exactOptional(),
  login: z.union([z.string().max(8), z.strictObject({ from: z.string(), as: wholeNumber(1, 3).exactOptional() })]).exactOptional(),
  custom: z.string().refine((text) => text !== 'bad', { error: 'it must not be bad', params: { allowed: 'anything else', fix: 'custom: good' } }).exactOptional(),
  limits: z
    .strictObject({ min: z.int(), max: z.int() })
    .superRefine(({ min, max }, context) => {
      if (min > max) context.addIssue({ code: 'custom', path: ['min'], message: `min ${min} is above max ${max}` });
    })
    .exactOptional(),
});

function parse(...files: string[]): string {
  const merged = merge(files.map((text, index) => layerOfText(['base.yaml', 'prod.yaml', 'prod-eu.yaml'][index]!, text)));
  const parsed = parseMerged(schema, merged);
  return parsed.outcome === 'parsed' ? JSON.stringify(parsed.values) : textOf(parsed.problems);
}

const HOST = 'host: shop.acme.example\n';

describe('parseMerged', () => {
  it('gives values with their defaults, in canonical form', () => {
    expect(JSON.parse(parse(HOST, 'memory: 1024Mi\n'))).toEqual({ host: 'shop.acme.example', memory: '1Gi', level: 'info', labels: {} });
  });

  it.each<[string, string[], string]>([
    ['an unknown key near a known one, with its value', [`${HOST}hots: 3\n`], 'base.yaml:2:1  hots\n  unknown key, did you mean "host"?\n  allowed: host, memory, level, '],
    ['a mistyped key of a map without its content', ['hsot: { a: 1 }\n'], 'did you mean "host"?\n'],
    ['an unknown key that is near nothing', [`${HOST}colour: blue\n`], 'unknown key "colour"'],
    ['a wrong value where it was written, not where it was merged to', [`${HOST}memory: 1GB\n`, 'level: info\n'], 'base.yaml:2:9  memory\n  "1GB" is not a quantity of memory\n  allowed: a number with Ki, Mi, Gi, Ti or k, M, G, T; at least 4Mi\n  fix: memory: 1Gi'],
    ['a wrong value of the last file', [HOST, 'memory: 1GB\n'], 'prod.yaml:1:9  memory'],
    ['a missing key, with the files that may hold it', ['level: info\n', 'memory: 1Gi\n'], 'prod.yaml:1:1  host\n  "host" is missing (where it is reached); it may stand in base.yaml or prod.yaml\n  allowed: labels of'],
    ['a missing key of a map, at the map', [`${HOST}limits:\n  min: 1\n`], 'base.yaml:2:1  limits.max\n  "max" is missing'],
    ['a value of a list, by its item', [`${HOST}ports: [80, 99999]\n`], 'base.yaml:2:13  ports[1]\n  99999 is not a port\n  allowed: a whole number from 1 to 65535\n  fix: ports: [80, 8080]'],
    ['an item on a line of its own', [`${HOST}ports:\n  - 80\n  - 99999\n`], 'fix: - 8080'],
    ['an item beside maps, in a list on one line', [`${HOST}ports: [{}, 99999]\n`], 'ports[1]\n  99999 is not a port\n  allowed: a whole number from 1 to 65535\n  fix: 8080'],
    ['an unknown key near one that the file has', [`${HOST}hots: 3\n`], 'fix: delete the line: host has one of its own already'],
    ['an unknown key near one that another file has', [`${HOST}level: info\n`, 'levle: debug\n'], 'fix: level: debug'],
    ['an own pattern, with what it wants', [`${HOST}path: A B\n`], 'fix: path: <a path is small letters>'],
    ['a form that is missing, with the forms', [`${HOST}store: { size: 1Gi }\n`], 'allowed: local, remote\n  fix: form: local'],
    ['a needed key that is removed, where it is', [HOST, 'level: info\nhost: null\n'], 'prod.yaml:2:1  host\n  "host" is removed here, and is needed (where it is reached)'],
    ['a list that is too long', [`${HOST}ports: [1, 2, 3]\n`], '[1,2,3] is not a list of at most 2 items'],
    ['text that is too long', [`${HOST}note: too long\n`], '"too long" is not text of at most 5 characters'],
    ['a value of a list of values', [`${HOST}level: inf\n`], '"inf" is not allowed here\n  allowed: info, debug\n  fix: level: info'],
    ['a type', [`${HOST}enabled: maybe\n`], '"maybe" is not true or false\n  allowed: true or false\n  fix: enabled: true'],
    ['a map for text', [`${HOST}note: { a: 1 }\n`], '{"a":1} is not text'],
    ['null in a list', [`${HOST}ports: [null]\n`], 'ports[0]\n  null is not a port'],
    ['a number that is not whole', [`${HOST}even: 1.5\n`], '1.5 is not a whole number'],
    ['a number that is no multiple', [`${HOST}even: 3\n`], '3 is not a multiple of 2'],
    ['a number at an open bound', [`${HOST}rate: 1\n`], '1 is not a number of less than 1'],
    ['a pattern with words of its own', [`${HOST}path: A B\n`], '"A B" is not allowed here\n  allowed: a path is small letters'],
    ['a key of a record', [`${HOST}labels: { A1: x }\n`], 'base.yaml:2:11  labels.A1\n  "A1" is no key that is allowed here'],
    ['a value of a record', [`${HOST}labels: { a: 1 }\n`], 'labels.a\n  1 is not text'],
    ['a form that nobody knows', [`${HOST}store: { form: remot }\n`], 'base.yaml:2:16  store.form\n  "remot" is not allowed here\n  allowed: local, remote\n  fix: form: remote'],
    ['a form that is missing', [`${HOST}store: { size: 1Gi }\n`], 'store.form\n  "form" is missing'],
    ['a key of the chosen form', [`${HOST}store: { form: local, sizzle: 1Gi }\n`], 'store.sizzle\n  unknown key "sizzle"\n  allowed: form, size\n'],
    ['a key that the form of a lower file had', [`${HOST}store: { form: local, size: 1Gi }\n`, 'store: { form: remote, url: x }\n'], 'base.yaml:2:23  store.size\n  unknown key of form "remote", which prod.yaml sets\n  allowed: form, url\n  fix: size: null in prod.yaml'],
    ['the option of a union that was meant', [`${HOST}login: { from: a, as: 7 }\n`], 'login.as\n  7 is not a whole number from 1 to 3'],
    ['a value that is no option of a union', [`${HOST}login: [1]\n`], 'login\n  [1] is none of the forms that are allowed here\n  allowed: text; { from: <text> }'],
    ['a refinement in its own words', [`${HOST}custom: bad\n`], 'custom\n  it must not be bad\n  allowed: anything else\n  fix: custom: good'],
    ['a rule over two values, where the one was written', [`${HOST}limits: { min: 1, max: 3 }\n`, 'limits: { min: 5 }\n'], 'prod.yaml:1:16  limits.min\n  min 5 is above max 3'],
    ['a removal that removes nothing', [HOST, 'labels: { a: null }\n'], 'prod.yaml:1:11  labels.a\n  null removes nothing here'],
    ['a key with a dot and a space', [`${HOST}labels: { "a. b": 1 }\n`], 'labels["a. b"]'],
    ['a key with control characters', [`${HOST}"a\\u001b[31m": 1\n`], '\\u{1b}'],
  ])('refuses %s', (_name, files, expected) => {
    expect(parse(...files)).toContain(expected);
  });

  it('reports all problems of all files', () => {
    const text = parse('memory: 1GB\nlevel: loud\n', 'ports: [0]\n');
    for (const part of ['base.yaml:1:9', 'base.yaml:2:8', 'prod.yaml:1:9', '"host" is missing']) expect(text).toContain(part);
  });

  it.each<[string, string]>([
    ['a literal under a key that names a secret', 'password: hunter2\n'],
    ['a mistyped key that names a secret', 'passwort: hunter2\npasword: hunter2\n'],
    ['a credential under any key', 'note: redis://user:hunter2@redis.acme.example\n'],
    ['a credential in a map', 'note: { url: "redis://user:hunter2@redis.acme.example" }\n'],
    ['a credential as a key', 'labels: { "redis://user:hunter2@redis.acme.example": x }\n'],
    ['a credential that a field has a better idea for', 'host: https://user:hunter2@shop.acme.example\n'],
  ])('never shows %s', (_name, text) => {
    expect(parse(text.startsWith('host') ? text : HOST + text)).not.toContain('hunter2');
  });

  it('stops after a hundred problems and counts the others', () => {
    const text = parse(`${HOST}${Array.from({ length: 5000 }, (_, index) => `x${index}: 1\n`).join('')}`);
    expect(text.match(/unknown key/g)).toHaveLength(100);
    expect(text).toContain('and 4900 more problems');
  });

  it('shows the first of too many by line, and counts behind them', () => {
    const text = parse(`${HOST}${Array.from({ length: 200 }, (_, index) => `x${199 - index}: 1\n`).join('')}`);
    expect(text).toContain('base.yaml:2:1  x199\n');
    expect(text).toContain('base.yaml:101:1  x100\n');
    expect(text).not.toContain('base.yaml:102:1');
    expect(text).toMatch(/base\.yaml:201:1\n  and 100 more problems\n  fix: mend those above first$/);
  });

  it('says once that a key was left empty, where an earlier file left it so', () => {
    const text = parse(`${HOST}note:\n`, 'note: null\n');
    expect(text.match(/null removes nothing/g)).toHaveLength(1);
    expect(text).toContain('base.yaml:2:1  note');
  });
});
