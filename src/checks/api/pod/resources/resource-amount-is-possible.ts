import { nanoOf, ONE } from '../../../../kernel/quantity-amount.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { entriesOf } from '../../config/items-of.ts';
import { keyPath } from '../../config/key-path.ts';
import { milliOf } from '../../config/amount-of.ts';
import { invalid } from '../../field-error.ts';
import { isWholeResource } from '../../quota/resource-name.ts';
import { pageSizeOf } from './page-size.ts';
import { resourcesOf } from './resource-lists.ts';

export const resourceAmountIsPossible: Rule = {
  id: 'resource-amount-is-possible',
  severity: 'error',
  why: 'the API server refuses less than nothing of a resource, a part of what comes whole, and huge pages that are not filled',
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  kinds: POD_KINDS,
  keys: ['limits', 'requests', 'overhead'],
  *check(subject) {
    for (const { path, resources } of resourcesOf(subject)) {
      for (const list of ['limits', 'requests'] as const) {
        for (const [name, amount] of entriesOf(resources[list])) yield* amountFindings(keyPath(`${path}.${list}`, name), name, amount);
      }
    }
    for (const { specPath, spec } of subject.apiPods) {
      for (const [name, amount] of entriesOf(spec.overhead)) yield* amountFindings(keyPath(`${specPath}.overhead.limits`, name), name, amount);
    }
  },
};

function* amountFindings(path: string, name: string, amount: number | string): Iterable<Finding> {
  if (nanoOf(amount) < 0n) yield invalid(path, amount, 'must be greater than or equal to 0');
  if (isWholeResource(name) && milliOf(amount) % 1000n !== 0n) yield invalid(path, amount, 'must be an integer');
  if (!name.startsWith('hugepages-')) return;
  const page = pageSizeOf(name);
  if (page === undefined || roundedUp(nanoOf(amount)) % page !== 0n) yield invalid(path, amount, `must be a multiple of the page size of ${name}`);
}

/** Whole bytes. */
function roundedUp(nano: bigint): bigint {
  const rest = nano % ONE;
  return rest > 0n ? nano - rest + ONE : nano - rest;
}
