import { ownList } from '../../api/defaults/fill.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { fieldsAt, valueAt } from '../immutable-field.ts';
import { type FoundImpact, type ImpactSubject } from '../impact-rule.ts';
import { Place } from '../place.ts';
import { sameValue } from '../same-value.ts';

/** Who may talk to whom, by network policies. */
export function networkAccess(subject: ImpactSubject): readonly FoundImpact[] {
  if (subject.kind !== 'networking.k8s.io/NetworkPolicy') return [];
  const { status, before, after, title } = subject;
  if (status === 'added') return [ofWhole(title, after!, true)];
  if (status === 'removed') return [ofWhole(title, before!, false)];
  return [...ofRules(subject, 'ingress', 'Ingress'), ...ofRules(subject, 'egress', 'Egress'), ...ofSelection(subject)];
}

/** A policy without rules shuts what it selects; one with rules opens an edge to what others have shut. */
function ofWhole(title: string, policy: Manifest, isAdded: boolean): FoundImpact {
  const isOpening = ['ingress', 'egress'].some((key) => ownList(fieldsAt(policy, 'spec'), key).length > 0);
  const isWider = isOpening === isAdded;
  return { risk: isWider ? 'high' : 'medium', direction: isWider ? 'wider' : 'narrower', reason: `${title} ${isAdded ? 'is new' : 'goes'}: ${isWider ? 'what it covers can be reached by more' : 'what it covers is cut off from all it does not name'}` };
}

const ANYWHERE = new Place(undefined, false);

function ofRules({ before, after, title }: ImpactSubject, key: string, type: string): readonly FoundImpact[] {
  const [had, has] = [before, after].map((policy) => ownList(fieldsAt(policy!, 'spec'), 'policyTypes').includes(type));
  if (had !== has) return [{ risk: has === true ? 'medium' : 'high', direction: has === true ? 'narrower' : 'wider', reason: `${title} ${has === true ? 'now governs' : 'no longer governs'} ${key}`, paths: ['spec.policyTypes'] }];
  const [left, right] = [before, after].map((policy) => ownList(fieldsAt(policy!, 'spec'), key));
  const added = right!.filter((rule) => !left!.some((other) => sameValue(rule, other, ANYWHERE)));
  const removed = left!.filter((rule) => !right!.some((other) => sameValue(rule, other, ANYWHERE)));
  const rules = (count: number): string => (count === 1 ? '1 rule' : `${count} rules`);
  return [
    ...(added.length === 0 ? [] : [{ risk: 'high', direction: 'wider', reason: `${title} opens by ${rules(added.length)} of ${key}`, paths: [`spec.${key}`] } as const]),
    ...(removed.length === 0 ? [] : [{ risk: 'medium', direction: 'narrower', reason: `${title} shuts by ${rules(removed.length)} of ${key}`, paths: [`spec.${key}`] } as const]),
  ];
}

function ofSelection({ before, after, title }: ImpactSubject): readonly FoundImpact[] {
  const [left, right] = [before, after].map((policy) => valueAt(policy!, 'spec', 'podSelector'));
  return sameValue(left, right, ANYWHERE) ? [] : [{ risk: 'high', direction: 'other', reason: `${title} covers other pods`, paths: ['spec.podSelector'] }];
}
