import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { diffText } from '../../reports/diff-text.ts';
import { PLAIN } from '../../reports/style.ts';
import { watchText, type WrittenSynth } from '../../reports/watch-text.ts';
import { writeDist } from '../dist.ts';
import { outdirAt } from '../dist/outdir.ts';
import { Replaced } from '../dist/replaced.ts';
import { inFolder, pair } from '../dist/test-support.ts';
import { synthReport } from '../synth-report-of.ts';
import { readSchemas } from '../validate/read-schemas.ts';
import { compareChanged } from './compare-changed.ts';

type Pairs = Readonly<Record<string, Readonly<Record<string, string>>>>;

const PACKAGE = resolve(__dirname, '../../..');

async function write(root: string, pairs: Pairs): Promise<WrittenSynth> {
  const target = { outdir: outdirAt(root, join(root, 'dist')), whole: true };
  const { rendered, plans } = await writeDist(root, [target], () => ({ pairs: Object.entries(pairs).map(([way, files]) => pair(way, files)), argocd: [] }), { onWait: () => undefined, onTouch: () => undefined });
  return synthReport(rendered, plans[0]!);
}

/** What is told of a write after another one. */
async function told(root: string, before: Pairs, after: Pairs) {
  await write(root, before);
  const replaced = new Replaced(root);
  const synth = await write(root, after);
  const diff = compareChanged(synth, { root, replaced, schemas: readSchemas(PACKAGE), isPlaced: false });
  replaced.close();
  return { synth, diff, text: diffText(diff, 120, PLAIN) };
}

const HEAD = 'app.kubernetes.io/managed-by: slipway';

function deployment(image: string, selector = 'web', name = 'web'): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  namespace: shop\n  labels:\n    ${HEAD}\nspec:\n  selector:\n    matchLabels:\n      app: ${selector}\n  template:\n    metadata:\n      labels:\n        app: ${selector}\n    spec:\n      containers:\n        - name: web\n          image: ghcr.io/acme/web:${image}\n`;
}

function configMap(name: string, value: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: shop\n  labels:\n    ${HEAD}\ndata:\n  value: ${value}\n`;
}

const WEB = 'Deployment-web.yaml';
const MAP = 'ConfigMap-map.yaml';

interface Row {
  readonly before: Pairs;
  readonly after: Pairs;
  readonly says: readonly string[];
}

const ROWS: Readonly<Record<string, Row>> = {
  'pods that are rolled': { before: { 'dev/shop': { [WEB]: deployment('1'), [MAP]: configMap('map', 'a') } }, after: { 'dev/shop': { [WEB]: deployment('2'), [MAP]: configMap('map', 'a') } }, says: ['dev / shop', 'Deployment web', 'ghcr.io/acme/web:1 → 2', 'rolls', 'replaces its 1 pod'] },
  'what cannot be updated': { before: { 'dev/shop': { [WEB]: deployment('1') } }, after: { 'dev/shop': { [WEB]: deployment('1', 'other') } }, says: ['spec.selector', 'risk: high'] },
  'a new object': { before: { 'dev/shop': { [WEB]: deployment('1') } }, after: { 'dev/shop': { [WEB]: deployment('1'), [MAP]: configMap('map', 'a') } }, says: ['+ ', 'ConfigMap map'] },
  'an object that goes': { before: { 'dev/shop': { [WEB]: deployment('1'), [MAP]: configMap('map', 'a') } }, after: { 'dev/shop': { [WEB]: deployment('1') } }, says: ['- ', 'ConfigMap map'] },
  'a system that comes and one that goes': { before: { 'dev/shop': { [MAP]: configMap('map', 'a') }, 'dev/old': { [MAP]: configMap('map', 'a') } }, after: { 'dev/shop': { [MAP]: configMap('map', 'a') }, 'dev/zoo': { [MAP]: configMap('map', 'a') } }, says: ['zoo', 'is new: 1 object', 'old', 'goes: 1 object'] },
  'other bytes of the same meaning': { before: { 'dev/shop': { [MAP]: configMap('map', 'a') } }, after: { 'dev/shop': { [MAP]: configMap('map', '"a"') } }, says: ['no differences: dist as it was → dist as it is'] },
};

describe('what a render does to the clusters', () => {
  it.each(Object.entries(ROWS))('tells of %s', (_, { before, after, says }) => inFolder(async (root) => {
    const { text } = await told(root, before, after);
    for (const word of says) expect(text).toContain(word);
  })());

  it('is shown in docs/scale.md', inFolder(async (root) => {
    const { synth, diff } = await told(root, { 'dev/shop': { [WEB]: deployment('1') } }, { 'dev/shop': { [WEB]: deployment('2') } });
    const [, example] = /## While you edit\n[^]*?```text\n([^]*?)```/.exec(readFileSync(join(PACKAGE, 'docs/scale.md'), 'utf8'))!;
    expect(watchText({ synth, diff, seconds: 0.31, isMended: false }, 96, PLAIN)).toBe(example);
  }));

  it('is asked of the pairs alone that changed', inFolder(async (root) => {
    const { diff } = await told(root, { 'dev/shop': { [MAP]: configMap('map', 'a') }, 'qa/shop': { [MAP]: configMap('map', 'a') } }, { 'dev/shop': { [MAP]: configMap('map', 'b') }, 'qa/shop': { [MAP]: configMap('map', 'a') } });
    expect(diff.pairs.map(({ environment }) => environment)).toEqual(['dev']);
  }));

  it('is folded where it is the same in many pairs, and asked of no more than fifty', inFolder(async (root) => {
    const many = (value: string): Pairs => Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`dev/shop-${String(index).padStart(3, '0')}`, { [MAP]: configMap('map', value) }]));
    const { diff, synth, text } = await told(root, many('a'), many('b'));
    expect(diff.pairs).toHaveLength(50);
    expect(diff.pairs.at(-1)!.system).toBe('shop-117');
    expect(text).toContain('note: 50 of the 120 pairs that changed are told of here; slipway diff compares all');
    const shown = watchText({ synth, diff, seconds: 0.5, isMended: false }, 120, PLAIN);
    expect(shown).toContain('  and 110 more\n');
    expect(shown.endsWith('\n120 files changed, 0.50 s\n')).toBe(true);
    expect(shown.split('\n').length).toBeLessThan(30);
  }));

  it('is cut after the riskiest, however much it is', inFolder(async (root) => {
    const many = (value: string): Pairs => ({ 'dev/shop': { ...Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`ConfigMap-map-${index}.yaml`, configMap(`map-${index}`, value).replace('value:', `key-${index}:`)])), [WEB]: deployment('1', value) } });
    const { diff, synth } = await told(root, many('a'), many('b'));
    const shown = watchText({ synth, diff, seconds: 0.5, isMended: false }, 120, PLAIN);
    expect(shown).toMatch(/\nand \d+ more lines; slipway diff shows all\n\nrisk: high;/);
    expect(shown.indexOf('Deployment web')).toBeLessThan(shown.indexOf('ConfigMap map'));
    expect(shown.split('\n').length).toBeLessThan(90);
  }));
});
