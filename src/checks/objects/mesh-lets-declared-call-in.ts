import { type Manifest } from '../../kernel/manifest.ts';
import { type DeclaredCall, declaredCalls } from '../declared-calls.ts';
import { type ManifestSet } from '../manifest-set.ts';
import { type MeshRefusal, meshRefuses } from '../mesh-reach.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const meshLetsDeclaredCallIn: Rule = {
  id: 'mesh-lets-declared-call-in',
  severity: 'error',
  why: 'the proxy of the pod that is called answers 403 or resets the connection, though the network lets it through',
  source: 'https://istio.io/latest/docs/concepts/security/#authorization-policies',
  among: (set) => set.derive(refused).keys(),
  *check({ manifest, set }) {
    const told = new Set<string>();
    for (const { call: { path, from, to, port }, refusal } of set.derive(refused).get(manifest) ?? []) {
      const key = `${path} ${from.name} ${to.name} ${port.number}`;
      if (told.has(key)) continue;
      told.add(key);
      yield { path, message: `${shown(from.name)} is to call ${shown(to.name)} at port ${port.number}, and ${refusal.by} does not let it in: ${refusal.because}`, fix: `add an AuthorizationPolicy for port ${port.number} of ${to.name} that names the caller` };
    }
  },
};

interface RefusedCall {
  readonly call: DeclaredCall;
  readonly refusal: MeshRefusal;
}

/** Kinds by which a mesh refuses; where there are none, nothing needs to be looked at. */
const KINDS = ['policy.linkerd.io/Server', 'security.istio.io/AuthorizationPolicy', 'security.istio.io/PeerAuthentication'];

function refused(set: ManifestSet): ReadonlyMap<Manifest, readonly RefusedCall[]> {
  const found = new Map<Manifest, RefusedCall[]>();
  if (!KINDS.some((kind) => set.ofKind(kind).length > 0)) return found;
  for (const call of declaredCalls(set)) {
    const refusal = meshRefuses(set, call.from, call.to, call.port);
    if (refusal === undefined) continue;
    const others = found.get(call.by);
    if (others === undefined) found.set(call.by, [{ call, refusal }]);
    else others.push({ call, refusal });
  }
  return found;
}
