import { at, fieldsAt } from '../field.ts';
import { type Rule } from '../rule.ts';
import { describeSelector } from '../describe-selector.ts';
import { shown } from '../shown.ts';
import { WORKLOAD_KINDS, workloadPods } from '../workloads.ts';

export const workloadSelectorIsOwn: Rule = {
  id: 'workload-selector-is-own',
  severity: 'error',
  why: 'two controllers that select one another\'s pods count them as their own, adopt what is orphaned and delete what is too much',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  kinds: WORKLOAD_KINDS.filter((kind) => kind !== '/ReplicationController'),
  *check({ manifest, identity, set }) {
    const selector = at(manifest, 'spec', 'selector');
    if (Object.keys(fieldsAt(selector)).length === 0) return;
    const others = workloadPods(set).selectedBy(selector, identity.namespace).filter(({ owner }) => owner !== manifest);
    if (others.length === 0) return;
    const named = others.slice(0, MOST_NAMED).map(({ owner }) => `${owner.kind} ${shown(at(owner, 'metadata', 'name'))}`);
    yield {
      path: 'spec.selector',
      message: `${describeSelector(selector)} selects the pods of ${named.join(', ')}${others.length > MOST_NAMED ? ` and ${others.length - MOST_NAMED} more` : ''} as well`,
      fix: 'add a label to the selector and to the pods that no other workload has',
    };
  },
};

const MOST_NAMED = 3;
