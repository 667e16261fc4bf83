import { type OwnerReference } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { metadataOf } from './metadata-of.ts';

export const ownerReferenceIsWhole: Rule = {
  id: 'owner-reference-is-whole',
  severity: 'error',
  why: 'the API server refuses a reference to an owner that could not be followed',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/#owner-references-in-object-specifications',
  keys: ['ownerReferences'],
  *check(subject) {
    let controllers = 0;
    for (const owner of metadataOf(subject).ownerReferences ?? []) {
      yield* missing(owner ?? {});
      if (owner?.controller === true && ++controllers > 1) yield invalid(PATH, `${owner.kind}/${owner.name}`, 'only one owner may be the controller');
    }
  },
};

const PATH = 'metadata.ownerReferences';

/** Of whichever owner, the API server names the list. */
function* missing(owner: Partial<OwnerReference>): Iterable<Finding> {
  const { apiVersion = '', kind = '', name = '', uid = '' } = owner;
  const parts = apiVersion.split('/');
  // What is no group and version counts as none.
  if (parts.length > 2 || (parts.at(-1) ?? '') === '') yield invalid(`${PATH}.apiVersion`, apiVersion, 'must name the version of the API');
  if (kind === '') yield invalid(`${PATH}.kind`, kind, 'must not be empty');
  if (name === '') yield invalid(`${PATH}.name`, name, 'must not be empty');
  if (uid === '') yield invalid(`${PATH}.uid`, uid, 'must not be empty');
  if (apiVersion === 'v1' && kind === 'Event') yield invalid(PATH, owner, 'an Event can own nothing');
}
