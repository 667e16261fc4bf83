import { type Rule } from '../../rule.ts';
import { notSupported } from '../field-error.ts';
import { JOB_KINDS, jobSpecOf } from './job-spec-of.ts';

export const podReplacementPolicyFits: Rule = {
  id: 'pod-replacement-policy-fits',
  severity: 'error',
  why: 'whether a pod failed by the failure policy is known only when it has ended, so that it can be replaced no earlier',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-replacement-policy',
  kinds: JOB_KINDS,
  keys: ['podReplacementPolicy'],
  check(subject) {
    const { spec, path } = jobSpecOf(subject);
    const policy: string | undefined = spec.podReplacementPolicy;
    const supported = spec.podFailurePolicy === undefined ? ['Failed', 'TerminatingOrFailed'] : ['Failed'];
    return policy === undefined || supported.includes(policy) ? [] : [notSupported(`${path}.podReplacementPolicy`, policy, supported)];
  },
};
