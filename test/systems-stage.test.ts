import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { checkManifests } from '../src/checks/check-manifests.ts';
import { type Manifest } from '../src/kernel/manifest.ts';
import { type RenderedPair } from '../src/render/render-pair.ts';
import { pairs as ordinary } from './every-system.ts';
import { type Overlays, renderEdited } from './edited-overlays.ts';

const deployed = [...new Set(ordinary.filter(({ environment }) => environment === 'production').map(({ system }) => system))];

/** Production becomes a stage of two regions, the second one in a cluster and a domain of its own. */
function inTwoRegions(overlays: Overlays, archives = true): void {
  const file = 'overlays/environments.yaml';
  const text = overlays.read(file);
  const block = /\n {2}production:\n(?: {4}.*\n|\n(?= ))*/.exec(`${text.trimEnd()}\n`)![0];
  const placed = (region: string, order: number): string => region.replace('    cluster', `    stage: live\n    order: ${order}\n    cluster`);
  const us = block.replace('production:', 'production-us:').replaceAll('name: production', 'name: production-us').replaceAll('.acme.example/', '.us.acme.example/').replace('domain: acme.example', 'domain: us.acme.example');
  overlays.write(file, `${text.trimEnd()}\n`.replace(block, `${placed(block, 2).trimEnd()}\n${placed(us, 1)}`).replaceAll('[dev, staging, production]', '[dev, staging, production, production-us]'));
  for (const system of deployed) {
    const own = overlays.read(`overlays/${system}/production.yaml`);
    // What both regions share stands in the stage's file; what only a region knows, in its own.
    overlays.write(`overlays/${system}/live.yaml`, own);
    overlays.write(`overlays/${system}/production.yaml`, 'schema: slipway.overlay/v1\n');
    overlays.write(`overlays/${system}/production-us.yaml`, `${hostsOf(own)}${archives ? archiveOf(own) : ''}`);
    overlays.write(`overlays/${system}/production-us.release.yaml`, overlays.read(`overlays/${system}/production.release.yaml`));
  }
}

/** An overlay of nothing but the hosts of another one, in the other region's domain. */
function hostsOf(text: string): string {
  const kept = text.split('\n').filter((line, index, lines) => /^ {2}host: /.test(line) || (/^\S+:$/.test(line) && holdsHost(lines.slice(index + 1))));
  return `schema: slipway.overlay/v1\n${kept.join('\n').replaceAll('.acme.example', '.us.acme.example')}\n`;
}

/** Each region archives its database to a place of its own. */
function archiveOf(text: string): string {
  const [, destination] = /^ {4}destination: (\S+)$/m.exec(text) ?? [];
  return destination === undefined ? '' : `postgres:\n  backup:\n    destination: ${destination}-us\n`;
}

function holdsHost(following: readonly string[]): boolean {
  const end = following.findIndex((line) => /^\S/.test(line));
  return following.slice(0, end === -1 ? undefined : end).some((line) => /^ {2}host: /.test(line));
}

const { pairs, argocd } = renderEdited((overlays) => inTwoRegions(overlays));
const pairOf = (environment: string, system: string): RenderedPair => pairs.find((pair) => pair.environment === environment && pair.system === system)!;
const manifestsOf = ({ files }: RenderedPair): Manifest[] => files.map(({ manifest }) => manifest);
const inArgocd = (path: string): Record<string, never>[] => argocd.filter((folder) => folder.path === path).flatMap(({ files }) => files.map(({ text }) => load(text) as Record<string, never>));

describe('a stage of two regions', () => {
  it.each(deployed)('is rendered in both, from what the stage shares, and holds every rule: %s', (system) => {
    const [eu, us] = [pairOf('production', system), pairOf('production-us', system)];
    for (const pair of [eu, us]) expect(checkManifests(manifestsOf(pair))).toEqual([]);
    expect(eu.files.map(({ text }) => text)).toEqual(ordinary.find((pair) => pair.environment === 'production' && pair.system === system)!.files.map(({ text }) => text));
    expect(us.files.map(({ manifest }) => manifest.kind)).toEqual(eu.files.map(({ manifest }) => manifest.kind));
    expect(JSON.stringify(manifestsOf(us))).toContain('.us.acme.example');
  });

  it.each(deployed)('runs one release in both: %s', (system) => {
    const releases = ['production', 'production-us'].map((environment) => manifestsOf(pairOf(environment, system)).find(({ metadata }) => metadata.name === `${system}-release`)!['data']);
    expect(releases[1]).toEqual(releases[0]);
    const images = ['production', 'production-us'].map((environment) => [...JSON.stringify(manifestsOf(pairOf(environment, system))).matchAll(/"image":"([^"]+)"/g)].map(([, image]) => image!).sort());
    expect(images[1]).toEqual(images[0]);
  });

  it.each(deployed)('is one AppProject, which lets it go to both, and an Application in each: %s', (system) => {
    const [project] = inArgocd('argocd/projects').filter((each) => (each as unknown as Manifest).metadata.name === `${system}-live`) as unknown as { spec: { destinations: { name: string; namespace: string }[] } }[];
    expect(project!.spec.destinations.map(({ name, namespace }) => `${name} ${namespace}`).sort()).toEqual([`production ${system}-production`, `production-us ${system}-production-us`]);
    for (const environment of ['production', 'production-us']) {
      expect(inArgocd(`argocd/applications/${environment}`)).toContainEqual(expect.objectContaining({ name: `${system}-${environment}`, project: `${system}-live`, stage: 'live', folder: `${environment}/${system}` }));
    }
  });

  it('is refused where both would archive their databases to one place, at the line of the stage that says so', () => {
    expect(() => renderEdited((overlays) => inTwoRegions(overlays, false))).toThrow(/overlays\/capakraken\/live\.yaml:\d+:\d+ {2}postgres\.backup\.destination\n[^]*production-us\/capakraken[^]*fix: destination: s3:\/\/acme-production-backups\/capakraken\/production-us /);
  });

  it('leaves every other environment as it is', () => {
    const others = (all: readonly RenderedPair[]): string[] => all.filter(({ environment }) => !environment.startsWith('production')).flatMap(({ environment, system, files }) => files.map(({ name, text }) => `${environment}/${system}/${name}\n${text}`));
    expect(others(pairs)).toEqual(others(ordinary));
  });
});
