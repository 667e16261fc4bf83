import { type PriorityClassProps } from '../../../../../imports/kubernetes.ts';
import { type Rule } from '../../../rule.ts';
import { type Subject } from '../../../subject.ts';
import { forbidden } from '../../field-error.ts';

/** The priorities of the classes that every cluster has. */
const BUILT_IN: ReadonlyMap<string, number> = new Map([['system-cluster-critical', 2_000_000_000], ['system-node-critical', 2_000_001_000]]);

export const priorityIsThatOfClass: Rule = {
  id: 'priority-is-that-of-class',
  severity: 'error',
  why: 'a pod has the priority of its PriorityClass: the API server refuses a number of its own',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#pod-priority',
  kinds: ['/Pod'],
  keys: ['priority', 'preemptionPolicy'],
  *check(subject) {
    for (const { specPath, spec: { priority, priorityClassName = '', preemptionPolicy } } of subject.apiPods) {
      const known = classOf(subject, priorityClassName);
      if (known === undefined) continue;
      if (priority !== undefined && priority !== known.priority) {
        yield { ...forbidden(`${specPath}.priority`, `the integer value of priority (${priority}) must not be provided in pod spec; it is ${known.priority} by its class`), fix: 'remove the field, and name a PriorityClass in priorityClassName' };
      }
      if (preemptionPolicy !== undefined && preemptionPolicy !== known.preemption && POLICIES.includes(preemptionPolicy)) {
        yield { ...forbidden(`${specPath}.preemptionPolicy`, `${preemptionPolicy} must not be provided in pod spec; it is ${known.preemption} by its class`), fix: 'remove the field, and name a PriorityClass in priorityClassName' };
      }
    }
  },
};

const POLICIES: readonly string[] = ['Never', 'PreemptLowerPriority'];

/** What a pod of the class gets; undefined where only the cluster knows. */
function classOf({ set }: Subject, name: string): { readonly priority: number; readonly preemption: string } | undefined {
  const classes = set.ofKind('scheduling.k8s.io/PriorityClass') as unknown as readonly (PriorityClassProps & { readonly metadata: { readonly name?: string } })[];
  // A class for pods that name none may stand anywhere; where the set has one, nobody looks closer.
  if (name === '') return classes.some(({ globalDefault }) => globalDefault === true) ? undefined : { priority: 0, preemption: 'PreemptLowerPriority' };
  const priority = BUILT_IN.get(name);
  if (priority !== undefined) return { priority, preemption: 'PreemptLowerPriority' };
  const found = classes.find(({ metadata }) => metadata.name === name);
  return found === undefined || typeof found.value !== 'number' ? undefined : { priority: found.value, preemption: found.preemptionPolicy ?? 'PreemptLowerPriority' };
}
