import { describe, expect, it } from '@jest/globals';
import { prunedBy } from '../src/checks/pruned-by.ts';
import { type RenderedPair } from '../src/render/render-pair.ts';
import { pairs } from './every-system.ts';
import { renderEdited } from './edited-overlays.ts';

const released = renderEdited((overlays) => {
  for (const { environment, system } of pairs) {
    const file = `overlays/${system}/${environment}.release.yaml`;
    // Equal ones become equal ones in every environment, because a version is one program: v1.2.3 becomes v91.2.3.
    overlays.write(file, overlays.read(file).replaceAll(/sha256:[0-9a-f]{8}/g, 'sha256:00000000').replaceAll(/^(\s*version: "?(?:v|sha-)?)/gm, '$19'));
  }
}).pairs;

/** Kinds that carry what is released: pods, what proves them, and the ConfigMap by which Argo CD sees a release. */
const CARRIES: ReadonlySet<string> = new Set(['AnalysisTemplate', 'ConfigMap', 'CronJob', 'Deployment', 'Job', 'Rollout', 'StatefulSet']);

describe('a new release of a system', () => {
  it.each(pairs.map((pair) => [`${pair.environment}/${pair.system}`, pair] as const))('changes what carries it and nothing else, and prunes nothing: %s', (_name, before) => {
    const after = released.find(({ environment, system }) => environment === before.environment && system === before.system)!;
    const changed = changedFiles(before, after);
    expect(changed).toContain(`ConfigMap-${before.system}-release.yaml`);
    expect(changed.filter((name) => !CARRIES.has(name.split(/[.-]/)[0]!))).toEqual([]);
    expect(changed.filter((name) => name.startsWith('ConfigMap-'))).toEqual([`ConfigMap-${before.system}-release.yaml`]);
    expect(prunedBy(manifestsOf(before), manifestsOf(after))).toEqual([]);
    expect(after.files.map(({ name }) => name)).toEqual(before.files.map(({ name }) => name));
  });

  it.each([...new Set(pairs.map(({ system }) => system))])('is of the same digests wherever its version is the same: %s', (system) => {
    const digests = pairs.filter((pair) => pair.system === system).map(({ files }) => JSON.stringify(files.find(({ name }) => name === `ConfigMap-${system}-release.yaml`)!.manifest['data']));
    const versions = digests.map((data) => (JSON.parse(data) as Record<string, string>)['version']);
    expect(versions.every((version) => version !== undefined)).toBe(true);
    expect(new Set(digests).size).toBe(new Set(versions).size);
  });
});

function manifestsOf({ files }: RenderedPair) {
  return files.map(({ manifest }) => manifest);
}

function changedFiles(before: RenderedPair, after: RenderedPair): string[] {
  const old = new Map(before.files.map(({ name, text }) => [name, text]));
  return after.files.filter(({ name, text }) => old.get(name) !== text).map(({ name }) => name);
}
