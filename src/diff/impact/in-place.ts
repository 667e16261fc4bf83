import { endsAll } from '../ends-all.ts';
import { valueAt } from '../immutable-field.ts';
import { isTextOnly } from '../text-only.ts';
import { type FoundImpact, type ImpactRule, type ImpactSubject } from '../impact-rule.ts';

/** The object changes where it is: no pod is replaced for it. */
export const inPlace: ImpactRule = {
  id: 'in-place',
  why: 'it takes effect at once, without a rollout that could be stopped',
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
  check: (subject) => (subject.prediction?.result.outcome === 'in-place' && subject.kind !== 'argoproj.io/Rollout' ? [found(subject)] : rolloutFound(subject)),
};

const DETAIL: ReadonlyMap<string, string> = new Map([
  ['/ConfigMap', ': pods that mount it read it anew within a minute or two, pods that take it as environment or by subPath only once they restart'],
  ['/Secret', ': pods that mount it read it anew within a minute or two, pods that take it as environment or by subPath only once they restart'],
  ['batch/CronJob', ': it holds for the next run'],
  ['batch/Job', ': pods that run go on'],
  ['apps/ReplicaSet', ': only new pods are made from it'],
  ['/ReplicationController', ': only new pods are made from it'],
]);

function found(subject: ImpactSubject): FoundImpact {
  const { title, kind, differences } = subject;
  if (isDangerousFromNow(subject)) return { risk: 'medium', reason: `${title} changes in place: from the next rollout on, all of its pods may be gone before a new one serves` };
  if (kind === '/ConfigMap' && isTextOnly(differences)) return { risk: 'low', reason: `${title} changes in place: in its text only, and what parses that as JSON or YAML gets the same structure as before` };
  if (kind === '/PersistentVolumeClaim' && differences.some(({ path }) => path === 'spec.resources.requests.storage')) return { risk: 'low', reason: `${title} changes in place: its volume grows, which its class allows; no pod is replaced, but some drivers let the file system grow only once a pod mounts it anew` };
  const isCustom = /^[^/]+\.[^/]+\//.test(kind) && !kind.startsWith('networking.k8s.io/') && !kind.includes('.k8s.io/');
  const detail = DETAIL.get(kind) ?? (isCustom ? ': what follows is up to its operator' : '');
  return { risk: isCustom || differences.length === 0 ? 'medium' : 'low', reason: `${title} changes in place${detail}` };
}

/** Whether a rollout might not end all pods before, and may now. */
function isDangerousFromNow({ before, after, sets }: ImpactSubject): boolean {
  if (before === undefined || after === undefined) return false;
  const pods = sets.after.scaleOf(after)?.minimum ?? valueAt(after, 'spec', 'replicas');
  const count = typeof pods === 'number' ? pods : undefined;
  return endsAll(after, count) && !endsAll(before, count);
}

/** A Rollout of Argo changes in place where its template does not. */
function rolloutFound(subject: ImpactSubject): readonly FoundImpact[] {
  const isRollout = subject.kind === 'argoproj.io/Rollout' && subject.prediction?.result.outcome === 'in-place';
  return isRollout && !subject.differences.some(({ path }) => path.startsWith('spec.template') || path === 'spec.replicas') ? [found(subject)] : [];
}
