import { textOf } from '../text-of.ts';
import { own } from '../../api/defaults/fill.ts';
import { compareQuantity, quantityProblem } from '../../kernel/quantity.ts';
import { fieldsAt, valueAt } from '../immutable-field.ts';
import { type FoundImpact, type ImpactRule, type ImpactSubject, type PathedDifference } from '../impact-rule.ts';

/** Data can be lost for good. */
export const dataAtRisk: ImpactRule = {
  id: 'data-at-risk',
  why: 'nothing brings it back but a backup',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming',
  check: (subject) => [...ofRemoval(subject), ...ofChanges(subject), ...ofScale(subject)],
};

/** What is lost with an object that goes. */
const LOSSES: ReadonlyMap<string, string> = new Map([
  ['/PersistentVolumeClaim', 'its volume is released, and deleted where its class reclaims by Delete'],
  ['/PersistentVolume', 'the volume behind it may be deleted'],
  ['/Namespace', 'everything in it is deleted with it, claims and secrets included'],
  ['apiextensions.k8s.io/CustomResourceDefinition', 'every object of its kind is deleted with it'],
  ['apps/StatefulSet', 'its pods end, and its claims stay only while its retention policy says Retain'],
  ['postgresql.cnpg.io/Cluster', 'its operator deletes the database with its volumes'],
  ['kafka.strimzi.io/Kafka', 'its operator deletes the brokers, and their volumes where deleteClaim is set'],
  ['kafka.strimzi.io/KafkaNodePool', 'its operator deletes the brokers, and their volumes where deleteClaim is set'],
  ['kafka.strimzi.io/KafkaTopic', 'its operator deletes the topic with every message in it'],
]);

function ofRemoval({ status, kind, title, before }: ImpactSubject): readonly FoundImpact[] {
  if (before === undefined || (status !== 'removed' && status !== 'renamed')) return [];
  const loss = LOSSES.get(kind);
  if (loss === undefined) return [];
  const isKept = /\b(?:Prune|Delete)=false\b/.test(textOf(own(before.metadata.annotations ?? {}, 'argocd.argoproj.io/sync-options') ?? ''));
  const keeps = isKept || (kind === 'apps/StatefulSet' && valueAt(before, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') !== 'Delete');
  return [{ risk: keeps ? 'high' : 'critical', reason: `${status === 'renamed' ? `the former ${before.metadata.name}` : title} goes: ${loss}`, wayOut: 'take a backup first; to keep it, mark it with the sync option Prune=false' }];
}

function ofChanges(subject: ImpactSubject): readonly FoundImpact[] {
  return subject.differences.flatMap((difference) => ofChange(subject, difference));
}

function ofChange({ kind, title }: ImpactSubject, { path, steps, before, after }: PathedDifference): readonly FoundImpact[] {
  const last = steps.at(-1);
  if (after === 'Delete' && (RECLAIM.has(textOf(last)) || steps.includes('persistentVolumeClaimRetentionPolicy'))) {
    return [{ risk: 'critical', reason: `${title} now deletes its volumes together with their claims`, paths: [path] }];
  }
  if (last === 'deleteClaim' && after === true) return [{ risk: 'critical', reason: `${title} now deletes its volumes when it is deleted`, paths: [path] }];
  if (isShrunk(kind, steps, before, after)) return [{ risk: 'critical', reason: `${title} asks for less storage: ${textOf(after)} instead of ${textOf(before)}`, paths: [path], wayOut: 'a volume never shrinks: make a smaller one under a new name, copy the data, and switch over' }];
  if (kind === 'apps/StatefulSet' && steps[1] === 'volumeClaimTemplates') return [{ risk: 'high', reason: `${title} changes the claims its pods keep their data in`, paths: [path], wayOut: 'leave the template as it is, and change the claims themselves' }];
  if (kind === 'apiextensions.k8s.io/CustomResourceDefinition' && steps[1] === 'versions') return [{ risk: 'high', reason: `${title} changes the versions its objects are stored and served in`, paths: [path] }];
  return isOtherClaim(steps, before, after) ? [{ risk: 'high', reason: `${title} mounts another volume than the one its data is on`, paths: [path], wayOut: 'copy the data first' }] : [];
}

const RECLAIM: ReadonlySet<string> = new Set(['persistentVolumeReclaimPolicy', 'reclaimPolicy', 'whenDeleted', 'whenScaled']);
const STORES: ReadonlySet<string> = new Set(['/PersistentVolumeClaim', '/PersistentVolume', 'apps/StatefulSet', 'postgresql.cnpg.io/Cluster', 'kafka.strimzi.io/Kafka', 'kafka.strimzi.io/KafkaNodePool']);

function isShrunk(kind: string, steps: PathedDifference['steps'], before: unknown, after: unknown): boolean {
  const isSize = STORES.has(kind) && (steps.at(-1) === 'storage' || steps.at(-1) === 'size');
  return isSize && isQuantity(before) && isQuantity(after) && compareQuantity(after, before) < 0;
}

function isQuantity(value: unknown): value is string {
  return typeof value === 'string' && quantityProblem(value) === undefined;
}

function isOtherClaim(steps: PathedDifference['steps'], before: unknown, after: unknown): boolean {
  if (steps.includes('persistentVolumeClaim')) return before !== undefined;
  const isVolume = steps.at(-2) === 'volumes' || steps.at(-1) === 'volumes';
  return isVolume && after === undefined && fieldsAt({ before }, 'before', 'persistentVolumeClaim') !== undefined && Object.keys(fieldsAt({ before }, 'before', 'persistentVolumeClaim')).length > 0;
}

/** A StatefulSet that shrinks and deletes what it no longer scales to. */
function ofScale({ prediction, after, title }: ImpactSubject): readonly FoundImpact[] {
  const isDeleted = after !== undefined && valueAt(after, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenScaled') === 'Delete';
  const result = prediction?.result;
  return isDeleted && result?.outcome === 'scaled' && result.after < result.before
    ? [{ risk: 'critical', reason: `${title} deletes the volumes of the ${result.before - result.after} pods it loses`, paths: ['spec.replicas'] }]
    : [];
}
