import { type Manifest } from '../../kernel/manifest.ts';
import { at, fieldsAt, listAt, textAt } from '../field.ts';
import { type ManifestSet } from '../manifest-set.ts';
import { nodeDemands } from '../node-pools.ts';
import { type Pod, POD_KINDS } from '../pods-of.ts';
import { type Finding, type Rule } from '../rule.ts';
import { selects } from '../../api/label-selector.ts';
import { shown } from '../shown.ts';
import { podsOf as countOf, replicasOf, WORKLOAD_KINDS } from '../workloads.ts';

const ZONE = 'topology.kubernetes.io/zone';
const ZONES_OF_OLD = 'failure-domain.beta.kubernetes.io/zone';

/** Only where the environment says which zones it has. */
export const topologyCanBeMet: Rule = {
  id: 'topology-can-be-met',
  severity: 'error',
  why: 'pods that must stand where there is no place left stay Pending, at the first roll-out or at the first load',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
  kinds: POD_KINDS,
  keys: ['topologySpreadConstraints', 'podAntiAffinity', 'nodeSelector', 'nodeAffinity'],
  *check({ manifest, kind, pods, set }) {
    if (set.zones === undefined || set.zones.length === 0) return;
    for (const pod of pods) {
      const zones = zonesOf(pod, set.zones);
      if (zones.length === 0) {
        yield { path: pod.specPath, message: `the pod asks for zones where there are none: nodes stand in ${set.zones.map(shown).join(', ')}`, fix: `name one of ${set.zones.join(', ')}` };
        continue;
      }
      yield* spreads(pod, zones);
      if (WORKLOAD_KINDS.includes(kind)) yield* apart(manifest, pod, zones, set);
    }
  },
};

/** The zones in which its node selectors let the pod stand. */
function zonesOf({ spec }: Pod, all: readonly string[]): readonly string[] {
  const demands = nodeDemands(spec);
  return all.filter((zone) => demands.some((demand) => [ZONE, ZONES_OF_OLD].every((key) => demand.get(key)?.has(zone) ?? true)));
}

/** A zone that is missing counts as one without pods, so that no second one is allowed in the others. */
function* spreads({ spec, specPath }: Pod, zones: readonly string[]): Generator<Finding> {
  const constraints = listAt(spec, 'topologySpreadConstraints');
  for (let index = 0; index < constraints.length; index++) {
    const constraint = constraints[index];
    const wanted = at(constraint, 'minDomains');
    if (at(constraint, 'whenUnsatisfiable') !== 'DoNotSchedule' || at(constraint, 'topologyKey') !== ZONE || typeof wanted !== 'number' || wanted <= zones.length) continue;
    yield {
      path: `${specPath}.topologySpreadConstraints[${index}].minDomains`,
      message: `pods must spread over ${wanted} zones, and there ${zones.length === 1 ? 'is 1' : `are ${zones.length}`}: ${zones.join(', ')}`,
      fix: `minDomains: ${zones.length}`,
    };
  }
}

/** Pods that must not share a zone need one each, and one more for every pod beside them while they roll. */
function* apart(manifest: Manifest, { spec, specPath, metadata }: Pod, zones: readonly string[], set: ManifestSet): Generator<Finding> {
  const terms = listAt(spec, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  for (let index = 0; index < terms.length; index++) {
    const term = terms[index];
    // Other pods' labels are others' business.
    if (textAt(term, 'topologyKey') !== ZONE || !selects(at(term, 'labelSelector'), fieldsAt(metadata, 'labels'))) continue;
    const path = `${specPath}.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[${index}]`;
    const most = replicasOf(manifest, set)?.most ?? 0;
    if (most > zones.length) {
      yield { path, message: `${most} pods must each have a zone of their own, and there ${zones.length === 1 ? 'is 1' : `are ${zones.length}`}`, fix: 'use topologySpreadConstraints with maxSkew: 1' };
    } else if (most === zones.length && needsSurge(manifest, most)) {
      yield { path, message: `each of ${most} zones has its pod, so that a roll-out finds no place for the first new one, and may take none of the old away`, fix: 'use topologySpreadConstraints with maxSkew: 1, or maxUnavailable: 1' };
    }
  }
}

/** Whether no pod may go before a new one is ready. */
function needsSurge(manifest: Manifest, replicas: number): boolean {
  const strategy = fieldsAt(manifest, 'spec', 'strategy');
  if (manifest.kind !== 'Deployment' || textAt(strategy, 'type') === 'Recreate') return false;
  return countOf(at(strategy, 'rollingUpdate', 'maxUnavailable') ?? '25%', replicas, 'down') === 0;
}
