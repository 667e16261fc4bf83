import { type Bundle, bundleId, bundleOf } from '../../delivery/bundle.ts';
import { type SourceRepository } from '../../delivery/git/source-repository.ts';
import { type PublishedState } from '../../delivery/publish/published-state.ts';
import { type ReleaseFile, releasePath } from '../../delivery/release/release-file.ts';
import { UserError } from '../../kernel/problem.ts';
import { filesAt } from './bundle-origin.ts';
import { parseReleaseText } from './tip-files.ts';

/**
 * The bundle that is published of a pair, with what its release says besides: read from the
 * revision it was published from, and the same only if its id is.
 *
 * @throws UserError when that commit is not here, or holds another release
 */
export async function publishedBundle(source: SourceRepository, { system, environment, revision, definition, bundle: id }: PublishedState): Promise<{ readonly bundle: Bundle; readonly schemaChange: ReleaseFile['schemaChange'] }> {
  // It fetches the commit where it is not here.
  await source.standing(revision, definition);
  const file = releasePath(system, environment);
  const bytes = await filesAt(source.git, revision).file(file);
  if (bytes === undefined) throw new UserError({ message: `${environment}/${system} was published from ${revision.slice(0, 12)}, which is not in this clone or has no ${file}`, fix: 'git fetch origin' });
  const release = parseReleaseText(bytes, file, system);
  const bundle = bundleOf(system, definition, release);
  if (bundleId(bundle) === id) return { bundle, schemaChange: release.schemaChange };
  throw new UserError({ file, message: `at ${revision.slice(0, 12)} is another release than the ledger says was published from there`, fix: `npx slipway publish --system ${system} --env ${environment}` });
}
