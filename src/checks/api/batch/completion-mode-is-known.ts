import { type Rule } from '../../rule.ts';
import { notSupported } from '../field-error.ts';
import { JOB_KINDS, jobSpecOf } from './job-spec-of.ts';

export const completionModeIsKnown: Rule = {
  id: 'completion-mode-is-known',
  severity: 'error',
  why: 'the API server refuses a mode that is neither of the two, or is spelled otherwise',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode',
  kinds: JOB_KINDS,
  keys: ['completionMode'],
  check(subject) {
    const { spec, path } = jobSpecOf(subject);
    const mode: string | undefined = spec.completionMode;
    return mode === undefined || MODES.includes(mode) ? [] : [notSupported(`${path}.completionMode`, mode, MODES)];
  },
};

const MODES = ['Indexed', 'NonIndexed'];
