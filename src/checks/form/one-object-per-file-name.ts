import { fileNameOf, identityKey, type Manifest } from '../../kernel/manifest.ts';
import { textAt } from '../field.ts';
import { identityIn, type ManifestSet } from '../manifest-set.ts';
import { type Rule } from '../rule.ts';

export const oneObjectPerFileName: Rule = {
  id: 'one-object-per-file-name',
  severity: 'error',
  why: 'on macOS and Windows one file overwrites the other, and the object is pruned',
  source: 'https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreignoreCase',
  *check({ manifest, identity, set }) {
    const first = set.derive(firstOfName).get(nameOf(manifest));
    if (first === undefined || first === manifest || textAt(manifest, 'metadata', 'name') === undefined) return;
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

function firstOfName(set: ManifestSet): ReadonlyMap<string, Manifest> {
  return new Map([...set.manifests].reverse().map((manifest) => [nameOf(manifest), manifest]));
}

function nameOf(manifest: Manifest): string {
  return textAt(manifest, 'metadata', 'name') === undefined ? '' : fileNameOf(manifest).toLowerCase();
}
