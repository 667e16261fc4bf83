import { type Bundle, bundleId, bundleOf } from '../../delivery/bundle.ts';
import { type SourceRepository } from '../../delivery/git/source-repository.ts';
import { type PairLedger } from '../../delivery/ledger/pair-ledger.ts';
import { type PublishedState } from '../../delivery/publish/published-state.ts';
import { publishedPath } from '../../delivery/ledger/ledger-paths.ts';
import { type ReleaseFile, releasePath } from '../../delivery/release/release-file.ts';
import { type Problem, UserError } from '../../kernel/problem.ts';
import { type OverlayRelease } from '../../overlays/release.ts';
import { filesAt } from './bundle-origin.ts';
import { parseReleaseText } from './tip-files.ts';

/**
 * The bundle that is published of a pair, with what its release says besides: read from the
 * revision it was published from, and the same only if its id is.
 *
 * @throws UserError when that commit is not here, or holds another release
 */
export async function publishedBundle(source: SourceRepository, state: PublishedState): Promise<{ readonly bundle: Bundle; readonly schemaChange: ReleaseFile['schemaChange'] }> {
  const { system, environment, revision, definition } = state;
  // It fetches the commit where it is not here.
  await source.standing(revision, definition);
  const file = releasePath(system, environment);
  const bytes = await filesAt(source.git, revision).file(file);
  if (bytes === undefined) throw new UserError({ message: `${environment}/${system} was published from ${revision.slice(0, 12)}, which is not in this clone or has no ${file}`, fix: 'git fetch origin' });
  const release = parseReleaseText(bytes, file, system);
  const fault = contradiction(state, release);
  if (fault === undefined) return { bundle: bundleOf(system, definition, release), schemaChange: release.schemaChange };
  throw new UserError(problemOf(state, fault));
}

/**
 * What a published state says and cannot be, since the revision that it names holds something else:
 * somebody edited it. Undefined where it fits, and where that commit is not here or cannot be read
 * any more, so that nobody can tell.
 */
export async function stateProblem({ git }: SourceRepository, state: PublishedState): Promise<Problem | undefined> {
  if (state.tree === '') return undefined;
  const file = releasePath(state.system, state.environment);
  const bytes = await filesAt(git, state.revision).file(file);
  if (bytes === undefined) return undefined;
  try {
    const fault = contradiction(state, parseReleaseText(bytes, file, state.system));
    return fault === undefined ? undefined : problemOf(state, fault);
  } catch (error) {
    // A release file of another time, which nobody reads any more.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/**
 * Refuses pairs whose published state was edited: what is live there is not known.
 *
 * @throws UserError with every one of them
 */
export async function refuseEditedStates(source: SourceRepository, pairs: readonly Pick<PairLedger, 'published'>[]): Promise<void> {
  const problems: Problem[] = [];
  for (const { published } of pairs) {
    const problem = published === undefined ? undefined : await stateProblem(source, published);
    if (problem !== undefined) problems.push(problem);
  }
  if (problems.length > 0) throw new UserError(problems);
}

function contradiction({ system, revision, definition, bundle, version }: PublishedState, release: OverlayRelease): string | undefined {
  const at = revision.slice(0, 12);
  const defined = release.definition ?? revision;
  if (defined !== definition) return `says that ${at} was published, which ${defined.slice(0, 12)} defines, and names ${definition.slice(0, 12)} as the definition`;
  if (bundleId(bundleOf(system, definition, release)) !== bundle) return `says that ${at} was published, and that holds another release than the bundle ${bundle.slice(0, 12)}`;
  return release.version === version ? undefined : `says that ${version} was published, and ${at} holds ${release.version}`;
}

function problemOf({ system, environment, revision }: PublishedState, fault: string): Problem {
  const file = publishedPath({ environment, system });
  return { file, message: `the published state ${fault}: somebody edited it`, allowed: `what slipway publish wrote; git log -p slipway-ledger -- ${file}   (in the GitOps repository) shows who changed it`, fix: `git revert <that commit>   (on the ledger's branch; a revision that was not published, such as ${revision.slice(0, 12)}, decides what is newer)` };
}
