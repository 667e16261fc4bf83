import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Git } from '../delivery/git/git.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { UserError } from '../kernel/problem.ts';
import { readManifests } from '../kernel/yaml-reader.ts';
import { type RenderedPair } from '../render/render-pair.ts';
import { extractCommit } from './definition/extract-commit.ts';
import { provideOverlays } from './definition/provide-overlays.ts';
import { projectToKnown } from './definition/project-known.ts';
import { providePackages } from './definition/provide-packages.ts';
import { runSynth } from './definition/run-synth.ts';

/** A pair to be rendered by a former definition. */
export interface AtDefinitionOptions {
  /** The project as it is checked out, at the revision. */
  readonly root: string;
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
 * `environments.yaml` are those that are checked out. The commit lies in a temporary folder of the
 * project, and its own `slipway synth` renders it.
 *
 * @throws UserError when the commit is not here, its packages are not, or it cannot render
 */
export async function renderAtDefinition({ root, git, definition, pair, install, note = () => undefined }: AtDefinitionOptions): Promise<RenderedPair> {
  const scratch = join(root, '.slipway', 'definitions');
  mkdirSync(scratch, { recursive: true });
  const folder = mkdtempSync(join(scratch, `${process.pid}-`));
  try {
    await extractCommit(git, definition, folder);
    await providePackages(root, folder, definition, install);
    provideOverlays(root, folder, pair);
    for (const fact of projectToKnown(folder, pair)) note(`left out for the definition ${definition.slice(0, 12)}, which does not know it yet: ${fact}`);
    await runSynth(folder, definition, pair);
    return readRendered(join(folder, 'dist', pair.environment, pair.system), pair);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
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
