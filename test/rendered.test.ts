import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkManifests } from '../src/checks/check-manifests.ts';
import { prunedBy } from '../src/checks/pruned-by.ts';
import { renderAll } from '../src/render/render-all.ts';
import { type RenderedPair } from '../src/render/render-pair.ts';
import { systems } from '../src/systems/registry.ts';
import { objects, pairs, ROOT } from './every-system.ts';

const pairNames = pairs.map((pair) => [`${pair.environment}/${pair.system}`, pair] as const);

describe('dist', () => {
  it.each(pairNames)('is what the sources render: %s', (name, pair) => {
    const folder = join(ROOT, 'dist', name);
    expect(readdirSync(folder).sort()).toEqual(pair.files.map((file) => file.name));
    for (const file of pair.files) expect(readFileSync(join(folder, file.name), 'utf8')).toBe(file.text);
  });

  it('holds CapaKraken in dev, staging and production', () => {
    expect(pairNames.map(([name]) => name)).toEqual(expect.arrayContaining(['dev/capakraken', 'staging/capakraken', 'production/capakraken']));
  });
});

describe('every rendered environment', () => {
  it.each(pairNames)('passes every check: %s', (_name, pair) => {
    expect(checkManifests(pair.files.map(({ manifest }) => manifest))).toEqual([]);
  });

  it('has labels that say what belongs where, on every object', () => {
    const required = ['name', 'instance', 'component', 'part-of', 'managed-by'].map((label) => `app.kubernetes.io/${label}`);
    const lacking = objects.filter(([, manifest]) => required.some((label) => manifest.metadata.labels?.[label] === undefined));
    expect(lacking.map(([path]) => path)).toEqual([]);
  });

  it('puts the version on workloads, Jobs and their pods only', () => {
    const versioned = objects.filter(([, manifest]) => manifest.metadata.labels?.['app.kubernetes.io/version'] !== undefined);
    expect([...new Set(versioned.map(([, manifest]) => manifest.kind))].filter((kind) => !['CronJob', 'Deployment', 'Rollout', 'StatefulSet', 'Job'].includes(kind))).toEqual([]);
  });

  it('selects by name, instance and component only', () => {
    const selectors = objects.flatMap(([path, manifest]) => {
      const selector = (manifest['spec'] as { selector?: { matchLabels?: object } } | undefined)?.selector?.matchLabels;
      return ['Deployment', 'Rollout', 'StatefulSet'].includes(manifest.kind) ? [[path, Object.keys(selector ?? {}).sort()] as const] : [];
    });
    const allowed = ['app.kubernetes.io/component', 'app.kubernetes.io/instance', 'app.kubernetes.io/name'];
    expect(selectors.length).toBeGreaterThan(2);
    expect(selectors.filter(([, labels]) => labels.join() !== allowed.join())).toEqual([]);
  });

  it('holds no Secret', () => {
    expect(objects.filter(([, manifest]) => manifest.kind === 'Secret')).toEqual([]);
  });
});

describe('a new release', () => {
  it.each(['dev', 'staging', 'production'])('changes the workload, the hook Jobs and the release ConfigMap, and prunes nothing: %s', (environment) => {
    const before = pairOf(pairs, environment);
    const after = pairOf(renderEdited((overlays) => replaceDigests(join(overlays, 'capakraken', `${environment}.release.yaml`))), environment);
    expect(changedFiles(before, after)).toEqual([
      'ConfigMap-capakraken-release.yaml',
      'Deployment-app.yaml',
      'Job-capakraken-migrate.yaml',
      'Job-capakraken-smoke.yaml',
    ]);
    expect(prunedBy(manifestsOf(before), manifestsOf(after))).toEqual([]);
  });

  it('that changes only the migrator leaves the workload alone', () => {
    const before = pairOf(pairs, 'production');
    const after = pairOf(
      renderEdited((overlays) => {
        const file = join(overlays, 'capakraken', 'production.release.yaml');
        const [head, migrator] = readFileSync(file, 'utf8').split('  migrator:');
        writeFileSync(file, `${head}  migrator:${migrator!.replace(/sha256:[0-9a-f]{8}/, 'sha256:00000000').trimEnd()}\n    version: sha-0000001\n`);
      }),
      'production',
    );
    expect(changedFiles(before, after)).toEqual(['ConfigMap-capakraken-release.yaml', 'Job-capakraken-migrate.yaml']);
  });

  it('is the very same in staging and production', () => {
    const release = (environment: string) => readFileSync(join(ROOT, 'overlays/capakraken', `${environment}.release.yaml`), 'utf8').replace(/^definition: .*\n/m, '');
    expect(release('production')).toBe(release('staging'));
  });
});

describe('kubectl kustomize', () => {
  const installed = succeeds('kubectl', ['version', '--client']);
  const orSkip = installed ? it : it.skip;

  orSkip.each(pairNames)(`takes every file of %s, with no duplicate ids${installed ? '' : ' (kubectl is not installed)'}`, (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-kustomize-'));
    try {
      cpSync(join(ROOT, 'dist', name), folder, { recursive: true });
      const files = readdirSync(folder).sort();
      writeFileSync(join(folder, 'kustomization.yaml'), `resources:\n${files.map((file) => `  - ${JSON.stringify(file)}\n`).join('')}`);
      const out = execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'pipe'] });
      expect(out.split(/^---$/m)).toHaveLength(files.length);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function renderEdited(edit: (overlays: string) => void): RenderedPair[] {
  const root = mkdtempSync(join(tmpdir(), 'slipway-edited-'));
  try {
    cpSync(join(ROOT, 'overlays'), join(root, 'overlays'), { recursive: true });
    edit(join(root, 'overlays'));
    return renderAll({ root, systems });
  } finally {
    rmSync(root, { recursive: true });
  }
}

function replaceDigests(file: string): void {
  const text = readFileSync(file, 'utf8');
  const edited = text.replaceAll(/sha256:[0-9a-f]{8}/g, 'sha256:00000000').replaceAll(/version: .*/g, 'version: sha-0000001');
  expect(edited).not.toBe(text);
  writeFileSync(file, edited);
}

function pairOf(all: readonly RenderedPair[], environment: string): RenderedPair {
  return all.find((pair) => pair.environment === environment && pair.system === 'capakraken')!;
}

function manifestsOf(pair: RenderedPair) {
  return pair.files.map(({ manifest }) => manifest);
}

function changedFiles(before: RenderedPair, after: RenderedPair): string[] {
  const old = new Map(before.files.map(({ name, text }) => [name, text]));
  const added = after.files.filter(({ name, text }) => old.get(name) !== text).map(({ name }) => name);
  const removed = before.files.filter(({ name }) => !after.files.some((file) => file.name === name)).map(({ name }) => name);
  return [...added, ...removed].sort();
}

function succeeds(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
