import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { compareIdentity, identityOf, type Manifest } from '../src/kernel/manifest.ts';
import { readManifests } from '../src/kernel/yaml-reader.ts';
import { type ChartFile, type ChartSource } from '../src/reports/helm/chart-source.ts';
import { chartsOf } from '../src/reports/helm/charts-of.ts';
import { HARD } from '../src/reports/helm/test-support/hard-source.ts';
import { renderedChart } from '../src/reports/helm/test-support/rendered-chart.ts';
import { CliProject, ROOT, treeOf } from './cli-project.ts';
import { distSystems } from './dist-systems.ts';

jest.setTimeout(120_000);

const SOURCES: readonly ChartSource[] = [...distSystems(join(ROOT, 'dist')), HARD];
const PLACES = SOURCES.flatMap((source) => source.environments.map(({ name, manifests }) => [`${source.system} in ${name}`, source, name, manifests] as const));

const hasHelm = spawnSync('helm', ['version', '--short']).status === 0;
const withHelm = hasHelm ? describe : describe.skip;

const sorted = (manifests: readonly Manifest[]): Manifest[] => [...manifests].sort((a, b) => compareIdentity(identityOf(a), identityOf(b)));
const made = new Map(SOURCES.map((source): [ChartSource, readonly ChartFile[]] => [source, chartsOf(source)]));

describe('the charts of what dist holds', () => {
  it.each(PLACES)('render, evaluated without helm: %s', (_name, source, environment, manifests) => {
    expect(sorted(renderedChart(made.get(source)!, environment))).toEqual(sorted(manifests));
  });
});

describe('setting one image', () => {
  const digest = `sha256:${'0'.repeat(63)}9`;
  const tag = 'v9999.0.1';

  it.each(SOURCES.map((source) => [source.system, source] as const))('changes nothing else in %s, whichever it is', (_name, source) => {
    const { name } = source.environments.at(-1)!;
    const files = made.get(source)!;
    const before = renderedChart(files, name).map((manifest) => JSON.stringify(manifest));
    const images = imagesIn(load(files.find(({ path }) => path === `values-${name}.yaml`)!.text));
    expect(images.length).toBeGreaterThan(0);
    for (const { path, repository } of images) {
      let old: Record<string, string> = {};
      const after = renderedChart(files, name, (values) => {
        const copy = structuredClone(values);
        const image = path.reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, copy);
        old = { ...image } as Record<string, string>;
        Object.assign(image, { ...(old['tag'] === undefined ? {} : { tag }), digest });
        return copy;
      }).map((manifest) => JSON.stringify(manifest));
      const changed = after.filter((text, index) => text !== before[index]);
      expect([path, changed.filter((text) => !text.includes(repository) && !text.includes('"kind":"Job"'))]).toEqual([path, []]);
      expect(changed.length).toBeGreaterThan(0);
      expect(after.map((text) => text.replaceAll(tag, old['tag']!).replaceAll(digest, old['digest']!))).toEqual(before);
      // Every image of another repository is the one it was.
      expect(changed.flatMap((text) => text.match(/[^"]+@sha256:0{63}9/g) ?? []).filter((reference) => !reference.startsWith(repository))).toEqual([]);
    }
  });
});

/** Every image among values, and where it lies. */
function imagesIn(value: unknown, path: readonly string[] = []): { readonly path: readonly string[]; readonly repository: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { repository, digest } = value as Record<string, unknown>;
  if (typeof repository === 'string' && typeof digest === 'string') return [{ path, repository }];
  return Object.entries(value).flatMap(([key, child]) => imagesIn(child, [...path, key]));
}

withHelm('helm, where it is installed', () => {
  let folder: string;
  const chartOf = (source: ChartSource): string => join(folder, source === HARD ? 'hard' : source.system);
  const helm = (...argv: readonly string[]): string => execFileSync('helm', [...argv], { encoding: 'utf8', maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HELM_CACHE_HOME: folder, HELM_CONFIG_HOME: folder, HELM_DATA_HOME: folder } });
  const template = (source: ChartSource, environment: string, ...more: readonly string[]): Manifest[] =>
    readManifests(helm('template', 'any', chartOf(source), '-f', join(chartOf(source), `values-${environment}.yaml`), ...more), 'helm template').manifests.map(({ value }) => value);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-helm-'));
    for (const [source, files] of made) {
      for (const { path, text } of files) {
        const file = join(chartOf(source), path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(SOURCES.map((source) => [source === HARD ? 'a hard system' : source.system, source] as const))('finds nothing to say about %s, nor about the charts in it', (_name, source) => {
    expect(helm('lint', '--strict', '--with-subcharts', '--quiet', chartOf(source)).trim()).toBe('');
  });

  it.each(PLACES)('renders and lints %s', (_name, source, environment, manifests) => {
    expect(helm('lint', '--strict', '--quiet', chartOf(source), '-f', join(chartOf(source), `values-${environment}.yaml`)).trim()).toBe('');
    expect(sorted(template(source, environment))).toEqual(sorted(manifests));
  });

  it('changes with one image what runs it and what tells it', () => {
    const before = sorted(template(HARD, 'production'));
    const after = sorted(template(HARD, 'production', '--set-string', `web-front.image.tag=v9,web-front.image.digest=sha256:${'9'.repeat(64)}`));
    expect(after.filter((manifest, index) => JSON.stringify(manifest) !== JSON.stringify(before[index])).map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(['ConfigMap/shop-release', 'Deployment/web-front', 'Job/shop-smoke']);
  });

  it('refuses a value that there is not', () => {
    expect(() => template(HARD, 'production', '--set', 'worker.replica=3')).toThrow(/additional properties 'replica' not allowed/);
  });
});

describe('slipway synth --format helm', () => {
  let project: CliProject;
  beforeAll(() => {
    project = CliProject.ofThisRepository();
  });
  afterAll(() => project.remove());
  const charts = () => treeOf(project.path('charts'));

  it('writes charts/<system>, leaves dist alone, and finds them current afterwards', async () => {
    expect(await project.slipway(['synth', '--format', 'helm', '--check'])).toMatchObject({ code: 1, stdout: expect.stringContaining('fix: npx slipway synth --format helm') });
    expect(await project.slipway(['synth', '--format', 'helm'])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(' in charts, ') });
    expect([...charts().keys()]).toEqual(expect.arrayContaining(['capakraken/Chart.yaml', 'capakraken/values.schema.json', 'capakraken/values-production.yaml', 'capakraken/charts/app/templates/Deployment-app.yaml']));
    expect(treeOf(project.path('dist')).size).toBe(0);
    const { code, stdout } = await project.slipway(['synth', '--format', 'helm', '--check', '-o', 'json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { schema: 'slipway.charts/v1', outcome: 'current', outdir: 'charts' }]);
  });

  it('removes what it wrote and nothing renders any more, and refuses what somebody else wrote', async () => {
    project.write('charts/capakraken/charts/gone/Chart.yaml', charts().get('capakraken/Chart.yaml')!);
    expect(await project.slipway(['synth', '--format', 'helm'])).toMatchObject({ code: 0, stdout: expect.stringContaining('1 removed') });
    expect([...charts().keys()].filter((path) => path.includes('gone'))).toEqual([]);
    const before = charts();
    project.write('charts/capakraken/notes.txt', 'mine');
    expect(await project.slipway(['synth', '--format', 'helm'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/charts\/capakraken\/notes\.txt\n.*did not write.*\n.*fix: mv /) });
    rmSync(project.path('charts/capakraken/notes.txt'));
    expect(charts()).toEqual(before);
  });

  const refused: Record<string, [argv: readonly string[], message: RegExp]> = {
    'one environment': [['--env', 'dev'], /one chart of all environments[^]*fix: .*values-<environment>\.yaml/],
    'what is to be printed': [['--stdout'], /--stdout has nothing to print\n.*fix: leave --stdout out/],
    'charts among manifests': [['--outdir', 'dist'], /dist holds manifests, and no charts\n.*fix: --outdir charts/],
    'charts among sources': [['--outdir', 'src'], /no place to write to\n.*fix: --outdir charts/],
    'another form': [['--format', 'kustomize'], /manifests, helm/],
  };
  it.each(Object.entries(refused))('refuses %s', async (_name, [argv, message]) => {
    const { code, stderr } = await project.slipway(['synth', '--format', 'helm', ...argv]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});
