import { describeRule } from '../../test-support/describe-rule.ts';
import { job } from '../../test-support/manifests.ts';
import { indexedJobHasShortName } from './indexed-job-has-short-name.ts';

const indexed = (name: string, completions: number) => job(name, { completionMode: 'Indexed', completions });

describeRule(indexedJobHasShortName, {
  accepts: { 'the longest for one digit': indexed('a'.repeat(61), 10), 'another mode': job('a.b'), 'none at all': indexed('a.b', 0) },
  rejects: { 'two digits': [indexed('a'.repeat(61), 11), ['metadata.name']], 'a dot': [indexed('a.b', 1), ['metadata.name']] },
});
