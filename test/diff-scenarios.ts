import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareSides } from '../src/cli/diff/compare-sides.ts';
import { withBlame } from '../src/cli/diff/with-blame.ts';
import { type PairManifests } from '../src/cli/manifests/pair-manifests.ts';
import { pairsRendered } from '../src/cli/manifests/pairs-rendered.ts';
import { withProofs } from '../src/cli/plan/prove-pairs.ts';
import { readEnvironments } from '../src/cli/validate/environment-facts.ts';
import { readSchemas } from '../src/cli/validate/read-schemas.ts';
import { type Json, type Manifest } from '../src/kernel/manifest.ts';
import { loadOverlays } from '../src/overlays/load.ts';
import { renderAll } from '../src/render/render-all.ts';
import { type DiffReport } from '../src/reports/diff-report.ts';
import { systems } from '../src/systems/registry.ts';
import { pairs, ROOT } from './every-system.ts';

/** A change that a reviewer gets to see. */
export interface Scenario {
  /** Edits of overlays: the text that is replaced, which must be there, by file. */
  readonly overlays?: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;
  /** What becomes of an object of a pair: another one, or nothing. @default it stays */
  readonly object?: (manifest: Manifest, environment: string, system: string) => Manifest | undefined;
  /** Whether the edited side is the one before. @default false */
  readonly isBack?: boolean;
}

const schemas = readSchemas(ROOT);
const environments = readEnvironments(ROOT);

/** Compares what this repository renders with what it renders after a change. */
export async function reportOf({ overlays = {}, object = (manifest) => manifest, isBack = false }: Scenario): Promise<DiffReport> {
  const root = mkdtempSync(join(tmpdir(), 'slipway-diff-'));
  try {
    cpSync(join(ROOT, 'overlays'), join(root, 'overlays'), { recursive: true });
    mkdirSync(join(root, 'src'));
    symlinkSync(join(ROOT, 'src', 'systems'), join(root, 'src', 'systems'));
    for (const [file, edits] of Object.entries(overlays)) {
      const path = join(root, 'overlays', file);
      let text = readFileSync(path, 'utf8');
      for (const [from, to] of edits) {
        if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
        text = text.replaceAll(from, to);
      }
      writeFileSync(path, text);
    }
    const rendered = Object.keys(overlays).length === 0 ? pairs : renderAll({ root, systems });
    const changed = pairsRendered(rendered, 'dist').map(({ environment, system, objects }): PairManifests => ({ environment, system, objects: objects.flatMap((one) => (object(one.manifest, environment, system) === undefined ? [] : [{ ...one, manifest: object(one.manifest, environment, system)! }])) })).filter(({ objects }) => objects.length > 0);
    const own = pairsRendered(pairs, 'dist');
    const [before, after] = isBack ? [changed, own] : [own, changed];
    const options = { schemas, kubernetesOf: (name: string) => environments.get(name)!.target.kubernetes };
    const compared = withProofs(compareSides(before, after, { ...options, isPlaced: false }), before, after, { ...options, waivers: [] });
    const blamed = await withBlame(compared, { root, systems, overlays: loadOverlays({ root: isBack ? ROOT : root, systems }), commit: undefined });
    return { before: 'dist of main at 1f2e3d4', after: 'the working tree, rendered', mode: 'change', pairs: blamed, notes: [] };
  } finally {
    rmSync(root, { recursive: true });
  }
}

const digest = (digits: string): string => digits.repeat(64 / digits.length);

/** An object of one name and kind, changed; all others as they are. */
function only(kind: string, name: string, where: string, change: (manifest: Manifest) => Manifest | undefined): NonNullable<Scenario['object']> {
  return (manifest, environment, system) => (manifest.kind === kind && manifest.metadata.name === name && `${environment}/${system}` === where ? change(structuredClone(manifest)) : manifest);
}

type Edit = readonly [path: readonly (string | number)[], value: Json];

/** Sets values deep in an object; a list that ends in `-` gets one more. */
function edited(...edits: readonly Edit[]): (manifest: Manifest) => Manifest {
  return (manifest) => {
    for (const [path, value] of edits) {
      const holder = path.slice(0, -1).reduce<unknown>((inner, step) => (inner as Record<string | number, unknown>)[step], manifest);
      if (Array.isArray(holder) && path.at(-1) === '-') holder.push(value);
      else (holder as Record<string | number, unknown>)[path.at(-1)!] = value;
    }
    return manifest;
  };
}

const CAPAKRAKEN = Object.fromEntries(
  ['staging', 'production'].map((environment) => [
    `capakraken/${environment}.release.yaml`,
    [
      ['sha-4f1c9d2', 'sha-5a2b8e1'],
      ['4f1c9d20123456789abcdef0123456789abcdef0', '5a2b8e10123456789abcdef0123456789abcdef0'],
      [digest('4f'), digest('5a')],
      [digest('4fa0'), digest('5ab0')],
    ] as const,
  ]),
);

/** The changes that reports are kept of, by the name of their files. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'image-bump': { overlays: CAPAKRAKEN },
  resources: { overlays: { 'tradepulse/production.yaml': [['resources: { cpu: "1", memory: 2Gi }', 'resources: { cpu: 1500m, memory: 3Gi }']] } },
  'renamed-port': { object: only('Service', 'api', 'production/couchannel', edited([['spec', 'ports', 0, 'name'], 'web'])) },
  'changed-selector': { object: only('Deployment', 'api', 'dev/tradepsykl', edited([['spec', 'selector', 'matchLabels', 'acme.example/track'], 'stable'], [['spec', 'template', 'metadata', 'labels', 'acme.example/track'], 'stable'])) },
  'removed-system': { object: (manifest, _, system) => (system === 'tradepsykl' ? undefined : manifest) },
  'claim-shrunk': { object: only('StatefulSet', 'postgres', 'dev/capakraken', edited([['spec', 'volumeClaimTemplates', 0, 'spec', 'resources', 'requests', 'storage'], '2Gi'])) },
  'variable-added': { object: only('Deployment', 'pricing-worker', 'production/cartrader', edited([['spec', 'template', 'spec', 'containers', 0, 'env', '-'], { name: 'BATCH_SIZE', value: '50' }])) },
  'autoscaler-bounds': { overlays: { 'couchannel/production.yaml': [['scale: { min: 3, max: 12, cpu: 70% }', 'scale: { min: 2, max: 10, cpu: 70% }']] } },
  'network-policy-opened': { object: only('NetworkPolicy', 'default-deny', 'production/tradepulse', edited([['spec', 'ingress'], [{}]])) },
  'mesh-switched': { overlays: { 'environments.yaml': [['mesh: linkerd', 'mesh: istio']] } },
  'config-line': {
    object: (manifest, environment, system) => {
      if (manifest.kind !== 'ConfigMap' || `${environment}/${system}` !== 'production/couchannel' || !manifest.metadata.name.startsWith('templates-')) return manifest;
      const data = Object.fromEntries(Object.entries(manifest['data'] as Record<string, string>).map(([key, text], index) => [key, index === 0 ? text.replace(/^.*$/m, (line) => `${line} (now with a seat map)`) : text]));
      return { ...manifest, metadata: { ...manifest.metadata, name: 'templates-b11f0c2d3e' }, data };
    },
  },
  'migration-only-release': { overlays: { 'cartrader/production.release.yaml': [[digest('c440'), digest('d550')], ['v1.4.2', 'v1.4.3'], ['c4d5e6f0123456789abcdef0123456789abcdef0', 'd5e6f7a0123456789abcdef0123456789abcdef0']] } },
  rollback: { overlays: { 'capakraken/production.release.yaml': CAPAKRAKEN['capakraken/production.release.yaml']! }, isBack: true },
};
