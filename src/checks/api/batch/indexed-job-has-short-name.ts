import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { jobSpecOf } from './job-spec-of.ts';

export const indexedJobHasShortName: Rule = {
  id: 'indexed-job-has-short-name',
  severity: 'error',
  why: 'each pod of an Indexed Job has a host name of the name and its index',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode',
  kinds: ['batch/Job'],
  keys: ['completionMode'],
  *check(subject) {
    const { completionMode, completions = 0 } = jobSpecOf(subject).spec;
    const { name } = subject.identity;
    if (completionMode !== 'Indexed' || completions <= 0 || name === '') return;
    const host = `${name}-${completions - 1}`;
    for (const error of dnsLabelErrors(host)) {
      yield invalid('metadata.name', name, `the last pod's host name would be ${JSON.stringify(host)}, and ${error}`);
      return;
    }
  },
};
