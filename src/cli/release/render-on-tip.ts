import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Git } from '../../delivery/git/git.ts';
import { readManifests } from '../../kernel/yaml-reader.ts';
import { renderDist, type RenderedDist } from '../../render/render-all.ts';
import { type RenderedPair } from '../../render/render-pair.ts';
import { type SystemDefinition } from '../../render/system-definition.ts';
import { runSynth } from '../definition/run-synth.ts';
import { settled } from '../dist/settled.ts';
import { type TipFolder } from './tip-folder.ts';

/** What is rendered, and of which commit. */
export interface OnTipOptions {
  /** The project. */
  readonly root: string;
  readonly git: Git;
  /** Where the commit is laid out. */
  readonly folder: TipFolder;
  readonly commit: string;
  readonly system: string;
  readonly environments: readonly string[];
  /** What runs now. */
  readonly systems: readonly SystemDefinition[];
}

/** What `slipway synth` would write of pairs, were a commit checked out. */
export async function renderOnTip({ root, git, folder, commit, system, environments, systems }: OnTipOptions): Promise<RenderedDist> {
  if (folder.isOurs) {
    const rendered = renderDist({ root: folder.path, systems, only: { environments, systems: [system] } });
    await settled();
    return rendered;
  }
  for (const environment of environments) await runSynth({ folder: folder.path, root, git, definition: commit }, { environment, system });
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
