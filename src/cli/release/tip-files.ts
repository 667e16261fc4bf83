import { type TipView } from '../../delivery/release/branch-change.ts';
import { releasePath } from '../../delivery/release/release-file.ts';
import { UserError } from '../../kernel/problem.ts';
import { isMap } from '../../overlays/data.ts';
import { type Environment } from '../../overlays/environment.ts';
import { type Environments, environmentsFileSchema, parseEnvironments } from '../../overlays/environments.ts';
import { type Layer } from '../../overlays/merge.ts';
import { openFile } from '../../overlays/overlay-file.ts';
import { unknownNames } from '../../overlays/selection.ts';
import { type OverlayRelease, parseRelease, releaseSchema } from '../../overlays/release.ts';

/**
 * `environments.yaml` of a commit.
 *
 * @throws UserError with everything that is wrong with it
 */
export async function environmentsAt(tip: Pick<TipView, 'file'>): Promise<Environments> {
  const file = 'overlays/environments.yaml';
  const bytes = await tip.file(file);
  if (bytes === undefined) throw new UserError({ file, message: 'the file is missing', fix: 'add it, and commit it' });
  const { layer, problems } = openFile(bytes, file, environmentsFileSchema);
  const environments = layer === undefined ? undefined : parseEnvironments(layer);
  const all = [...problems, ...(environments?.problems ?? [])];
  if (environments === undefined || all.length > 0) throw new UserError(all);
  return environments;
}

/** An environment by name. @throws UserError naming those there are */
export function environmentNamed(environments: readonly Environment[], name: string): Environment {
  const found = environments.find((environment) => environment.name === name);
  if (found !== undefined) return found;
  const known = environments.map((environment) => environment.name);
  throw new UserError(unknownNames('environment', [name], known).map((problem) => ({ ...problem, fix: `--env ${problem.fix ?? known[0] ?? '<name>'}` })));
}

/** The release of a pair at a commit, whichever images it holds; undefined where there is none. */
export async function releaseAt(tip: Pick<TipView, 'file'>, system: string, environment: string): Promise<OverlayRelease | undefined> {
  const file = releasePath(system, environment);
  const bytes = await tip.file(file);
  return bytes === undefined ? undefined : parseReleaseText(bytes, file, system);
}

/**
 * A release file, read by the parser that everything reads it by.
 *
 * @throws UserError with everything that is wrong with it
 */
export function parseReleaseText(bytes: Buffer, file: string, system: string, expected?: { readonly images: readonly string[]; readonly registry?: string | undefined }): OverlayRelease {
  const { layer, problems } = openFile(bytes, file, releaseSchema);
  if (layer === undefined || problems.length > 0) throw new UserError(problems);
  const parsed = parseRelease(layer, { system, images: expected?.images ?? imagesOf(layer), registry: expected?.registry });
  if (parsed.outcome === 'refused') throw new UserError(parsed.problems);
  return parsed.values;
}

function imagesOf({ value }: Layer): string[] {
  const images = isMap(value) ? value['images'] : undefined;
  return isMap(images) ? Object.keys(images) : [];
}
