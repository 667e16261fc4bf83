import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { notSupported } from '../../field-error.ts';

/** When the kubelet may pull an image. */
export const PULL_POLICIES: readonly string[] = ['Always', 'IfNotPresent', 'Never'];

export const imagePullPolicyIsKnown: Rule = {
  id: 'image-pull-policy-is-known',
  severity: 'error',
  why: 'the API server refuses any other word for when to pull an image',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
  kinds: POD_KINDS,
  keys: ['imagePullPolicy'],
  *check({ apiContainers }) {
    for (const { path, container: { imagePullPolicy: policy } } of apiContainers) {
      if (policy !== undefined && !PULL_POLICIES.includes(policy)) yield notSupported(`${path}.imagePullPolicy`, policy, PULL_POLICIES);
    }
  },
};
