import { fileNameOf, identityKey, type Manifest } from '../../kernel/manifest.ts';
import { grouped, identityIn, nameOf, type ManifestSet } from '../manifest-set.ts';
import { type Rule } from '../rule.ts';

export const oneObjectPerFileName: Rule = {
  id: 'one-object-per-file-name',
  severity: 'error',
  why: 'on macOS and Windows one file overwrites the other, and the object is pruned',
  source: 'https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreignoreCase',
  among: (set) => [...set.derive(byFileName).values()].flatMap(([, ...others]) => others),
  *check({ manifest, identity, set }) {
    const first = set.derive(byFileName).get(fileOf(manifest))?.[0];
    if (first === undefined || first === manifest || identity.name === '') return;
    const other = identityKey(identityIn(first));
    // The same object twice is another rule's matter.
    if (other === identityKey(identity)) return;
    yield {
      path: 'metadata.name',
      message: `${fileNameOf(manifest)} is the file of ${other}, too, where case does not count`,
      fix: 'rename one of the two objects',
    };
  },
};

function byFileName(set: ManifestSet): ReadonlyMap<string, readonly Manifest[]> {
  return grouped(set.manifests, fileOf);
}

/** The name of its file where case does not count. */
function fileOf(manifest: Manifest): string {
  return nameOf(manifest) === '' ? '' : fileNameOf(manifest).toLowerCase();
}
