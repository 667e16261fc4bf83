import { type StorageClassProps, type TopologySelectorLabelRequirement } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { type Item, itemsOf, textsOf } from '../config/items-of.ts';
import { bodyOf } from '../config/spec-of.ts';
import { duplicate, required } from '../field-error.ts';
import { qualifiedNameErrors } from '../syntax/qualified-name.ts';

export const allowedTopologiesAreValid: Rule = {
  id: 'allowed-topologies-are-valid',
  severity: 'error',
  why: 'the API server refuses places for volumes that are empty, doubled or not told by a label',
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#allowed-topologies',
  kinds: ['storage.k8s.io/StorageClass'],
  keys: ['allowedTopologies'],
  *check(subject) {
    const seen = new Set<string>();
    for (const { path, item } of itemsOf(bodyOf<StorageClassProps>(subject).allowedTopologies, 'allowedTopologies')) {
      const requirements = itemsOf(item.matchLabelExpressions, `${path}.matchLabelExpressions`);
      const keys = new Set<string>();
      for (const requirement of requirements) yield* requirementFindings(requirement, keys);
      const term = termText(requirements);
      // The API server takes one that says nothing for a double, even alone.
      if (seen.has(term) || requirements.length === 0) yield { ...duplicate(`${path}.matchLabelExpressions`, ''), fix: 'remove the term' };
      seen.add(term);
    }
  },
};

function* requirementFindings({ path, item: { key = '', values } }: Item<TopologySelectorLabelRequirement>, keys: Set<string>): Iterable<Finding> {
  const texts = textsOf(values, `${path}.values`);
  if (texts.length === 0) yield required(`${path}.values`, 'name at least one value');
  const seen = new Set<string>();
  for (const { path: at, text } of texts) {
    if (seen.has(text)) yield duplicate(at, text);
    seen.add(text);
  }
  yield* eachInvalid(`${path}.key`, key, qualifiedNameErrors(key));
  if (keys.has(key)) yield duplicate(`${path}.key`, key);
  keys.add(key);
}

/** The same text for terms that allow the same: of a key, the last values count. */
function termText(requirements: readonly Item<TopologySelectorLabelRequirement>[]): string {
  const byKey = new Map(requirements.map(({ item }) => [item.key ?? '', [...new Set(item.values)].sort()]));
  return JSON.stringify([...byKey].sort(([a], [b]) => (a < b ? -1 : 1)));
}
