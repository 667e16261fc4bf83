import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests } from '../../kernel/yaml-reader.ts';
import { renderDist, type RenderedDist } from '../../render/render-all.ts';
import { type RenderedPair } from '../../render/render-pair.ts';
import { type SystemDefinition } from '../../render/system-definition.ts';
import { runSynth } from '../definition/run-synth.ts';
import { settled } from '../dist/settled.ts';
import { type TipFolder } from './tip-folder.ts';

/** What `slipway synth` would write of pairs, were a commit checked out. */
export async function renderOnTip(folder: TipFolder, commit: string, system: string, environments: readonly string[], systems: readonly SystemDefinition[]): Promise<RenderedDist> {
  if (folder.isOurs) {
    const rendered = renderDist({ root: folder.path, systems, only: { environments, systems: [system] } });
    await settled();
    return rendered;
  }
  for (const environment of environments) await runSynth(folder.path, commit, { environment, system });
  const pairs = environments.map((environment): RenderedPair => ({ environment, system, files: filesIn(folder.path, `dist/${environment}/${system}`).map(({ name, text }) => ({ name, text, manifest: readManifests(text, name).manifests[0]!.value })) }));
  return { pairs, argocd: argocdFolders(folder.path) };
}

function argocdFolders(root: string): RenderedDist['argocd'] {
  const below = (path: string): string[] => (existsSync(join(root, path)) ? readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [`${path}/${entry.name}`, ...below(`${path}/${entry.name}`)] : [])) : []);
  return below('dist/argocd').flatMap((path) => {
    const files = filesIn(root, path);
    return files.length === 0 ? [] : [{ path: path.slice('dist/'.length), holds: 'inputs' as const, whole: false, files }];
  });
}

function filesIn(root: string, path: string): { name: string; text: string }[] {
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map(({ name }) => ({ name, text: readFileSync(join(root, path, name), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
