import { canonicalJson } from '../../delivery/canonical-json.ts';
import { type Git } from '../../delivery/git/git.ts';
import { type BranchChange, type TipView } from '../../delivery/release/branch-change.ts';
import { type ReleaseFile, releaseFileText, releasePath } from '../../delivery/release/release-file.ts';
import { UserError } from '../../kernel/problem.ts';
import { type Environment } from '../../overlays/environment.ts';
import { type OverlayRelease } from '../../overlays/release.ts';
import { type SystemDefinition } from '../../render/system-definition.ts';
import { brokenContracts } from './contract-containers.ts';
import { renderOnTip } from './render-on-tip.ts';
import { parseReleaseText, releaseAt } from './tip-files.ts';
import { openTipFolder, type TipFolder } from './tip-folder.ts';

/** Release files that are to be written, and what they are rendered with. */
export interface ReleaseChanges {
  readonly root: string;
  readonly git: Git;
  readonly systems: readonly SystemDefinition[];
  readonly system: SystemDefinition;
  readonly releases: readonly { readonly environment: Environment; readonly release: ReleaseFile }[];
  readonly message: string;
  readonly install: boolean;
  /** Looks at the files of the tip with the new releases in them; what it throws ends everything. */
  readonly examine?: (folder: TipFolder) => Promise<void>;
}

/**
 * The change that release files make on a tip: the files and what `slipway synth` would then write
 * of these pairs, so that whoever checks `dist` finds it current. Undefined where the tip has these
 * releases already.
 *
 * @throws UserError when the system would not render with them, or breaks what its programs require
 */
export async function changeReleases(tip: TipView, { root, git, systems, system, releases, message, install, examine }: ReleaseChanges): Promise<BranchChange | undefined> {
  const texts = new Map<string, string>();
  for (const { environment, release } of releases) {
    const file = releasePath(system.name, environment.name);
    const text = releaseFileText(release);
    const wanted = parseReleaseText(Buffer.from(text, 'utf8'), file, system.name);
    const there = await releaseThere(tip, system.name, environment.name);
    if (there === undefined || canonicalJson(there) !== canonicalJson(wanted)) texts.set(file, text);
  }
  if (texts.size === 0) return undefined;
  const folder = await openTipFolder({ root, git, commit: tip.id, replaced: texts, install });
  try {
    const names = releases.map(({ environment }) => environment.name);
    const { pairs, argocd } = await renderOnTip({ root, git, folder, commit: tip.id, system: system.name, environments: names, systems });
    const problems = pairs.flatMap((pair) => {
      const { release } = releases.find(({ environment }) => environment.name === pair.environment)!;
      return brokenContracts(pair, release.images, release.contracts ?? {});
    });
    if (problems.length > 0) throw new UserError(problems);
    await examine?.(folder);
    const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
    return {
      files: [...texts].map(([path, text]) => ({ path, bytes: bytes(text) })).concat(argocd.flatMap(({ path, files }) => files.map(({ name, text }) => ({ path: `dist/${path}/${name}`, bytes: bytes(text) })))),
      folders: pairs.map(({ environment, files }) => ({ path: `dist/${environment}/${system.name}`, files: files.map(({ name, text }) => ({ path: name, bytes: bytes(text) })) })),
      message,
    };
  } finally {
    folder.close();
  }
}

/** A release file that nobody can read is replaced. */
async function releaseThere(tip: TipView, system: string, environment: string): Promise<OverlayRelease | undefined> {
  try {
    return await releaseAt(tip, system, environment);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
