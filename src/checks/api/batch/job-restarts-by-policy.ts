import { type Rule } from '../../rule.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import { JOB_KINDS, jobSpecOf } from './job-spec-of.ts';

export const jobRestartsByPolicy: Rule = {
  id: 'job-restarts-by-policy',
  severity: 'error',
  why: 'a pod that is always started again never ends, and one that is started again in place shows no failure to judge',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template',
  kinds: JOB_KINDS,
  check(subject) {
    const { spec, path } = jobSpecOf(subject);
    const at = `${path}.template.spec.restartPolicy`;
    const policy = spec.template?.spec?.restartPolicy ?? '';
    if (policy === '' || policy === 'Always') return [{ ...required(at, 'a Job says Never or OnFailure'), fix: 'write restartPolicy: Never' }];
    if (!POLICIES.includes(policy)) return [notSupported(at, policy, POLICIES)];
    if (policy === 'Never' || spec.podFailurePolicy === undefined) return [];
    return [{ ...invalid(at, policy, 'must be Never where there is podFailurePolicy'), fix: 'write restartPolicy: Never' }];
  },
};

const POLICIES: readonly string[] = ['Never', 'OnFailure'];
