import { type Manifest } from '../../kernel/manifest.ts';
import { declaredCalls } from '../declared-calls.ts';
import { type ManifestSet } from '../manifest-set.ts';
import { lets } from '../network-reach.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** What nobody declared is what no caller is let out to: one of the two halves is left over, or was never meant. */
export const networkPolicyHasCaller: Rule = {
  id: 'network-policy-has-caller',
  severity: 'error',
  why: 'a way in that no caller may take is left from a dependency that is gone, and open for whoever gets its labels',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation',
  among: (set) => set.derive(unused).keys(),
  *check({ manifest, set }) {
    for (const [path, { from, to, port }] of set.derive(unused).get(manifest) ?? []) {
      yield { path, message: `${shown(from)} is let in to ${shown(to)} at port ${port}, and is let out to there by no NetworkPolicy`, fix: 'remove the rule, or let the caller out' };
    }
  },
};

interface Unused {
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

/** Rules of ingress whose callers are all isolated, and none of them let out to there. */
function unused(set: ManifestSet): ReadonlyMap<Manifest, ReadonlyMap<string, Unused>> {
  const used = new Set<string>();
  const found = new Map<Manifest, Map<string, Unused>>();
  const ids = new Map<Manifest, number>();
  const calls = declaredCalls(set).filter(({ how }) => how === 'Ingress');
  const keyOf = (by: Manifest, path: string): string => `${ids.get(by) ?? (ids.set(by, ids.size), ids.size - 1)} ${path}`;
  for (const { by, path, from, to, port } of calls) {
    const key = keyOf(by, path);
    if (used.has(key)) continue;
    if (lets(set, 'Egress', from, to, port)) {
      used.add(key);
      found.get(by)?.delete(path);
      continue;
    }
    const ofPolicy = found.get(by) ?? new Map<string, Unused>();
    found.set(by, ofPolicy);
    if (!ofPolicy.has(path)) ofPolicy.set(path, { from: from.name, to: to.name, port: port.number });
  }
  return new Map([...found].filter(([, rules]) => rules.size > 0));
}
