import { type Bundle, bundleId, bundleOf } from '../../delivery/bundle.ts';
import { bundleIn, type SchemaChange } from '../../delivery/evidence/evidence.ts';
import { type SourceRepository } from '../../delivery/git/source-repository.ts';
import { type PairLedger } from '../../delivery/ledger/pair-ledger.ts';
import { releasePath } from '../../delivery/release/release-file.ts';
import { UserError } from '../../kernel/problem.ts';
import { type LoadedOverlays } from '../../overlays/load.ts';
import { type OverlayRelease } from '../../overlays/release.ts';
import { parseReleaseText } from '../release/tip-files.ts';

/** A bundle with everything that a statement about it needs. */
export interface KnownBundle {
  readonly bundle: Bundle;
  readonly schemaChange?: SchemaChange | undefined;
}

/**
 * Every bundle of a system that can be told, by id: those that evidence is about, and those that are
 * published. Of a published one the state names only the id; its parts are in the release file of
 * the commit that it was published from, and are believed only where they make that id.
 */
export async function bundlesOf(system: string, ledgers: readonly PairLedger[], { pairs }: Pick<LoadedOverlays, 'pairs'>, source: SourceRepository): Promise<ReadonlyMap<string, KnownBundle>> {
  const known = new Map<string, KnownBundle>();
  for (const { evidence } of ledgers) for (const one of evidence.evidence) known.set(one.bundle, { bundle: bundleIn(one), schemaChange: one.schemaChange ?? known.get(one.bundle)?.schemaChange });
  for (const { environment, published } of ledgers) {
    if (published === undefined || known.has(published.bundle)) continue;
    const here = pairs.find((pair) => pair.system === system && pair.environment === environment)?.release;
    for (const find of [async () => here, () => releaseAtCommit(source, published.revision, system, environment)]) {
      const release = await find();
      const bundle = release === undefined ? undefined : bundleOf(system, published.definition, release);
      if (bundle === undefined || bundleId(bundle) !== published.bundle) continue;
      known.set(published.bundle, { bundle, schemaChange: release!.schemaChange });
      break;
    }
  }
  return known;
}

async function releaseAtCommit({ git }: SourceRepository, commit: string, system: string, environment: string): Promise<OverlayRelease | undefined> {
  const file = releasePath(system, environment);
  const answer = await git.call({ options: ['cat-file', 'blob'], operands: [`${commit}:${file}`] });
  if (answer.status !== 0) return undefined;
  try {
    return parseReleaseText(answer.stdout, file, system);
  } catch (error) {
    // A release file of another time need not be one of today's; then the bundle is not told by it.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
