import { type Manifest } from '../../kernel/manifest.ts';
import { pathText } from '../../kernel/path.ts';
import { at, fieldsAt, listAt, textAt } from '../field.ts';
import { kindOf } from '../../kernel/kind-of.ts';
import { type ManifestSet, nameOf, namespaceOf } from '../manifest-set.ts';
import { amountOf, amountText, type Bound, BOUNDS, containerDefaults, larger, type Need, needOfClaims, needOfPod, needOfResources, NO_NEED, plus, times } from '../pod-need.ts';
import { podsOf } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { annotationOf, hooksOf } from '../../argocd/sync/annotations.ts';

/** At the least that runs, with its volumes; not counted are DaemonSets, CronJobs and what operators start beside their instances. */
export const quotaFitsWorkloads: Rule = {
  id: 'quota-fits-workloads',
  severity: 'error',
  why: 'pods beyond the quota are never made, and the sync waits for them until it times out',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  kinds: ['/ResourceQuota'],
  *check({ manifest, set }) {
    // Such a quota counts some of the pods only.
    if (at(manifest, 'spec', 'scopes') !== undefined || at(manifest, 'spec', 'scopeSelector') !== undefined) return;
    const hard = fieldsAt(manifest, 'spec', 'hard');
    const { least, rolling, hook, names } = set.derive(namespaceNeeds).get(namespaceOf(manifest)) ?? NOTHING;
    const all = plus(least, plus(rolling, hook));
    for (const bound of BOUNDS) {
      for (const name of namesOf(bound)) {
        const allowed = amountOf(Object.hasOwn(hard, name) ? hard[name] : undefined);
        if (allowed === undefined || all[bound] <= allowed) continue;
        const text = (need: Need): string => amountText(bound, need[bound]);
        const parts = [
          `${text(least)} for ${listed(names)} at their least`,
          ...(rolling[bound] === 0n ? [] : [`${text(rolling)} more while one of them rolls`]),
          ...(hook[bound] === 0n ? [] : [`${text(hook)} for one hook Job`]),
        ];
        yield {
          path: pathText(['spec', 'hard', name]),
          message: `the workloads need ${text(all)}${WHAT[bound] ?? ''} and the quota allows ${amountText(bound, allowed)}: ${parts.join(', ')}`,
          fix: `${OVERLAY_KEYS[bound](text(all))}   # or more`,
        };
      }
    }
  },
};

const WHAT: Partial<Record<Bound, string>> = { persistentvolumeclaims: ' volume claims', pods: ' pods', 'requests.storage': ' of storage' };

/** What an overlay calls it (src/overlays/quota-overlay.ts), since that is what people type. */
const OVERLAY_KEYS: Readonly<Record<Bound, (text: string) => string>> = {
  'limits.cpu': (text) => `limits: { cpu: ${yaml(text)} }`,
  'limits.memory': (text) => `limits: { memory: ${yaml(text)} }`,
  persistentvolumeclaims: (text) => `volumeClaims: ${text}`,
  pods: (text) => `pods: ${text}`,
  'requests.cpu': (text) => `requests: { cpu: ${yaml(text)} }`,
  'requests.memory': (text) => `requests: { memory: ${yaml(text)} }`,
  'requests.storage': (text) => `storage: ${yaml(text)}`,
};

function yaml(quantity: string): string {
  return /^[0-9.]+$/.test(quantity) ? `"${quantity}"` : quantity;
}

/** What a namespace needs so that a sync can end. */
export interface NamespaceNeeds {
  readonly least: Need;
  /** The most that one Deployment needs beside it while it rolls. */
  readonly rolling: Need;
  /** The most that one hook Job needs. */
  readonly hook: Need;
  readonly names: readonly string[];
}

const NOTHING: NamespaceNeeds = { least: NO_NEED, rolling: NO_NEED, hook: NO_NEED, names: [] };
const MOST_NAMED = 5;

/** What each namespace of the set needs. */
export function namespaceNeeds(set: ManifestSet): ReadonlyMap<string, NamespaceNeeds> {
  const found = new Map<string, NamespaceNeeds>();
  const defaults = new Map(set.ofKind('/LimitRange').map((range) => [namespaceOf(range), containerDefaults(range)]));
  const fewest = autoscaledAtLeast(set);
  for (const manifest of set.manifests) {
    const namespace = namespaceOf(manifest);
    const before = found.get(namespace) ?? NOTHING;
    const kind = kindOf(manifest);
    const claims = needOfClaims(claimsOf(manifest, kind));
    if (VOLUMES_ALONE.has(kind)) found.set(namespace, { ...before, least: plus(before.least, times(claims, countOf(at(manifest, 'spec', 'replicas'), 1))), names: [...before.names, nameShown(manifest)] });
    const pod = podOf(manifest, defaults.get(namespace));
    if (pod === undefined) continue;
    if (kind === 'batch/Job' || kind === ANALYSIS) {
      if (kind === ANALYSIS || hooksOf(manifest).length > 0) found.set(namespace, { ...before, hook: larger(before.hook, pod) });
      continue;
    }
    const count = fewest.get(key(namespace, manifest.kind, nameOf(manifest))) ?? countOf(at(manifest, 'spec', kind === CNPG ? 'instances' : 'replicas'), 1);
    if (count === 0) continue;
    const surge = kind === 'apps/Deployment' ? surgeOf(manifest, count) : kind === ROLLOUT ? surgeOfRollout(manifest, count) : 0;
    found.set(namespace, {
      ...before,
      least: plus(before.least, times(plus(pod, claims), count)),
      rolling: larger(before.rolling, times(pod, surge)),
      names: [...before.names, nameShown(manifest)],
    });
  }
  return found;
}

const CNPG = 'postgresql.cnpg.io/Cluster';
const ROLLOUT = 'argoproj.io/Rollout';
/** Its Jobs never run beside a hook's: hooks wait for the Rollout. */
const ANALYSIS = 'argoproj.io/AnalysisTemplate';
const COUNTED: ReadonlySet<string> = new Set(['apps/Deployment', 'apps/StatefulSet', ROLLOUT, ANALYSIS, 'batch/Job']);

/** What one replica of a workload needs, with the volumes that are its own; undefined for what is not counted. */
export function replicaNeed(manifest: Manifest, set: ManifestSet): Need | undefined {
  const namespace = namespaceOf(manifest);
  const pod = podOf(manifest, containerDefaults(set.ofKind('/LimitRange').find((range) => namespaceOf(range) === namespace)));
  return pod === undefined ? undefined : plus(pod, needOfClaims(claimsOf(manifest, kindOf(manifest))));
}

function podOf(manifest: Manifest, defaults: unknown): Need | undefined {
  const kind = kindOf(manifest);
  if (kind === CNPG) return needOfResources(at(manifest, 'spec', 'resources'), defaults);
  const pod = COUNTED.has(kind) ? podsOf(manifest)[0] : undefined;
  return pod === undefined ? undefined : needOfPod(pod, defaults);
}

/** Kinds that claim volumes and whose pods are not counted: a CronJob says in its annotation what it makes for a while. */
const VOLUMES_ALONE: ReadonlySet<string> = new Set(['/PersistentVolumeClaim', 'batch/CronJob', 'kafka.strimzi.io/KafkaNodePool']);

/** The sizes of the volumes that each replica has, or that are claimed once. */
function claimsOf(manifest: Manifest, kind: string): readonly unknown[] {
  if (kind === '/PersistentVolumeClaim') return [at(manifest, 'spec', 'resources', 'requests', 'storage')];
  if (kind === 'apps/StatefulSet') return listAt(manifest, 'spec', 'volumeClaimTemplates').map((claim) => at(claim, 'spec', 'resources', 'requests', 'storage'));
  if (kind === 'batch/CronJob') return annotationOf(manifest, 'slipway.dev/scratch-volumes')?.split(',') ?? [];
  if (kind === 'kafka.strimzi.io/KafkaNodePool') return [at(manifest, 'spec', 'storage', 'size'), ...listAt(manifest, 'spec', 'storage', 'volumes').map((volume) => at(volume, 'size'))].filter((size) => size !== undefined);
  if (kind !== CNPG) return [];
  return [at(manifest, 'spec', 'storage', 'size'), at(manifest, 'spec', 'walStorage', 'size'), ...listAt(manifest, 'spec', 'tablespaces').map((space) => at(space, 'storage', 'size'))];
}

/** The fewest replicas of what autoscalers scale. */
function autoscaledAtLeast(set: ManifestSet): ReadonlyMap<string, number> {
  const scalers = [
    ...set.ofKind('autoscaling/HorizontalPodAutoscaler').map((scaler) => [scaler, countOf(at(scaler, 'spec', 'minReplicas'), 1)] as const),
    ...set.ofKind('keda.sh/ScaledObject').map((scaler) => [scaler, countOf(at(scaler, 'spec', 'minReplicaCount'), 0)] as const),
  ];
  return new Map(
    scalers.map(([scaler, fewest]) => {
      const target = at(scaler, 'spec', 'scaleTargetRef');
      return [key(namespaceOf(scaler), textAt(target, 'kind') ?? 'Deployment', textAt(target, 'name') ?? ''), fewest];
    }),
  );
}

/** Pods beside the replicas while a Deployment rolls. */
function surgeOf(manifest: Manifest, replicas: number): number {
  if (at(manifest, 'spec', 'strategy', 'type') === 'Recreate') return 0;
  return podsOfShare(at(manifest, 'spec', 'strategy', 'rollingUpdate', 'maxSurge'), replicas);
}

/** Where traffic is moved and not pods, both versions stand there in full at the end. */
function surgeOfRollout(manifest: Manifest, replicas: number): number {
  const blueGreen = at(manifest, 'spec', 'strategy', 'blueGreen');
  if (blueGreen !== undefined || at(manifest, 'spec', 'strategy', 'canary', 'trafficRouting') !== undefined) return replicas;
  return podsOfShare(at(manifest, 'spec', 'strategy', 'canary', 'maxSurge'), replicas);
}

/** Shares are rounded up. */
function podsOfShare(surge: unknown = '25%', replicas: number): number {
  const share = typeof surge === 'string' ? /^(\d{1,3})%$/.exec(surge)?.[1] : undefined;
  return share === undefined ? countOf(surge, 0) : Math.ceil((Number(share) * replicas) / 100);
}

function countOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000_000 ? value : otherwise;
}

/** The name of a bound, and the short one that means the same. */
function namesOf(bound: Bound): readonly string[] {
  return bound === 'requests.cpu' || bound === 'requests.memory' ? [bound, bound.slice('requests.'.length)] : [bound];
}

function nameShown(manifest: Manifest): string {
  return `${manifest.kind} ${shown(nameOf(manifest)).slice(1, -1)}`;
}

function listed(names: readonly string[]): string {
  if (names.length > MOST_NAMED) return `${names.length} workloads`;
  return names.length < 2 ? (names[0] ?? 'no workload') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function key(namespace: string, kind: string, name: string): string {
  return `${namespace}/${kind}/${name}`;
}
