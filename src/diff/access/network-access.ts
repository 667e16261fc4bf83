import { ownList } from '../../api/defaults/fill.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { fieldsAt, valueAt } from '../immutable-field.ts';
import { type FoundImpact, type ImpactSubject } from '../impact-rule.ts';
import { type ManifestIndex } from '../manifest-index.ts';
import { Place } from '../place.ts';
import { selects } from '../../api/label-selector.ts';
import { podTemplatePath } from '../../api/pod-template-path.ts';
import { podLabels } from '../pod-template.ts';
import { sameValue } from '../same-value.ts';
import { type Edge, edgesOf, newEdges, selectorCovers } from './network-edges.ts';

const KIND = 'networking.k8s.io/NetworkPolicy';

/** Who may talk to whom, by network policies. */
export function networkAccess(subject: ImpactSubject): readonly FoundImpact[] {
  if (subject.kind !== KIND) return [];
  const { status, before, after, title } = subject;
  if (status === 'added') return [isOpening(after!) ? wider(`${title} is new`) : narrower(`${title} is new`)];
  if (status === 'removed') return [ofRemoval(subject, before!)];
  return [...ofRules(subject, 'ingress', 'Ingress', 'from'), ...ofRules(subject, 'egress', 'Egress', 'to'), ...ofSelection(subject)];
}

/** A policy without rules shuts what it selects; one with rules opens an edge to what others have shut. */
function isOpening(policy: Manifest): boolean {
  return DIRECTIONS.some(([key]) => ownList(fieldsAt(policy, 'spec'), key).length > 0);
}

const DIRECTIONS = [['ingress', 'Ingress'], ['egress', 'Egress']] as const;

/** What no policy governs any more is open to all. @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation */
function ofRemoval({ title, sets }: ImpactSubject, policy: Manifest): FoundImpact {
  if (!isOpening(policy)) return wider(`${title} goes`);
  if (!isUsed(sets.after, policy) && isUsed(sets.before, policy)) return { risk: 'medium', direction: 'narrower', reason: `${title} goes, and so do the pods here that it covered` };
  const others = sets.after.near(KIND, policy);
  const isFreed = DIRECTIONS.some(([, type]) => governs(policy, type) && !others.some((other) => governs(other, type) && selectorCovers(fieldsAt(other, 'spec', 'podSelector'), fieldsAt(policy, 'spec', 'podSelector'))));
  return isFreed ? { risk: 'high', direction: 'wider', reason: `${title} goes, and no other policy here governs all that it covers: that is open to everybody then` } : narrower(`${title} goes`);
}

function isUsed(index: ManifestIndex, policy: Manifest): boolean {
  const selector = fieldsAt(policy, 'spec', 'podSelector');
  return index.manifests.some((manifest) => manifest.metadata.namespace === policy.metadata.namespace && podTemplatePath(manifest) !== undefined && selects(selector, podLabels(manifest)));
}

/** Which way a policy governs: as it says, else ingress always, and egress where it has rules for it. */
function governs(policy: Manifest, type: string): boolean {
  const types = ownList(fieldsAt(policy, 'spec'), 'policyTypes');
  return types.length > 0 ? types.includes(type) : type === 'Ingress' || ownList(fieldsAt(policy, 'spec'), 'egress').length > 0;
}

function wider(what: string): FoundImpact {
  return { risk: 'high', direction: 'wider', reason: `${what}: what it covers can be reached by more` };
}

function narrower(what: string): FoundImpact {
  return { risk: 'medium', direction: 'narrower', reason: `${what}: what it covers is cut off from all it does not name` };
}

const ANYWHERE = new Place(undefined, false);

function ofRules({ before, after, title }: ImpactSubject, key: string, type: string, peers: string): readonly FoundImpact[] {
  const [had, has] = [before, after].map((policy) => ownList(fieldsAt(policy!, 'spec'), 'policyTypes').includes(type));
  if (had !== has) return [{ risk: has === true ? 'medium' : 'high', direction: has === true ? 'narrower' : 'wider', reason: `${title} ${has === true ? 'now governs' : 'no longer governs'} ${key}`, paths: ['spec.policyTypes'] }];
  const [left, right] = [before, after].map((policy) => ownList(fieldsAt(policy!, 'spec'), key));
  const [was, is] = [left, right].map((rules) => edgesOf(rules!, peers));
  const [more, less] = [newEdges(was!, is!), newEdges(is!, was!)];
  const way = key === 'ingress' ? 'in' : 'out';
  return [
    ...(more.length === 0 ? [] : [{ risk: 'high', direction: 'wider', reason: `${title} opens ${counted(more)} ${way}`, paths: [`spec.${key}`] } as const]),
    ...(less.length === 0 ? [] : [{ risk: 'medium', direction: 'narrower', reason: `${title} shuts ${counted(less)} ${way}`, paths: [`spec.${key}`] } as const]),
  ];
}

function counted(edges: readonly Edge[]): string {
  return edges.length === 1 ? '1 way' : `${edges.length} ways`;
}

function ofSelection({ before, after, title }: ImpactSubject): readonly FoundImpact[] {
  const [left, right] = [before, after].map((policy) => valueAt(policy!, 'spec', 'podSelector'));
  return sameValue(left, right, ANYWHERE) ? [] : [{ risk: 'high', direction: 'other', reason: `${title} covers other pods`, paths: ['spec.podSelector'] }];
}
