import { describe, expect, it } from '@jest/globals';
import { changeShape, translated } from '../src/cli/plan/change-shape.ts';
import { MOST_PROVEN, withProofs } from '../src/cli/plan/prove-pairs.ts';
import { SharedProofs } from '../src/cli/plan/shared-proofs.ts';
import { compareSides } from '../src/cli/diff/compare-sides.ts';
import { type PairManifests } from '../src/cli/manifests/pair-manifests.ts';
import { readSchemas } from '../src/cli/validate/read-schemas.ts';
import { type Manifest } from '../src/kernel/manifest.ts';
import { type Waiver } from '../src/overlays/waivers.ts';
import { diffGithub } from '../src/reports/diff-github.ts';
import { diffHtml } from '../src/reports/diff-html.ts';
import { diffJson } from '../src/reports/diff-json.ts';
import { diffMarkdown, MOST_MARKDOWN } from '../src/reports/diff-markdown.ts';
import { type DiffReport } from '../src/reports/diff-report.ts';
import { diffText } from '../src/reports/diff-text.ts';
import { PLAIN } from '../src/reports/style.ts';
import { ROOT } from './every-system.ts';
import { side } from './many-image-bumps.ts';
import { CURRENT, NAMES, newRelease } from './plan-variants.ts';

const schemas = readSchemas(ROOT);
const OPTIONS = { schemas, kubernetesOf: () => '1.34', waivers: [] as readonly Waiver[] };
const KUBERNETES = { kubernetes: '1.34', schemas: () => schemas('1.34') };
const next = newRelease();

function pairOf(name: string, manifests: readonly Manifest[]): PairManifests {
  const [environment = '', system = ''] = name.split('/');
  return { environment, system, objects: manifests.map((manifest, index) => ({ manifest, file: `dist/${environment}/${system}/${index}.yaml` })) };
}

/** The pair as it would be under other names. */
function renamed(pair: PairManifests, environment: string, system: string): PairManifests {
  const text = JSON.stringify(pair.objects)
    .replace(new RegExp(`(?<![A-Za-z0-9])(?:${pair.system}|${pair.environment})(?![A-Za-z0-9])`, 'g'), (name) => (name === pair.system ? system : environment))
    .replace(/(?<![A-Za-z0-9])[0-9a-f]{7,64}(?![A-Za-z0-9])/g, (hash) => (/^\d+$/.test(hash) ? hash : hash.replace(/.$/, (digit) => (parseInt(digit, 16) ^ 1).toString(16))));
  return { environment, system, objects: JSON.parse(text) as PairManifests['objects'] };
}

/** Slipway's own, and each a change that breaks something. */
function reportOf(systems: number, kind: 'same' | 'own' | 'different', change: (manifest: Manifest, index: number) => Manifest = (manifest) => manifest, waivers: readonly Waiver[] = []): DiffReport {
  const [before, after] = ([0, 1] as const).map((version) =>
    side(systems, kind, version).map((pair, index): PairManifests => ({ ...pair, objects: pair.objects.map((one) => ({ ...one, manifest: version === 0 ? managed(one.manifest) : change(managed(one.manifest), index) })) })),
  ) as [PairManifests[], PairManifests[]];
  const pairs = compareSides(before, after, { ...OPTIONS, isPlaced: true });
  return { before: 'main', after: 'the working tree', mode: 'change', notes: [], pairs: withProofs(pairs, before, after, { ...OPTIONS, waivers }) };
}

function managed(manifest: Manifest): Manifest {
  return { ...manifest, metadata: { ...manifest.metadata, labels: { ...manifest.metadata.labels, 'app.kubernetes.io/managed-by': 'slipway' } } };
}

/** A Service that finds nothing any more. */
function astray(manifest: Manifest): Manifest {
  return manifest.kind === 'Service' ? { ...manifest, spec: { ...(manifest['spec'] as object), selector: { 'app.kubernetes.io/name': 'nobody' } } } : manifest;
}

const WRITERS: Readonly<Record<string, (report: DiffReport) => string>> = { text: (report) => diffText(report, 100, PLAIN), markdown: diffMarkdown, html: diffHtml, json: diffJson, github: diffGithub };

describe('the shape of a change', () => {
  it.each(NAMES)('%s has the shape and the proof that it has under other names', (name) => {
    const [before, after] = [pairOf(name, CURRENT.get(name)!), pairOf(name, next.get(name)!)];
    // A name that sorts where this one does, so that what is sent one after the other stays so.
    const [was, is] = [renamed(before, `${after.environment}x`, `${after.system}x`), renamed(after, `${after.environment}x`, `${after.system}x`)];
    const [own, other] = [changeShape(before, after, '1.34'), changeShape(was, is, '1.34')];
    expect(other.text).toBe(own.text);
    const shared = new SharedProofs();
    shared.of(before, after, KUBERNETES);
    expect(shared.of(was, is, KUBERNETES)).toEqual(new SharedProofs().of(was, is, KUBERNETES));
  });

  const [before, after] = ([0, 1] as const).map((version) => side(2, 'same', version)) as [PairManifests[], PairManifests[]];
  const shapeOf = (index: number, change: (manifest: Manifest) => Manifest = (manifest) => manifest): string => changeShape(before[index], { ...after[index]!, objects: after[index]!.objects.map((one) => ({ ...one, manifest: change(one.manifest) })) }, '1.34').text;

  it('is the same of two systems alike', () => {
    expect(shapeOf(0)).toBe(shapeOf(1));
  });

  it.each<[string, (manifest: Manifest) => Manifest]>([
    ['a field', (manifest) => ({ ...manifest, spec: { ...(manifest['spec'] as object), paused: true } })],
    ['a number, long as it may be', (manifest) => ({ ...manifest, spec: { ...(manifest['spec'] as object), progressDeadlineSeconds: 1234567 } })],
    ['a wave', (manifest) => ({ ...manifest, metadata: { ...manifest.metadata, annotations: { 'argocd.argoproj.io/sync-wave': '3' } } })],
    ['a name', (manifest) => ({ ...manifest, metadata: { ...manifest.metadata, name: `${manifest.metadata.name}-2` } })],
  ])('is another one where %s differs', (_name, change) => {
    expect(shapeOf(0, change)).not.toBe(shapeOf(1));
  });

  it('is another one where the same name stands for another', () => {
    const swapped = (manifest: Manifest): Manifest => JSON.parse(JSON.stringify(manifest).replace('shop-1-dev', 'shop-1')) as Manifest;
    expect(shapeOf(1, swapped)).not.toBe(shapeOf(0));
  });

  it('is another one where objects are sent in another order', () => {
    const pair = (first: string, second: string): PairManifests => ({ environment: 'dev', system: 'shop', objects: [first, second].map((name) => ({ manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }, file: '' })) });
    expect(changeShape(undefined, pair('a', 'shop'), '1.34').text).toBe(changeShape(undefined, { ...pair('a', 'fair'), system: 'fair' }, '1.34').text);
    expect(changeShape(undefined, pair('m', 'shop'), '1.34').text).not.toBe(changeShape(undefined, { ...pair('m', 'fair'), system: 'fair' }, '1.34').text);
  });

  it('tells what was found in the names of each', () => {
    expect(translated('Service web of shop in shop-dev, not workshop', ['shop-dev', 'shop'], ['fair-production', 'fair'])).toBe('Service web of fair in fair-production, not workshop');
  });
});

describe('the proof in a report of differences', () => {
  it('is told in one line where nothing was found', () => {
    const report = reportOf(3, 'own');
    expect(diffText(report, 100, PLAIN)).toContain('\nProven: what serves on the way: nothing found for 9 pairs, at 18 points of failure\n');
    for (const write of Object.values(WRITERS)) expect(write(report)).not.toContain('counterexample for');
  });

  it('tells a counterexample once for all pairs that have it, in every form', () => {
    const report = reportOf(3, 'own', astray);
    for (const [form, write] of Object.entries(WRITERS)) expect([form, write(report).match(/services-select/g)?.length]).toEqual([form, form === 'json' ? 9 : 1]);
    expect(diffText(report, 100, PLAIN)).toContain('Service app selects no pod that serves');
    expect(diffGithub(report)).toMatch(/^::error file=dist\/dev\/shop-0\/Service-app\.yaml,title=services-select%3A Service app::/m);
  });

  it('tells it in the own names of each pair to programs', () => {
    const told = JSON.parse(diffJson(reportOf(2, 'own', astray))) as { pairs: { system: string; environment: string; proof: { outcome: string; counterexamples: { object: { namespace: string } }[] } }[] };
    for (const { system, environment, proof } of told.pairs) {
      expect(proof.outcome).toBe('proven');
      expect(proof.counterexamples.map(({ object }) => object.namespace)).toEqual([`${system}-${environment}`]);
    }
  });

  it('says who accepts what, and of which pairs nothing was proven', () => {
    const waiver: Waiver = { rule: 'services-select', object: { kind: 'Service', name: 'app' }, systems: ['shop-0'], reason: 'nobody calls it', owner: 'team', expires: '2999-01-01', file: '', line: 1, column: 1 };
    const text = diffText(reportOf(2, 'own', astray, [waiver]), 100, PLAIN);
    expect(text).toContain('1 counterexample for 3 of 6 pairs');
    expect(text).toContain('= services-select  3 environments / shop-0  accepted: nobody calls it'.replace('3 environments', 'dev, production, staging'));
  });

  it('proves no more changes than it says, the riskiest first', () => {
    const report = reportOf(MOST_PROVEN, 'different', (manifest, index) => (index === 3 * MOST_PROVEN - 1 ? astray(manifest) : manifest));
    const outcomes = report.pairs.map(({ proof }) => proof?.outcome);
    expect(outcomes.filter((outcome) => outcome === 'unproven').length).toBeGreaterThan(0);
    expect(report.pairs.filter(({ diff }) => diff.risk === 'high').map(({ proof }) => proof?.outcome)).toEqual(['proven']);
    for (const form of ['text', 'markdown', 'html'] as const) expect(WRITERS[form]!(report).replace(/[\s`]+/g, ' ')).toContain('slipway validate --from proves all');
  });

  it('is not made of what slipway did not render, nor where all goes', () => {
    const [before, after] = ([0, 1] as const).map((version) => side(2, 'same', version)) as [PairManifests[], PairManifests[]];
    expect(withProofs(compareSides(before, after, { ...OPTIONS, isPlaced: false }), before, after, OPTIONS).filter(({ proof }) => proof !== undefined)).toEqual([]);
    const own = before.map((pair): PairManifests => ({ ...pair, objects: pair.objects.map((one) => ({ ...one, manifest: managed(one.manifest) })) }));
    const proofs = withProofs(compareSides(own, [], { ...OPTIONS, isPlaced: false }), own, [], OPTIONS).map(({ proof }) => proof?.outcome);
    expect(new Set(proofs)).toEqual(new Set(['unproven']));
  });

  it('is not cut off in a comment before what is of little risk', () => {
    const report = reportOf(100, 'different', (manifest, index) => ({ ...astray(manifest), metadata: { ...manifest.metadata, annotations: { note: `${index} ${'x'.repeat(2_000)}` } } }));
    const text = diffMarkdown(report);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_MARKDOWN);
    expect(text).toContain('services-select');
  });
});
