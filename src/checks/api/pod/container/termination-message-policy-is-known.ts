import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { notSupported } from '../../field-error.ts';

const POLICIES: readonly string[] = ['File', 'FallbackToLogsOnError'];

export const terminationMessagePolicyIsKnown: Rule = {
  id: 'termination-message-policy-is-known',
  severity: 'error',
  why: 'the API server refuses any other word for where the last message of a container comes from',
  source: 'https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/#customizing-the-termination-message',
  kinds: POD_KINDS,
  keys: ['terminationMessagePolicy'],
  *check({ apiContainers }) {
    for (const { path, container: { terminationMessagePolicy: policy } } of apiContainers) {
      if (policy !== undefined && !POLICIES.includes(policy)) yield notSupported(`${path}.terminationMessagePolicy`, policy, POLICIES);
    }
  },
};
