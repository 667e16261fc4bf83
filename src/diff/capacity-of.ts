import { type Fields, isFields, own, ownList } from '../api/defaults/fill.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { formatQuantity, parseQuantity, quantityProblem } from '../kernel/quantity.ts';
import { type Capacity, type Demand } from './diff.ts';
import { fieldsAt, valueAt } from './immutable-field.ts';
import { type ManifestIndex } from './manifest-index.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { containersOf, templateOf } from './pod-template.ts';

/** Amounts by resource, in billionths. */
type Sum = Map<string, bigint>;

/** What a workload or claim asks for; undefined for an object that asks for nothing. A DaemonSet counts as one pod: only the cluster knows its nodes. */
export function capacityOf(manifest: Manifest, index: ManifestIndex): { readonly minimum: Sum; readonly maximum: Sum } | undefined {
  const kind = kindOf(manifest);
  const storage = kind === '/PersistentVolumeClaim' ? claimed(manifest, new Map()) : undefined;
  if (storage !== undefined) return { minimum: storage, maximum: storage };
  const template = templateOf(manifest);
  if (template === undefined) return undefined;
  const pod = podDemand(fieldsAt(template, 'spec'));
  for (const claim of ownList(fieldsAt(manifest, 'spec'), 'volumeClaimTemplates')) if (isFields(claim)) claimed(claim, pod);
  const scale = index.scaleOf(manifest) ?? fixedScale(kind, manifest);
  return { minimum: times(pod, scale.minimum), maximum: times(pod, scale.maximum) };
}

/** The demands of all objects together. */
export function totalCapacity(index: ManifestIndex): Capacity {
  const [minimum, maximum] = [new Map<string, bigint>(), new Map<string, bigint>()];
  for (const manifest of index.manifests) {
    const each = capacityOf(manifest, index);
    if (each === undefined) continue;
    add(minimum, each.minimum);
    add(maximum, each.maximum);
  }
  return { minimum: demandOf(minimum), maximum: demandOf(maximum) };
}

/** Amounts as quantities, the resources in the order of code units. */
export function demandOf(sum: Sum): Demand {
  return Object.fromEntries([...sum].filter(([, nano]) => nano !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, nano]) => [key, formatQuantity({ nano, format: /memory|storage/.test(key) ? 'BinarySI' : 'DecimalSI' })]));
}

function fixedScale(kind: string, manifest: Manifest): { readonly minimum: number; readonly maximum: number } {
  const key = kind === 'batch/Job' ? 'parallelism' : 'replicas';
  const count = valueAt(manifest, 'spec', key);
  const pods = typeof count === 'number' ? count : 1;
  // A CronJob runs now and then.
  return kind === 'batch/CronJob' ? { minimum: 0, maximum: 1 } : { minimum: pods, maximum: pods };
}

/**
 * What one pod asks for: its containers together, or the largest of the init containers that run before them.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
 */
function podDemand(spec: Fields): Sum {
  const together: Sum = new Map();
  const alone: Sum = new Map();
  for (const { list, container } of containersOf(spec)) {
    const asked = containerDemand(container);
    if (list === 'initContainers' && own(container, 'restartPolicy') !== 'Always') for (const [key, nano] of asked) alone.set(key, nano > (alone.get(key) ?? 0n) ? nano : alone.get(key)!);
    else if (list !== 'ephemeralContainers') add(together, asked);
  }
  for (const [key, nano] of alone) if (nano > (together.get(key) ?? 0n)) together.set(key, nano);
  return together;
}

function containerDemand(container: Fields): Sum {
  const sum: Sum = new Map();
  const resources = fieldsAt(container, 'resources');
  // A pod asks for what it is limited to, where it asks for nothing.
  const requests = { ...fieldsAt(resources, 'limits'), ...fieldsAt(resources, 'requests') };
  for (const [name, amounts] of [['requests', requests], ['limits', fieldsAt(resources, 'limits')]] as const) {
    for (const [key, amount] of Object.entries(amounts)) put(sum, `${name}.${key}`, amount);
  }
  return sum;
}

function claimed(claim: Fields, into: Sum): Sum {
  put(into, 'storage', valueAt(claim, 'spec', 'resources', 'requests', 'storage'));
  return into;
}

function put(sum: Sum, key: string, amount: unknown): void {
  const text = typeof amount === 'number' ? String(amount) : amount;
  if (typeof text === 'string' && quantityProblem(text) === undefined) sum.set(key, (sum.get(key) ?? 0n) + parseQuantity(text).nano);
}

function add(into: Sum, sum: Sum): void {
  for (const [key, nano] of sum) into.set(key, (into.get(key) ?? 0n) + nano);
}

function times(sum: Sum, count: number): Sum {
  const factor = Number.isSafeInteger(count) && count > 0 ? BigInt(count) : 0n;
  return new Map([...sum].map(([key, nano]) => [key, nano * factor]));
}
