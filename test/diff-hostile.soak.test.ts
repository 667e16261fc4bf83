import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareSides } from '../src/cli/diff/compare-sides.ts';
import { readSchemas } from '../src/cli/validate/read-schemas.ts';
import { type Manifest } from '../src/kernel/manifest.ts';
import { anyCharacter } from '../src/kernel/test-support/any-character.ts';
import { diffGithub } from '../src/reports/diff-github.ts';
import { diffHtml } from '../src/reports/diff-html.ts';
import { diffJson } from '../src/reports/diff-json.ts';
import { diffMarkdown } from '../src/reports/diff-markdown.ts';
import { type DiffReport, type PairDiff } from '../src/reports/diff-report.ts';
import { diffText } from '../src/reports/diff-text.ts';
import { displayWidth } from '../src/reports/display-width.ts';
import { COLOURED, PLAIN } from '../src/reports/style.ts';
import { ROOT } from './cli-project.ts';
import { HOSTILE } from './hostile-values.ts';
import { atThisPace } from '../src/kernel/test-support/pace.ts';

const schemas = readSchemas(ROOT);

const hostile = fc.oneof({ weight: 4, arbitrary: fc.tuple(fc.constantFrom(...HOSTILE), fc.constantFrom(...HOSTILE)).map(([a, b]) => `${a}${b}`) }, { weight: 1, arbitrary: fc.string({ unit: anyCharacter }) });

/** An object with hostile text in every place that a report tells of. */
const hostileObject = fc.record({ kind: fc.constantFrom('ConfigMap', 'Deployment', 'Secret', 'NetworkPolicy', 'Widget'), name: hostile, key: hostile, value: hostile, namespace: hostile, image: hostile }).map(({ kind, name, key, value, namespace, image }): Manifest => {
  const base = { metadata: { name, namespace, labels: own(key, value), annotations: own(value, key) } };
  switch (kind) {
    case 'Deployment':
      return { apiVersion: 'apps/v1', kind, ...base, spec: { replicas: 2, selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: key, image, env: [{ name: key, value }] }] } } } };
    case 'NetworkPolicy':
      return { apiVersion: 'networking.k8s.io/v1', kind, ...base, spec: { podSelector: { matchLabels: own(key, value) }, ingress: [{ from: [{ podSelector: { matchLabels: own(value, key) } }] }] } };
    case 'Widget':
      return { apiVersion: `${key}/v1`, kind: `Widget${value}`, ...base, spec: own(key, [value, own(value, key)]) };
    default:
      return { apiVersion: 'v1', kind, ...base, data: own(key, `first\n${value}\nlast`) };
  }
});

function own<T>(key: string, value: T): Record<string, T> {
  return Object.fromEntries([[key, value]]);
}

function mutated(manifest: Manifest, value: string): Manifest {
  return JSON.parse(JSON.stringify(manifest, (key, inner: unknown) => (typeof inner === 'string' && key !== 'name' && key !== 'namespace' && key !== 'kind' && key !== 'apiVersion' ? `${inner}${value}` : inner))) as Manifest;
}

const report = fc.tuple(fc.array(fc.tuple(hostileObject, hostile, fc.constantFrom('changed', 'added', 'removed')), { minLength: 1, maxLength: 4 }), hostile, hostile, hostile).map(([objects, environment, system, place]): DiffReport => {
  const before = objects.flatMap(([one, , what]) => (what === 'added' ? [] : [{ manifest: one, file: place }]));
  const after = objects.flatMap(([one, value, what]) => (what === 'removed' ? [] : [{ manifest: what === 'changed' ? mutated(one, value) : one, file: place }]));
  const pairs = compareSides([{ environment, system, objects: before }], [{ environment, system, objects: after }], { schemas, kubernetesOf: () => '1.34', isPlaced: false });
  return { before: place, after: environment, mode: 'change', pairs: pairs.map((pair) => withPlaces(pair, place)), notes: [system] };
});

/** Every field and object with a hostile place. */
function withPlaces(pair: PairDiff, file: string): PairDiff {
  const at = { file, line: 1, column: 1 };
  return { ...pair, origins: new Map([...pair.origins].map(([key, origin]) => [key, { ...origin, made: at, fields: new Map(pair.diff.objects.flatMap(({ changes }) => changes.map(({ path }) => [path, at] as const))) }])) };
}

const UNSHOWN = /[\p{Cc}\p{Cf}\u2028\u2029\p{Cs}]/u;
const RUNS = { numRuns: 400 } as const;

describe('what hostile values do to a report', () => {
  it('of text: nothing that a terminal obeys, and no line wider than it', () => {
    let lines = 0;
    fc.assert(
      fc.property(report, fc.integer({ min: 40, max: 160 }), (one, width) => {
        for (const line of diffText(one, width, PLAIN).split('\n')) {
          lines++;
          expect(UNSHOWN.test(line)).toBe(false);
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
        }
        expect(UNSHOWN.test(diffText(one, width, COLOURED).replace(/\u001b\[\d+m|\n/g, ''))).toBe(false);
      }),
      RUNS,
    );
    expect(lines).toBeGreaterThan(2_000);
  });

  it('of Markdown: nothing outside of code but words, and no more than a comment holds', () => {
    let words = 0;
    fc.assert(
      fc.property(report, (one) => {
        const text = diffMarkdown(one);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
        expect(UNSHOWN.test(text.replaceAll('\n', ''))).toBe(false);
        for (const line of outsideOfBlocks(text)) {
          const rest = line.replace(/<details><summary><code>[A-Za-z0-9 &#;]*<\/code>[^<]*<\/summary>|<\/details>|<br>|<\/?sub>/g, ' ').replace(/(`+)(?!`)(.*?[^`])\1(?!`)/g, ' ');
          words += rest.split(' ').length;
          expect([line, /[<>@`[\]{}$\\~]|#\d|GH-\d|https?:|www\.|[0-9a-f]{7}|:[a-z]+:/i.test(rest.replace(/^#+ |^> /, ''))]).toEqual([line, false]);
        }
        // A table keeps its columns, whatever is in a cell.
        for (const row of text.split('\n').filter((line) => line.startsWith('| ') && /^\| (\*\*)?[!✗◆⇄↻‖↕§⇅+~»Σ·≠→-] /.test(line))) expect(row.split('|').length).toBe(6);
      }),
      RUNS,
    );
    expect(words).toBeGreaterThan(5_000);
  });

  it('of HTML: no element, attribute or script of theirs', () => {
    let bytes = 0;
    fc.assert(
      fc.property(report, (one) => {
        const html = diffHtml(one);
        bytes += html.length;
        expect(html.match(/<script\b/g)?.length).toBe(2);
        expect(html.match(/<\/script>/g)?.length).toBe(2);
        expect(html).not.toMatch(/<!--|<img|onerror=alert\(1\)>/);
        const data = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)![1]!;
        expect(/[<>&\u2028\u2029]/.test(data)).toBe(false);
        expect(JSON.parse(data)).toHaveProperty('rows');
        expect(UNSHOWN.test(html.replaceAll('\n', ''))).toBe(false);
      }),
      RUNS,
    );
    expect(bytes).toBeGreaterThan(1_000_000);
  });

  it('of JSON: the same values when it is read, and nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(report, (one) => {
        const text = diffJson(one);
        expect(UNSHOWN.test(text.replaceAll('\n', ''))).toBe(false);
        const read = JSON.parse(text) as { pairs: { diff: { objects: unknown[] } }[] };
        expect(read.pairs.flatMap(({ diff }) => diff.objects).length).toBe(one.pairs.flatMap(({ diff }) => diff.objects).length);
      }),
      RUNS,
    );
  });

  it('of annotations: one command a line, and none of theirs', () => {
    let commands = 0;
    fc.assert(
      fc.property(report, (one) => {
        const lines = diffGithub(one).trimEnd().split('\n');
        for (const [index, line] of lines.entries()) {
          if (index === lines.length - 1) expect(line).toMatch(/^slipway diff: \d+ objects? differs?, risk [a-z]+$/);
          else {
            commands++;
            expect(line).toMatch(/^::(error|warning|notice) (file=[^:,]*(,line=\d+,col=\d+)?,)?title=[^:,]*::[^\r\n]*$/);
          }
          expect(UNSHOWN.test(line)).toBe(false);
        }
      }),
      RUNS,
    );
    expect(commands).toBeGreaterThan(200);
  });

  it('of any form: no value of a Secret, wherever it is written', () => {
    const planted = 'pl4nted-s3cret-value';
    const encoded = Buffer.from(planted).toString('base64');
    const secret = (suffix: string, type: string): Manifest => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'own', namespace: 'shop', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ stringData: { key: planted + suffix } }), note: planted + suffix } },
      type,
      data: { key: encoded + suffix, [`more${suffix}`]: encoded },
      stringData: { other: planted + suffix, text: `a\n${planted}${suffix}\nb` },
    });
    const cases: [Manifest[], Manifest[]][] = [
      [[secret('a', 'Opaque')], [secret('b', 'Opaque')]],
      [[secret('a', 'Opaque')], [secret('b', 'kubernetes.io/tls')]],
      [[], [secret('a', 'Opaque')]],
      [[secret('a', 'Opaque')], []],
      [[{ ...secret('a', 'Opaque'), immutable: true }], [{ ...secret('b', 'Opaque'), immutable: true }]],
      [[{ ...secret('a', 'Opaque'), data: planted }], [{ ...secret('b', 'Opaque'), data: [planted, 1] }]],
      [[{ ...secret('a', 'Opaque'), metadata: { name: 'own-0123456789', namespace: 'shop' } }], [{ ...secret('b', 'Opaque'), metadata: { name: 'own-abcdef0123', namespace: 'shop' } }]],
    ];
    for (const [before, after] of cases) {
      for (const [environment, system] of [['', ''], ['dev', 'shop']] as const) {
        const side = (objects: Manifest[]) => [{ environment, system, objects: objects.map((manifest) => ({ manifest, file: 'a.yaml' })) }];
        const pairs = compareSides(side(before), side(after), { schemas, kubernetesOf: () => '1.34', isPlaced: false });
        const one: DiffReport = { before: 'a', after: 'b', mode: 'change', pairs, notes: [] };
        expect(pairs[0]!.diff.objects.length).toBe(1);
        for (const text of [diffText(one, 100, PLAIN), diffMarkdown(one), diffHtml(one), diffJson(one), diffGithub(one)]) expect([text.includes(planted), text.includes(encoded), text]).toEqual([false, false, text]);
      }
    }
  });

  it('of a megabyte in one line: a report of the usual size, at once', () => {
    const long = (letter: string): Manifest => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own', namespace: 'shop' }, data: { one: letter.repeat(1_000_000), lines: `a\n${`${letter}\``.repeat(500_000)}\nb` } });
    const pairs = compareSides([{ environment: 'dev', system: 'shop', objects: [{ manifest: long('a'), file: 'a' }] }], [{ environment: 'dev', system: 'shop', objects: [{ manifest: long('b'), file: 'a' }] }], { schemas, kubernetesOf: () => '1.34', isPlaced: false });
    const one: DiffReport = { before: 'a', after: 'b', mode: 'change', pairs, notes: [] };
    const start = process.cpuUsage();
    for (const [text, most] of [[diffText(one, 80, PLAIN), 5_000], [diffMarkdown(one), 65_536], [diffHtml(one), 100_000], [diffGithub(one), 5_000]] as const) expect(Buffer.byteLength(text)).toBeLessThan(most);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1_000).toBeLessThan(atThisPace(2_000));
  });
});

function outsideOfBlocks(text: string): string[] {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of text.split('\n')) {
    const mark = /^(`{3,})(diff)?$/.exec(line)?.[1];
    if (fence === undefined && mark !== undefined) fence = mark;
    else if (fence !== undefined && line === fence) fence = undefined;
    else if (fence === undefined) lines.push(line);
  }
  expect(fence).toBeUndefined();
  return lines;
}
