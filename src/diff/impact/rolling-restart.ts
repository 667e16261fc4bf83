import { textOf } from '../text-of.ts';
import { isFields, own } from '../../api/defaults/fill.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type Rollout } from '../diff.ts';
import { fieldsAt, valueAt } from '../immutable-field.ts';
import { type ImpactRule, type ImpactSubject } from '../impact-rule.ts';
import { endsAll } from '../ends-all.ts';

/** The pods of a workload are replaced. */
export const rollingRestart: ImpactRule = {
  id: 'rolling-restart',
  why: 'every pod is replaced: what is slow to start or to end, or can not run beside its former self, shows now',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#updating-a-deployment',
  check: (subject) => {
    const isArgo = subject.kind === 'argoproj.io/Rollout' && subject.prediction?.result.outcome === 'in-place' && subject.differences.some(({ path }) => path.startsWith('spec.template'));
    if (subject.prediction?.result.outcome !== 'rolled' && !isArgo) return [];
    const rollout = rolloutOf(subject);
    const isAtOnce = rollout.strategy === 'Recreate';
    const isOutage = isAtOnce || endsAll(subject.after!, rollout.pods);
    const paths = subject.differences.map(({ path }) => path).filter((path) => path.startsWith('spec.template'));
    return [{ risk: isOutage ? 'high' : 'medium', reason: `${sentence(subject.title, rollout, isAtOnce)}${isOutage && !isAtOnce ? OUTAGE : ''}`, rollout, ...(paths.length === 0 ? {} : { paths }) }];
  },
};

const OUTAGE = ': all of them may be gone before a new one serves';

function sentence(title: string, rollout: Rollout, isAtOnce: boolean): string {
  const pods = rollout.pods === undefined ? 'its pods on every node' : rollout.pods === 1 ? 'its 1 pod' : `its ${rollout.pods} pods`;
  if (isAtOnce) return `${title} ends ${pods} at once and only then makes the new ones`;
  const details = [
    ...(rollout.maxSurge === undefined ? [] : [`${rollout.maxSurge} more at once`]),
    ...(rollout.maxUnavailable === undefined ? [] : [`${rollout.maxUnavailable} fewer`]),
    ...(rollout.budget === undefined ? [] : [`budget ${rollout.budget.name} ${rollout.budget.allows}`]),
  ];
  return `${title} replaces ${pods} (${[rollout.strategy, ...details].join(', ')})`;
}

function rolloutOf({ after, sets, prediction }: ImpactSubject): Rollout {
  const workload = after!;
  const scale = sets.after.scaleOf(workload);
  const live = prediction?.update.live;
  const replicas = scale?.minimum ?? valueAt(live ?? workload, 'spec', 'replicas') ?? (workload.kind === 'Rollout' ? 1 : undefined);
  const strategy = workload.kind === 'StatefulSet' || workload.kind === 'DaemonSet' ? fieldsAt(workload, 'spec', 'updateStrategy') : fieldsAt(workload, 'spec', 'strategy');
  const details = fieldsAt(strategy, 'rollingUpdate');
  const budget = sets.after.budgetOf(workload);
  return {
    workload: workload.metadata.name,
    ...(typeof replicas === 'number' && workload.kind !== 'DaemonSet' ? { pods: replicas } : {}),
    strategy: strategyName(strategy),
    ...amount(own(details, 'maxUnavailable'), 'maxUnavailable'),
    ...amount(own(details, 'maxSurge'), 'maxSurge'),
    ...(budget === undefined ? {} : { budget: { name: budget.metadata.name, allows: allowance(budget) } }),
  };
}

function strategyName(strategy: Readonly<Record<string, unknown>>): string {
  const type = own(strategy, 'type');
  if (typeof type === 'string') return type;
  return isFields(own(strategy, 'canary')) ? 'canary' : isFields(own(strategy, 'blueGreen')) ? 'blue-green' : 'RollingUpdate';
}

function amount(value: unknown, key: 'maxUnavailable' | 'maxSurge'): Partial<Record<typeof key, string>> {
  return typeof value === 'string' || typeof value === 'number' ? { [key]: textOf(value) } : {};
}

function allowance(budget: Manifest): string {
  const [least, most] = [valueAt(budget, 'spec', 'minAvailable'), valueAt(budget, 'spec', 'maxUnavailable')];
  if (most !== undefined) return `lets ${textOf(most)} go at once`;
  return least === undefined ? 'lets none go' : `keeps ${textOf(least)}`;
}
