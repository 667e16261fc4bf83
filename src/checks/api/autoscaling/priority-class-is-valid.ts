import { type PriorityClassProps } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { bodyOf } from '../config/spec-of.ts';
import { forbidden, notSupported, required } from '../field-error.ts';

export const priorityClassIsValid: Rule = {
  id: 'priority-class-is-valid',
  severity: 'error',
  why: 'the API server keeps the highest priorities and the names beginning with "system-" for itself',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass',
  kinds: ['scheduling.k8s.io/PriorityClass'],
  *check(subject) {
    const { value = 0, globalDefault = false, ...body } = bodyOf<PriorityClassProps>(subject);
    const name = subject.identity.name;
    if (name.startsWith('system-')) yield* systemFindings(name, value, globalDefault);
    else if (value > HIGHEST) yield forbidden('value', `the highest priority that users can give is ${HIGHEST}`);
    const policy: string | null | undefined = body.preemptionPolicy;
    if (policy === '') yield required('preemptionPolicy', 'write Never or PreemptLowerPriority');
    else if (typeof policy === 'string' && !POLICIES.includes(policy)) yield notSupported('preemptionPolicy', policy, POLICIES);
  },
};

function* systemFindings(name: string, value: number, globalDefault: boolean): Iterable<Finding> {
  const own = SYSTEM.get(name);
  const wrong = own === undefined ? `${JSON.stringify(name)} is none of them` : own === value ? globalDefault && 'globalDefault must be false' : `its value must be ${own}`;
  if (wrong !== false) yield forbidden('metadata.name', `names beginning with "system-" are those of Kubernetes' own classes: ${wrong}`);
}

const HIGHEST = 1_000_000_000;
const SYSTEM: ReadonlyMap<string, number> = new Map([['system-node-critical', 2_000_001_000], ['system-cluster-critical', 2_000_000_000]]);
const POLICIES = ['Never', 'PreemptLowerPriority'];
