import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf, textsOf } from '../../config/items-of.ts';
import { forbidden, invalid, notSupported, required } from '../../field-error.ts';
import { labelSelectorFindings, type LabelSelectorShape } from '../../syntax/label-selector.ts';
import { qualifiedNameErrors } from '../../syntax/qualified-name.ts';
import { positiveErrors } from '../../syntax/whole-number.ts';
import { labelKeyFindings } from './label-keys.ts';

const ACTIONS: readonly string[] = ['DoNotSchedule', 'ScheduleAnyway'];
/** The minor since which the label keys of a constraint are added to its selector. */
const MERGED = 34;
const NODE_POLICIES: readonly string[] = ['Honor', 'Ignore'];

export const spreadConstraintIsValid: Rule = {
  id: 'spread-constraint-is-valid',
  severity: 'error',
  why: 'the API server refuses to spread pods without a topology, by a skew of none, or over a least number of places that may be missed',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#spread-constraint-definition',
  kinds: POD_KINDS,
  keys: ['topologySpreadConstraints'],
  *check({ kind, apiPods, set: { minor } }) {
    for (const { specPath, spec, metadata } of apiPods) {
      for (const { path, item } of itemsOf(spec.topologySpreadConstraints, `${specPath}.topologySpreadConstraints`)) {
        const { maxSkew = 0, topologyKey, minDomains, labelSelector, matchLabelKeys } = item;
        const action: string = item.whenUnsatisfiable ?? '';
        yield* eachInvalid(`${path}.maxSkew`, maxSkew, positiveErrors(maxSkew));
        if (!topologyKey) yield required(`${path}.topologyKey`, 'name the label of nodes that makes them one place');
        if (!ACTIONS.includes(action)) yield notSupported(`${path}.whenUnsatisfiable`, action, ACTIONS);
        if (minDomains !== undefined) {
          yield* eachInvalid(`${path}.minDomains`, minDomains, positiveErrors(minDomains));
          if (action !== 'DoNotSchedule') yield invalid(`${path}.minDomains`, minDomains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`);
        }
        for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
          const policy = item[field];
          if (policy !== undefined && !NODE_POLICIES.includes(policy)) yield notSupported(`${path}.${field}`, policy, NODE_POLICIES);
        }
        if (minor >= MERGED) yield* labelKeyFindings({ labelSelector, matchLabelKeys }, path, kind === '/Pod' ? metadata.labels : undefined);
        else yield* formerKeyFindings(matchLabelKeys, labelSelector, `${path}.matchLabelKeys`);
        yield* labelSelectorFindings(labelSelector, `${path}.labelSelector`);
      }
    }
  },
};

/** Before the keys were added to the selector, no key could be in both. */
function* formerKeyFindings(keys: readonly string[] | undefined, selector: LabelSelectorShape | undefined, path: string): Iterable<Finding> {
  if (keys === undefined || keys.length === 0) return;
  if (selector === undefined) yield forbidden(path, 'must not be specified when labelSelector is not set');
  for (const { path: at, text } of textsOf(keys, path)) {
    yield* eachInvalid(at, text, qualifiedNameErrors(text));
    if (Object.hasOwn(selector?.matchLabels ?? {}, text) || selector?.matchExpressions?.some(({ key }) => key === text) === true) yield invalid(at, text, 'exists in both matchLabelKeys and labelSelector');
  }
}
