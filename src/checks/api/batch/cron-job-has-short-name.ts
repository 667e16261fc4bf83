import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { byteLength } from '../syntax/length.ts';

export const cronJobHasShortName: Rule = {
  id: 'cron-job-has-short-name',
  severity: 'error',
  why: 'the names of its Jobs are eleven characters longer, and have room for 63',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/',
  kinds: ['batch/CronJob'],
  check({ identity: { name } }) {
    return byteLength(name) > LONGEST ? [{ ...invalid('metadata.name', name, `must be no more than ${LONGEST} characters`), fix: 'shorten the name' }] : [];
  },
};

const LONGEST = 52;
