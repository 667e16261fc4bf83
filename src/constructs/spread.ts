import { type Affinity, type PodAffinityTerm, type TopologySpreadConstraint } from '../../imports/kubernetes.ts';
import { quoted } from '../kernel/problem.ts';
import { hasMinor } from './kubernetes-minor.ts';
import { type PropCheck } from './prop-check.ts';
import { type Target } from './target.ts';

/** How hard pods are kept apart: `strict` leaves a pod pending, `soft` only prefers, `none` does not care. */
export type SpreadRule = 'strict' | 'soft' | 'none';

/** How a component's pods are spread. */
export interface SpreadProps {
  /** Over the availability zones; strict needs a target with at least two. @default 'soft' */
  readonly zones?: SpreadRule | undefined;
  /**
   * Over the nodes; strict puts no two pods of a release on one node, so there must be as many
   * nodes as replicas and surge. @default 'soft'
   */
  readonly hosts?: SpreadRule | undefined;
}

/** Whose pods are spread. */
export interface SpreadOf {
  /** Labels that select them. */
  readonly selector: Readonly<Record<string, string>>;
  /** Whether a Deployment makes them, which labels the pods of each revision with a hash; or a Rollout, whose label is another. */
  readonly revisions: boolean | 'rollout';
}

/** The part of a pod's spec that keeps the pods of a component apart. */
export interface Spread {
  readonly affinity?: Affinity | undefined;
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[] | undefined;
}

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';

/**
 * Spreads pods over zones and nodes. With revisions, each revision is spread for itself: a rolling
 * update would otherwise count the old pods, and stay lopsided once they are gone.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export function spread(check: PropCheck, target: Target, props: SpreadProps, of: SpreadOf): Spread {
  const zones = props.zones ?? 'soft';
  const hosts = props.hosts ?? 'soft';
  if (zones === 'strict' && target.zones.length < 2) {
    check.add('zones', `a strict spread over zones needs two, the target has ${target.zones.length}`, {
      allowed: 'soft, none',
      fix: 'zones: soft',
    });
  }
  checkRule(check, 'zones', zones);
  checkRule(check, 'hosts', hosts);
  const constraints: TopologySpreadConstraint[] = [];
  // With one zone the constraint could never say anything.
  if (zones !== 'none' && target.zones.length > 1) constraints.push(constraint(ZONE, zones, of));
  // A strict rule for hosts is the anti-affinity's: a skew of one would allow two pods on a node.
  if (hosts !== 'none') constraints.push(constraint(HOST, 'soft', of));
  return {
    ...(hosts === 'none' ? {} : { affinity: { podAntiAffinity: antiAffinity(target, hosts, of) } }),
    ...(constraints.length === 0 ? {} : { topologySpreadConstraints: constraints }),
  };
}

function checkRule(check: PropCheck, prop: string, rule: SpreadRule): void {
  if (rule === 'strict' || rule === 'soft' || rule === 'none') return;
  check.add(prop, `${quoted(rule)} is not a rule`, { allowed: 'strict, soft, none', fix: `${prop}: soft` });
}

function constraint(topologyKey: string, rule: SpreadRule, of: SpreadOf): TopologySpreadConstraint {
  return {
    labelSelector: { matchLabels: of.selector },
    // On by default since 1.27, the oldest minor we render for is newer.
    ...(of.revisions === false ? {} : { matchLabelKeys: [hashLabel(of)] }),
    maxSkew: 1,
    // A drained or cordoned zone must not hold the others back: its nodes are tainted.
    nodeTaintsPolicy: 'Honor',
    topologyKey,
    whenUnsatisfiable: rule === 'strict' ? 'DoNotSchedule' : 'ScheduleAnyway',
  };
}

function antiAffinity(target: Target, rule: 'strict' | 'soft', of: SpreadOf): NonNullable<Affinity['podAntiAffinity']> {
  const term: PodAffinityTerm = { labelSelector: { matchLabels: of.selector }, topologyKey: HOST };
  if (rule === 'soft') return { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: term, weight: 100 }] };
  // Without it the new pods of a rolling update avoid the old ones' nodes, too, and a cluster with
  // as many nodes as replicas can never roll. On by default since 1.31.
  const ofRevision = of.revisions !== false && hasMinor(target, 31) ? { matchLabelKeys: [hashLabel(of)] } : {};
  return { requiredDuringSchedulingIgnoredDuringExecution: [{ ...term, ...ofRevision }] };
}

/** @see https://argo-rollouts.readthedocs.io/en/stable/architecture/ */
function hashLabel({ revisions }: SpreadOf): string {
  return revisions === 'rollout' ? 'rollouts-pod-template-hash' : 'pod-template-hash';
}
