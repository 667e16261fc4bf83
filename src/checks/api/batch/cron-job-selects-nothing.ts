import { type Rule } from '../../rule.ts';
import { invalid, notSupported } from '../field-error.ts';
import { jobSpecOf } from './job-spec-of.ts';

export const cronJobSelectsNothing: Rule = {
  id: 'cron-job-selects-nothing',
  severity: 'error',
  why: 'each Job that a CronJob makes gets a selector of its own; with the same one they would take each other\'s pods',
  source: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/batch/validation/validation.go',
  kinds: ['batch/CronJob'],
  keys: ['selector', 'manualSelector'],
  *check(subject) {
    const { spec, path } = jobSpecOf(subject);
    if (spec.selector !== undefined) yield { ...invalid(`${path}.selector`, spec.selector, 'the API server writes it into each Job'), fix: 'remove the selector' };
    if (spec.manualSelector === true) yield { ...notSupported(`${path}.manualSelector`, true, ['false', 'nil']), fix: 'remove the field' };
  },
};
