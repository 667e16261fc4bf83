import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Git } from '../delivery/git/git.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { UserError } from '../kernel/problem.ts';
import { readManifests } from '../kernel/yaml-reader.ts';
import { LACKING_DIGEST } from '../overlays/preview.ts';
import { renderAll } from '../render/render-all.ts';
import { type RenderedPair } from '../render/render-pair.ts';
import { type SystemDefinition } from '../render/system-definition.ts';
import { extractCommit, mustBeHere } from './definition/extract-commit.ts';
import { extractOverlays, isOwnCode } from './definition/own-code.ts';
import { provideOverlays } from './definition/provide-overlays.ts';
import { projectToKnown } from './definition/project-known.ts';
import { providePackages } from './definition/provide-packages.ts';
import { problemsAt, runSynth } from './definition/run-synth.ts';
import { makeScratch, removeScratch } from './definition/scratch-folder.ts';
import { settled } from './dist/settled.ts';

/** A pair to be rendered by a former definition. */
export interface AtDefinitionOptions {
  /** The project, with its packages. */
  readonly root: string;
  /** The folder whose `overlays/` hold what is the environment's. @default the project */
  readonly overlays?: string;
  /** What runs now. */
  readonly systems: readonly SystemDefinition[];
  /** Git in the project. */
  readonly git: Git;
  /** The commit whose constructs and `base.yaml` render it. */
  readonly definition: string;
  readonly pair: { readonly environment: string; readonly system: string; readonly stage: string };
  /** Whether `npm ci` may fetch packages where the definition's are others than those installed. */
  readonly install: boolean;
  /** Told of facts that the definition does not know, and does not get. @default nobody is told */
  readonly note?: (text: string) => void;
}

/**
 * Renders a pair by a former commit of this repository: its constructs, its packages and its
 * `base.yaml`; the environment's own overlay, its stage's, the release file and
 * `environments.yaml` are those of today. Where the commit has the code that runs now, as most do,
 * that renders it; else the commit lies in a temporary folder of the project, and its own
 * `slipway synth` does.
 *
 * @throws UserError when the commit is not here, its packages are not, or it cannot render
 */
export async function renderAtDefinition({ root, overlays = root, systems, git, definition, pair, install, note = () => undefined }: AtDefinitionOptions): Promise<RenderedPair> {
  await mustBeHere(git, definition);
  const folder = makeScratch(join(root, '.slipway', 'definitions'));
  try {
    const isOwn = await isOwnCode(git, definition);
    if (isOwn) await extractOverlays(git, definition, folder);
    else {
      await extractCommit(git, definition, folder);
      await providePackages(root, folder, definition, install);
    }
    provideOverlays(overlays, folder, pair);
    for (const fact of projectToKnown(folder, pair)) note(`left out for the definition ${definition.slice(0, 12)}, which does not know it yet: ${fact}`);
    if (!isOwn) await runSynth({ folder, root, git, definition }, pair);
    const rendered = isOwn ? await renderHere(folder, systems, definition, pair) : readRendered(join(folder, 'dist', pair.environment, pair.system), pair);
    refuseLacking(rendered, definition);
    return rendered;
  } finally {
    removeScratch(folder);
  }
}

async function renderHere(folder: string, systems: readonly SystemDefinition[], definition: string, { environment, system }: AtDefinitionOptions['pair']): Promise<RenderedPair> {
  try {
    // What ran once must come back, though a waiver has ended since: a rollback is no time to mend it.
    const [rendered] = renderAll({ root: folder, systems, only: { environments: [environment], systems: [system] }, waiversEnd: false });
    // What is made after an await might yet fail.
    await settled();
    return rendered!;
  } catch (error) {
    if (error instanceof UserError) throw new UserError(problemsAt(error.problems, definition), { cause: error });
    throw error;
  }
}

/** An image that a release lacks is stood for in previews; what a bundle is rendered to must not hold it. */
function refuseLacking({ environment, system, files }: RenderedPair, definition: string): void {
  if (!files.some(({ text }) => text.includes(LACKING_DIGEST))) return;
  throw new UserError({ file: `overlays/${system}/${environment}.release.yaml`, message: `lacks an image that ${system} runs at its definition ${definition.slice(0, 12)}: no bundle that was verified is like that`, fix: 'git log -p -- the file   (and put it back as slipway promote or rollback wrote it)' });
}

function readRendered(folder: string, { environment, system }: AtDefinitionOptions['pair']): RenderedPair {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort((a, b) => (a < b ? -1 : 1));
  return { environment, system, files: names.map((name) => readFile(folder, name, `${environment}/${system}/${name}`)) };
}

function readFile(folder: string, name: string, shown: string): RenderedPair['files'][number] {
  const text = readFileSync(join(folder, name), 'utf8');
  const manifest: Manifest | undefined = readManifests(text, shown).manifests[0]?.value;
  if (manifest === undefined) throw new UserError({ file: shown, message: 'holds no object' });
  return { name, text, manifest };
}
