import { type PodAffinityTerm } from '../../../../../imports/kubernetes.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf, textsOf } from '../../config/items-of.ts';
import { required } from '../../field-error.ts';
import { dnsLabelErrors } from '../../syntax/dns-label.ts';
import { labelSelectorFindings } from '../../syntax/label-selector.ts';
import { qualifiedNameErrors } from '../../syntax/qualified-name.ts';
import { labelKeyFindings } from './label-keys.ts';
import { weightFindings } from './node-affinity-is-valid.ts';

/** The minor since which terms have label keys without asking for them; before, they are dropped. */
const LABEL_KEYS = 31;

export const podAffinityIsValid: Rule = {
  id: 'pod-affinity-is-valid',
  severity: 'error',
  why: 'the API server refuses to place a pod near or far from others without a topology, by labels that none can have, or with a weight outside 1 to 100',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
  kinds: POD_KINDS,
  keys: ['podAffinity', 'podAntiAffinity'],
  *check({ kind, apiPods, set: { minor } }) {
    for (const { specPath, spec, metadata } of apiPods) {
      const merged = kind === '/Pod' ? metadata.labels : undefined;
      for (const field of ['podAffinity', 'podAntiAffinity'] as const) {
        const affinity = spec.affinity?.[field];
        const path = `${specPath}.affinity.${field}`;
        for (const { path: at, item } of itemsOf(affinity?.requiredDuringSchedulingIgnoredDuringExecution, `${path}.requiredDuringSchedulingIgnoredDuringExecution`)) {
          yield* termFindings(item, at);
          if (minor >= LABEL_KEYS) yield* labelKeyFindings(item, at, merged);
        }
        for (const { path: at, item: { weight = 0, podAffinityTerm = {} } } of itemsOf(affinity?.preferredDuringSchedulingIgnoredDuringExecution, `${path}.preferredDuringSchedulingIgnoredDuringExecution`)) {
          yield* weightFindings(weight, at);
          yield* termFindings(podAffinityTerm, `${at}.podAffinityTerm`);
          if (minor >= LABEL_KEYS) yield* labelKeyFindings(podAffinityTerm, `${at}.podAffinityTerm`, merged);
        }
      }
    }
  },
};

function* termFindings({ labelSelector, namespaceSelector, namespaces, topologyKey = '' }: Partial<PodAffinityTerm>, path: string): Iterable<Finding> {
  yield* labelSelectorFindings(labelSelector, `${path}.labelSelector`);
  yield* labelSelectorFindings(namespaceSelector, `${path}.namespaceSelector`);
  // The server's path doesn't say which namespace it is.
  for (const { text } of textsOf(namespaces, '')) yield* eachInvalid(`${path}.namespace`, text, dnsLabelErrors(text));
  if (topologyKey === '') yield required(`${path}.topologyKey`, 'name the label of nodes that makes them one place');
  else yield* eachInvalid(`${path}.topologyKey`, topologyKey, qualifiedNameErrors(topologyKey));
}
