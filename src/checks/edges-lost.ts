import { identityKey, type Manifest } from '../kernel/manifest.ts';
import { at, listAt } from './field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { identityIn } from './manifest-set.ts';
import { meshGrants } from './mesh-policy.ts';
import { hooksOf, waveOf } from '../argocd/sync/annotations.ts';

/** An edge that was open before a sync and is closed at some point of it. */
export interface LostEdge {
  /** Everything up to this wave is applied, nothing after it. */
  readonly wave: number;
  /** Direction, pods, peer and port, or what a mesh's policy grants, as one line of JSON. */
  readonly edge: string;
}

/**
 * The edges of the running release that a sync from `before` to `after` closes before its last wave
 * (R14: none). A sync that fails in a wave leaves it and all below applied and prunes nothing, so
 * only a policy changed in place can close an edge that the old pods still need.
 *
 * An edge is one rule of a NetworkPolicy for one peer and one port, word for word: the same traffic
 * written otherwise counts as lost. So is each thing that a policy of Istio or Linkerd grants.
 */
export function edgesLost(before: readonly Manifest[], after: readonly Manifest[]): LostEdge[] {
  const needed = edgesOf(before);
  const last = Math.max(...after.map(waveOf), 0);
  const waves = [...new Set(after.map(waveOf))].sort((a, b) => a - b).filter((wave) => wave < last);
  return waves.flatMap((wave) => {
    const open = edgesOf(appliedUpTo(wave, before, after));
    return [...needed].filter((edge) => !open.has(edge)).map((edge) => ({ wave, edge }));
  });
}

/** Every edge that the policies of a set open, each as one line. */
function edgesOf(manifests: readonly Manifest[]): ReadonlySet<string> {
  const edges = new Set<string>();
  for (const manifest of manifests) {
    for (const grant of meshGrants(manifest)) edges.add(grant);
    if (kindOf(manifest) !== 'networking.k8s.io/NetworkPolicy') continue;
    const pods = [at(manifest, 'metadata', 'namespace'), at(manifest, 'spec', 'podSelector')];
    for (const [direction, peers] of [
      ['egress', 'to'],
      ['ingress', 'from'],
    ] as const) {
      for (const rule of listAt(manifest, 'spec', direction)) {
        for (const peer of orAny(listAt(rule, peers))) {
          for (const port of orAny(listAt(rule, 'ports'))) edges.add(JSON.stringify([direction, pods, peer, port]));
        }
      }
    }
  }
  return edges;
}

/** No peers are all peers, no ports all ports. */
function orAny(list: readonly unknown[]): readonly unknown[] {
  return list.length === 0 ? ['any'] : list;
}

function appliedUpTo(wave: number, before: readonly Manifest[], after: readonly Manifest[]): readonly Manifest[] {
  const live = new Map(before.map((manifest) => [identityKey(identityIn(manifest)), manifest]));
  for (const manifest of after) {
    if (hooksOf(manifest).length === 0 && waveOf(manifest) <= wave) live.set(identityKey(identityIn(manifest)), manifest);
  }
  return [...live.values()];
}
