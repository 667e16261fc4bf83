import { type Manifest } from '../../kernel/manifest.ts';
import { type DeclaredCall, declaredCalls } from '../declared-calls.ts';
import { type ManifestSet } from '../manifest-set.ts';
import { lets } from '../network-reach.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** A call that a variable or an egress rule declares. Where an ingress rule does, it is a door that nobody goes through. */
export const declaredCallIsLetThrough: Rule = {
  id: 'declared-call-is-let-through',
  severity: 'error',
  why: 'a network policy drops the packets without an answer: the caller hangs until it times out, and its readiness says nothing about it',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation',
  among: (set) => set.derive(cut).keys(),
  *check({ manifest, set }) {
    const told = new Set<string>();
    for (const { call, end } of set.derive(cut).get(manifest) ?? []) {
      const { path, from, to, port } = call;
      const key = `${path} ${from.name} ${to.name} ${port.number}`;
      if (told.has(key)) continue;
      told.add(key);
      const way = `port ${port.number}${port.protocol === 'TCP' ? '' : ` (${port.protocol})`}`;
      yield {
        path,
        message: end === 'Ingress' ? `${shown(from.name)} is to call ${shown(to.name)} at ${way}, and no NetworkPolicy lets it in there` : `${shown(from.name)} is to call ${shown(to.name)} at ${way}, and no NetworkPolicy lets it out to there`,
        fix: `add a NetworkPolicy of type ${end} for the pods of ${end === 'Ingress' ? to.name : from.name}`,
      };
    }
  },
};

interface CutCall {
  readonly call: DeclaredCall;
  readonly end: 'Egress' | 'Ingress';
}

/** The calls that do not get through, by who declares them. */
function cut(set: ManifestSet): ReadonlyMap<Manifest, readonly CutCall[]> {
  const found = new Map<Manifest, CutCall[]>();
  for (const call of declaredCalls(set)) {
    if (call.how === 'Ingress') continue;
    const { from, to, port } = call;
    const end = call.how === 'variable' && !lets(set, 'Egress', from, to, port) ? 'Egress' : lets(set, 'Ingress', to, from, port) ? undefined : 'Ingress';
    if (end === undefined) continue;
    const others = found.get(call.by);
    if (others === undefined) found.set(call.by, [{ call, end }]);
    else others.push({ call, end });
  }
  return found;
}
