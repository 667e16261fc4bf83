import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectName } from '../argocd/names.ts';
import { bundleId, bundleOf } from '../delivery/bundle.ts';
import { type Revision, type SourceRepository } from '../delivery/git/source-repository.ts';
import { type OwnedPath, pairKey, type PublishPair } from '../delivery/publish/publish-request.ts';
import { type Problem, sortProblems, UserError } from '../kernel/problem.ts';
import { type DeletionConsent, parseDeletions } from '../overlays/deletions.ts';
import { type LoadedOverlays, type OverlayPair } from '../overlays/load.ts';
import { renderArgocd } from '../render/render-argocd.ts';
import { renderPair, type RenderedPair } from '../render/render-pair.ts';
import { type RenderedFolder } from '../render/rendered-folder.ts';
import { type SystemDefinition } from '../render/system-definition.ts';
import { settled } from './dist/settled.ts';
import { renderAtDefinition } from './render-at-definition.ts';
import { renderedProblems } from './validate/validate-rendered.ts';

/** Everything that is published from one commit. */
export interface PublishInput {
  readonly pairs: readonly PublishPair[];
  readonly owned: readonly OwnedPath[];
  readonly deletions: readonly DeletionConsent[];
}

/** What is rendered, from where. */
export interface PublishInputOptions {
  /** The project. */
  readonly root: string;
  /** Slipway's own folder. */
  readonly packageRoot: string;
  readonly systems: readonly SystemDefinition[];
  /** With the pairs that are to be published. */
  readonly overlays: LoadedOverlays;
  /** Whether what belongs to no pair is published, too. */
  readonly shared: boolean;
  readonly revision: Revision;
  readonly source: SourceRepository;
  /** Whether packages of a former definition may be installed. */
  readonly install: boolean;
  progress(text: string): void;
  /** Told what a former definition does not know, and does not get. */
  note(text: string): void;
}

/**
 * Renders what is to be published: each pair by the definition that its release file names, else by
 * the one that is checked out, and what Argo CD needs to pull it. What the checked-out definition renders is judged
 * as `slipway validate` judges it; a former definition was, when it was published first, and a rollback to it must
 * not wait for rules that came since.
 *
 * @throws UserError with the problems of all files and all pairs
 */
export async function publishInput(options: PublishInputOptions): Promise<PublishInput> {
  const { root, overlays, shared, revision } = options;
  const rendered: RenderedPair[] = [];
  const problems: Problem[] = [];
  for (const pair of overlays.pairs) {
    try {
      rendered.push(await renderOne(pair, options, overlays));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new UserError(sortProblems(problems));
  // A definition that is still at work might yet fail.
  await settled();
  const refused = renderedProblems(options, rendered.filter((_, index) => isCheckedOut(overlays.pairs[index]!, revision)));
  if (refused.length > 0) throw new UserError(refused);
  const folders = renderArgocd(overlays, rendered, shared);
  return { pairs: overlays.pairs.map((pair, index) => published(pair, rendered[index]!, revision.id)), owned: folders.flatMap((folder) => ownedOf(folder, overlays, shared)), deletions: readDeletions(root) };
}

async function renderOne(pair: OverlayPair, { root, systems, revision, source, install, progress, note }: PublishInputOptions, { environments }: LoadedOverlays): Promise<RenderedPair> {
  const { definition } = pair.release;
  if (definition === undefined || isCheckedOut(pair, revision)) {
    if (pair.preview !== undefined) throw new UserError({ file: pair.files.at(-1)!, message: `the release does not hold exactly the images that ${pair.system} runs: ${pair.preview.notes.join('; ')}`, fix: `put back what slipway promote wrote: git log -p -- ${pair.files.at(-1)!}` });
    return renderPair(systems.find(({ name }) => name === pair.system)!, pair);
  }
  progress(`rendering ${pairKey(pair)} at ${definition.slice(0, 12)}`);
  const { stage } = environments.find(({ name }) => name === pair.environment)!;
  return renderAtDefinition({ root, systems, git: source.git, definition, pair: { environment: pair.environment, system: pair.system, stage }, install, note });
}

function isCheckedOut({ release: { definition } }: OverlayPair, revision: Revision): boolean {
  return definition === undefined || definition === revision.id;
}

function published({ environment, system, release }: OverlayPair, { files }: RenderedPair, revision: string): PublishPair {
  const definition = release.definition ?? revision;
  return {
    environment,
    system,
    version: release.version,
    definition,
    bundle: bundleId(bundleOf(system, definition, release)),
    files: files.map(({ name, text }) => ({ path: name, bytes: Buffer.from(text, 'utf8') })),
  };
}

/** Where files of `argocd/` belong to no pair. */
const SHARED_FOLDERS = ['argocd/applicationsets', 'argocd/bootstrap'];

/** Whose the files of `argocd/` are: a pair's generator input is its own, a project all pairs' of the stage, the rest nobody's alone. */
function ownedOf({ path, files }: RenderedFolder, { pairs, environments }: LoadedOverlays, shared: boolean): OwnedPath[] {
  const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
  if (SHARED_FOLDERS.includes(path)) return shared ? [{ kind: 'folder', path, files: files.map(({ name, text }) => ({ path: name, bytes: bytes(text) })), pairs: [] }] : [];
  const stages = new Map(environments.map(({ name, stage }) => [name, stage]));
  const owners = new Map<string, string[]>();
  for (const pair of pairs) {
    for (const file of [`argocd/applications/${pair.environment}/${pair.system}.yaml`, `argocd/projects/AppProject.argoproj.io-${projectName(pair.system, stages.get(pair.environment)!)}.yaml`]) {
      owners.set(file, [...(owners.get(file) ?? []), pairKey(pair)]);
    }
  }
  return files.map(({ name, text }) => ({ kind: 'file', path: `${path}/${name}`, bytes: bytes(text), pairs: owners.get(`${path}/${name}`)! }));
}

function readDeletions(root: string): DeletionConsent[] {
  const file = 'overlays/deletions.yaml';
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(root, file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return parseDeletions(bytes, file);
}
