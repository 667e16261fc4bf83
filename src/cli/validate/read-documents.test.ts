import { describe, expect, it } from '@jest/globals';
import { MOST_BYTES, readDocuments } from './read-documents.ts';

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
const names = (text: string | Uint8Array) => readDocuments(text, 'a.yaml').objects.map(({ manifest }) => manifest.metadata.name);
const problems = (text: string | Uint8Array) => readDocuments(text, 'a.yaml').problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('the objects of a file', () => {
  it.each<[string, string, string[]]>([
    ['one', configMap('a'), ['a']],
    ['several documents', `${configMap('a')}---\n${configMap('b')}`, ['a', 'b']],
    ['documents with nothing in them', `---\n---\n# nothing\n---\n${configMap('a')}---\n`, ['a']],
    ['JSON, with tabs', '{\n\t"apiVersion": "v1",\n\t"kind": "ConfigMap",\n\t"metadata": { "name": "a" }\n}\n', ['a']],
    ['a List', `apiVersion: v1\nkind: List\nitems:\n  - ${configMap('a').trim().replaceAll('\n', '\n    ')}\n  - ${configMap('b').trim().replaceAll('\n', '\n    ')}\n`, ['a', 'b']],
    ['a list of its own kind', `apiVersion: v1\nkind: ConfigMapList\nitems:\n  - ${configMap('a').trim().replaceAll('\n', '\n    ')}\n`, ['a']],
    ['a list of its own kind, whose items leave out what they are', `apiVersion: v1\nkind: ConfigMapList\nitems:\n  - metadata: { name: a }\n  - { apiVersion: '', kind: null, metadata: { name: b } }\n`, ['a', 'b']],
    ['JSON objects one after another', '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}\n{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b}{\\""}} {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}\n', ['a', 'b}{"', 'c']],
    ['JSON objects one after another, on many lines, after a mark', '---\n{\n  "apiVersion": "v1",\n  "kind": "ConfigMap",\n  "metadata": { "name": "a" }\n}\n{\n  "apiVersion": "v1",\n  "kind": "ConfigMap",\n  "metadata": { "name": "b" }\n}\n', ['a', 'b']],
    ['YAML that only looks like JSON objects', `{apiVersion: v1, kind: ConfigMap, metadata: {name: '} {'}}\n`, ['} {']],
    ['a List in a List', '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}]}]}', ['a']],
    ['an empty List', 'apiVersion: v1\nkind: List\nitems: []\n', []],
    ['a directive before the mark', `%YAML 1.1\n---\n${configMap('a')}`, ['a']],
    ['an end mark and no beginning mark', `${configMap('a')}...\n${configMap('b')}`, ['a', 'b']],
    ['a mark in a text, which ends no document', `${configMap('a')}data:\n  x: |\n    ---\n    y\n---\n${configMap('b')}`, ['a', 'b']],
    ['a value behind the mark', '--- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n', ['a']],
    ['carriage returns', `${configMap('a')}---\n${configMap('b')}`.replaceAll('\n', '\r\n'), ['a', 'b']],
    ['a byte-order mark', `\ufeff${configMap('a')}`, ['a']],
    ['anchors and merges', 'apiVersion: v1\nkind: ConfigMap\nmetadata: &m { name: a }\ndata: { <<: *m }\n', ['a']],
  ])('are read: %s', (_what, text, expected) => {
    expect([names(text), problems(text)]).toEqual([expected, []]);
  });

  it('know where they stand, in the file and not in their document', () => {
    const { objects } = readDocuments(`# head\n---\n${configMap('a')}---\n${configMap('b')}data:\n  key: value\n`, 'a.yaml');
    expect(objects.map(({ positions }) => [positions.positionOf([]), positions.positionOf(['metadata', 'name'])])).toEqual([
      [{ line: 3, column: 1 }, { line: 6, column: 9 }],
      [{ line: 8, column: 1 }, { line: 11, column: 9 }],
    ]);
    expect(objects[1]!.positions.keyPositionOf(['data', 'key'])).toEqual({ line: 13, column: 3 });
  });

  it('know where they stand among JSON objects', () => {
    const json = (name: string) => `{"apiVersion":"v1","kind":"ConfigMap",\n"metadata":{"name":"${name}"}}`;
    const { objects } = readDocuments(`# head\n---\n${json('a')} ${json('b')}\n${json('c')}\n`, 'a.json');
    expect(objects.map(({ positions }) => [positions.positionOf(['apiVersion']), positions.positionOf(['metadata', 'name'])])).toEqual([
      [{ line: 3, column: 15 }, { line: 4, column: 20 }],
      [{ line: 4, column: 40 }, { line: 5, column: 20 }],
      [{ line: 6, column: 15 }, { line: 7, column: 20 }],
    ]);
  });

  it('are what their list says', () => {
    const { objects } = readDocuments('apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleList\nitems:\n  - metadata: { name: a }\n  - { kind: Role, metadata: { name: b } }\n', 'a.yaml');
    expect(objects.map(({ manifest }) => [manifest.apiVersion, manifest.kind])).toEqual([['rbac.authorization.k8s.io/v1', 'Role']]);
  });

  it('know where they stand in a List', () => {
    const { objects } = readDocuments('apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata:\n      name: a\n', 'a.yaml');
    expect(objects[0]!.positions.positionOf(['metadata', 'name'])).toEqual({ line: 7, column: 13 });
  });
});

describe('what is wrong with a file', () => {
  it.each<[string, string | Uint8Array, RegExp, string[]]>([
    ['a document that cannot be read', `${configMap('a')}---\na: [\n---\n${configMap('b')}`, /^6:4 the \[/, ['a', 'b']],
    ['a key that stands twice', `${configMap('a')}---\n${configMap('b')}kind: Pod\n---\n${configMap('c')}`, /^10:1 the key "kind" stands here a second time/, ['a', 'c']],
    ['an anchor that holds itself', `a: &x\n  b: *x\n---\n${configMap('b')}`, /^2:6 "\*x" refers to the value it stands in/, ['b']],
    ['a JSON object of several', `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}\n{"a": 1 2}\n{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}\n`, /^2:/, ['a', 'c']],
    ['the last JSON object, cut off', `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}\n{"apiVersion":"v1","kind":"Conf`, /^2:/, ['a']],
    ['a list of lists', '- - a\n- b\n', /^1:1 a Kubernetes object must be a map, got a list/, []],
    ['a text', 'hello\n', /^1:1 a Kubernetes object must be a map, got the string "hello"/, []],
    ['no kind', 'apiVersion: v1\nmetadata: { name: a }\n', /^1:1 no Kubernetes object: kind is missing/, []],
    ['a kind that is a number', 'apiVersion: v1\nkind: 1\nmetadata: { name: a }\n', /^1:1 kind must be text/, []],
    ['no metadata', 'apiVersion: v1\nkind: ConfigMap\n', /^1:1 no Kubernetes object: metadata is missing/, []],
    ['an item that is no object', 'apiVersion: v1\nkind: List\nitems:\n  - 3\n', /^4:5 a Kubernetes object must be a map, got the number 3/, []],
    ['bytes', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0x00, 0x01]), /^1:5 the file is not valid UTF-8/, []],
    ['control characters', 'a: \u0000\n', /^1:4 the character U\+0000/, []],
    ['UTF-16', Buffer.from('\ufeffa: 1', 'utf16le'), /^1:1 the file is UTF-16/, []],
    ['too many bytes', Buffer.alloc(MOST_BYTES + 1, 0x61), /^1:1 the file is larger than 16777216 bytes/, []],
    ['a bomb of aliases', `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.split('').map((c, i) => `${c}: &${c} [${Array(10).fill(`*${'abcdefg'[i]}`).join(',')}]`).join('\n')}\n`, /with its aliases written out/, []],
    ['deep nesting', '['.repeat(10_000), /nested more than 200 deep/, []],
  ])('is told with its line, and the rest is read: %s', (_what, text, problem, rest) => {
    expect(problems(text)).toEqual([expect.stringMatching(problem)]);
    expect(names(text)).toEqual(rest);
  });

  it('is told so often and no more', () => {
    expect(problems('---\n- a\n'.repeat(1000)).length).toBe(101);
  });

  it('never shows what may be a secret', () => {
    const secret = 'kind: Secret\nstringData:\n  word: "hunter2\n';
    const { problems: found } = readDocuments(`apiVersion: v1\n${secret}`, 'a.yaml');
    expect(found.length).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(JSON.stringify(readDocuments('apiVersion: v1\npassword: "hunter2', 'a.yaml').problems)).not.toContain('hunter2');
  });

  it('is no fault of input for kustomize, which no API server gets', () => {
    expect(readDocuments('apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n', 'a.yaml')).toMatchObject({ objects: [], problems: [], others: ['Kustomization of kustomize.config.k8s.io/v1beta1'] });
  });
});
