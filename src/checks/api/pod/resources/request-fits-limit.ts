import { nanoOf } from '../../../../kernel/quantity-amount.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { milliOf } from '../../config/amount-of.ts';
import { entriesOf } from '../../config/items-of.ts';
import { invalid, required } from '../../field-error.ts';
import { isOvercommitAllowed } from '../../quota/resource-name.ts';
import { resourcesOf } from './resource-lists.ts';

export const requestFitsLimit: Rule = {
  id: 'request-fits-limit',
  severity: 'error',
  why: 'the API server refuses a request above its limit; of huge pages and extended resources both must be the same',
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#requests-and-limits',
  kinds: POD_KINDS,
  keys: ['requests'],
  *check(subject) {
    for (const { path, resources: { limits = {}, requests } } of resourcesOf(subject)) {
      for (const [name, amount] of entriesOf(requests)) {
        const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
        const flexible = isOvercommitAllowed(name);
        // About the whole list, as the server has it.
        if (limit === undefined) {
          if (!flexible) yield required(`${path}.limits`, `a limit must be set for ${name}, which can't be overcommitted`);
        } else if (nanoOf(amount) > nanoOf(limit) && milliOf(amount) > milliOf(limit)) {
          yield invalid(`${path}.requests`, amount, `must be ${flexible ? 'less than or ' : ''}equal to ${name} limit of ${limit}`);
        } else if (!flexible && nanoOf(amount) !== nanoOf(limit)) {
          yield invalid(`${path}.requests`, amount, `must be equal to ${name} limit of ${limit}`);
        }
      }
    }
  },
};
