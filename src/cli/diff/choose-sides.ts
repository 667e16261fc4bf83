import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openGit } from '../../delivery/git/git.ts';
import { UserError } from '../../kernel/problem.ts';
import { type LoadedOverlays, loadOverlays } from '../../overlays/load.ts';
import { renderDist } from '../../render/render-all.ts';
import { type SystemDefinition } from '../../render/system-definition.ts';
import { settled } from '../dist/settled.ts';
import { openOrigin } from '../manifests/origin.ts';
import { type WantedPairs } from '../manifests/pair-manifests.ts';
import { pairsAtRef } from '../manifests/pairs-at-ref.ts';
import { pairsInFolder } from '../manifests/pairs-in-folder.ts';
import { pairsRendered } from '../manifests/pairs-rendered.ts';
import { liveSide } from './live-side.ts';
import { mergeBaseOf } from './merge-base.ts';
import { type Side } from './side.ts';

/** What the working tree is compared to. */
export type Against =
  | { readonly kind: 'merge-base' }
  | { readonly kind: 'origin'; readonly word: string }
  | { readonly kind: 'live'; readonly context: string | undefined };

/** Both sides, and what the reader must know of them. */
export interface ChosenSides {
  readonly before: Side;
  readonly after: Side;
  /** What the second side was rendered from. */
  readonly overlays: LoadedOverlays;
  /** The commit that the first side is of, where it is one of this repository. */
  readonly commit?: string;
  readonly notes: readonly string[];
}

/**
 * The working tree, rendered, as the second side; as the first what it is compared to.
 *
 * @throws UserError where either can't be read
 */
export async function chooseSides(against: Against, { root, systems, wanted }: { readonly root: string; readonly systems: readonly SystemDefinition[]; readonly wanted: WantedPairs }): Promise<ChosenSides> {
  const rendered = renderDist({ root, systems, only: knownOf(wanted, systems) });
  await settled();
  const after: Side = { shown: 'the working tree, rendered', pairs: pairsRendered(rendered.pairs, 'dist') };
  const overlays = loadOverlays({ root, systems });
  const git = openGit({ folder: root });
  switch (against.kind) {
    case 'live': {
      const { notes, ...before } = await liveSide(after.pairs, against.context);
      return { before, after, overlays, notes };
    }
    case 'origin': {
      const origin = await openOrigin(against.word, { root, git, gitops: overlays.gitops });
      const before: Side = { shown: origin.shown, pairs: await origin.pairs(wanted) };
      return { before, after, overlays, notes: [], ...(origin.commit === undefined ? {} : { commit: origin.commit }) };
    }
    case 'merge-base': {
      const base = await mergeBaseOf(git);
      if (base !== undefined) {
        const shown = `dist of ${base.shown}`;
        const pairs = await pairsAtRef({ git, commit: base.commit, shown: base.commit.slice(0, 7), folder: 'dist', wanted });
        return { before: { shown, pairs }, after, overlays, commit: base.commit, notes: [] };
      }
      const dist = join(root, 'dist');
      if (!existsSync(dist)) throw new UserError({ message: 'here is no repository with a branch main or master to compare with, and no dist either', fix: 'slipway diff --against <ref>   (or slipway diff OLD NEW)' });
      return { before: { shown: 'dist as it is', pairs: pairsInFolder(dist, 'dist', wanted) }, after, overlays, notes: ['no branch main or master is here to find a merge base with, so dist as it is was compared'] };
    }
  }
}

/** A system that is gone from the sources can still be asked for: the other side has it. */
function knownOf(wanted: WantedPairs, definitions: readonly SystemDefinition[]): WantedPairs {
  const { systems = [] } = wanted;
  const known = systems.filter((name) => definitions.some((definition) => definition.name === name));
  return known.length === 0 ? wanted : { ...wanted, systems: known };
}
