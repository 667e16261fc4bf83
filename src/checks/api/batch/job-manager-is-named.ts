import { type Rule } from '../../rule.ts';
import { invalid, required, tooLong } from '../field-error.ts';
import { domainPrefixedPathErrors } from '../syntax/domain-prefixed-path.ts';
import { byteLength } from '../syntax/length.ts';
import { JOB_KINDS, jobSpecOf } from './job-spec-of.ts';

export const jobManagerIsNamed: Rule = {
  id: 'job-manager-is-named',
  severity: 'error',
  why: 'a Job that another controller looks after names it by domain and path',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#delegation-of-managing-a-job-object-to-external-controller',
  kinds: JOB_KINDS,
  keys: ['managedBy'],
  *check(subject) {
    const { spec, path } = jobSpecOf(subject);
    const at = `${path}.managedBy`;
    if (spec.managedBy === undefined) return;
    if (spec.managedBy === '') return void (yield required(at, 'a domain and a path, such as "example.com/controller"'));
    for (const error of domainPrefixedPathErrors(spec.managedBy)) yield invalid(at, spec.managedBy, error);
    if (byteLength(spec.managedBy) > LONGEST) yield tooLong(at, LONGEST);
  },
};

const LONGEST = 63;
