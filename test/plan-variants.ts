import { parseDocument } from 'yaml';
import { UserError } from '../src/kernel/problem.ts';
import { type Manifest } from '../src/kernel/manifest.ts';
import { ReleaseSet } from '../src/plan/release-set.ts';
import { type RenderedPair } from '../src/render/render-pair.ts';
import { type Overlays, renderEdited } from './edited-overlays.ts';
import { pairs } from './every-system.ts';

/** A pair of this repository, by its name: `production/capakraken`. */
export const NAMES: readonly string[] = pairs.map(nameOf);

/** The name of a pair. */
export function nameOf({ environment, system }: RenderedPair): string {
  return `${environment}/${system}`;
}

/** The manifests of a pair. */
export function manifestsOf({ files }: RenderedPair): Manifest[] {
  return files.map(({ manifest }) => manifest);
}

/** A release as a proof takes it. */
export function releaseOf(manifests: readonly Manifest[]): ReleaseSet {
  const namespace = manifests.map(({ metadata }) => metadata.namespace).find((name) => name !== undefined) ?? 'default';
  return new ReleaseSet(manifests, namespace);
}

/** All pairs as they stand, by name. */
export const CURRENT: ReadonlyMap<string, readonly Manifest[]> = byName(pairs);

/** All pairs with new digests and versions, and nothing else changed. */
export function newRelease(): ReadonlyMap<string, readonly Manifest[]> {
  return byName(
    renderEdited((overlays) => {
      for (const { environment, system } of pairs) {
        const file = `overlays/${system}/${environment}.release.yaml`;
        overlays.write(file, overlays.read(file).replaceAll(/sha256:[0-9a-f]{8}/g, 'sha256:00000000').replaceAll(/^(\s*version: "?(?:v|sha-)?)/gm, '$19'));
      }
    }).pairs,
  );
}

/** One value of a YAML file, by its path; undefined takes it away. */
export interface Edit {
  readonly file: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

/** What the pairs render to with some values changed; undefined where that is refused. */
export function rendered(edits: readonly Edit[]): ReadonlyMap<string, readonly Manifest[]> | undefined {
  try {
    return byName(renderEdited((overlays) => edits.forEach((edit) => apply(overlays, edit))).pairs);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function apply(overlays: Overlays, { file, path, value }: Edit): void {
  const document = parseDocument(overlays.read(file));
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, value);
  overlays.write(file, document.toString());
}

function byName(list: readonly RenderedPair[]): ReadonlyMap<string, readonly Manifest[]> {
  return new Map(list.map((pair) => [nameOf(pair), manifestsOf(pair)]));
}
