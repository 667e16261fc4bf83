import { type Fields, isFields, own, ownList } from '../api/defaults/fill.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { compareQuantity, quantityProblem } from '../kernel/quantity.ts';
import { type FoundImpact, type ImpactSubject } from './impact-rule.ts';
import { fieldsAt } from './immutable-field.ts';
import { textOf } from './text-of.ts';

const QUOTA = 'https://kubernetes.io/docs/concepts/policy/resource-quotas/';
const RANGE = 'https://kubernetes.io/docs/concepts/policy/limit-range/';

/** What may no longer be made in a namespace, and what may be made again: its quotas and limits. What runs goes on. */
export function namespaceLimits(subject: ImpactSubject): readonly FoundImpact[] {
  if (subject.kind === '/ResourceQuota') return told(subject, quotaOf, QUOTA, 'what its namespace may hold');
  return subject.kind === '/LimitRange' ? told(subject, rangeOf, RANGE, 'what may be made in its namespace') : [];
}

/** One limit: its name as people say it, the amount, and whether less of it lets less in, or more, or neither. */
interface Limit {
  readonly amount: string;
  readonly sense: 'ceiling' | 'floor' | 'default';
}

type Limits = ReadonlyMap<string, Limit>;

function told({ title, before, after, prediction }: ImpactSubject, limitsOf: (manifest: Manifest) => Limits, source: string, what: string): readonly FoundImpact[] {
  if (prediction !== undefined && prediction.result.outcome !== 'in-place') return [];
  const [was, is] = [before, after].map((manifest): Limits => (manifest === undefined ? new Map() : limitsOf(manifest)));
  const names = [...new Set([...was!.keys(), ...is!.keys()])].sort();
  const found = names.map((name) => ({ name, was: was!.get(name), is: is!.get(name) })).filter((one) => one.was?.amount !== one.is?.amount);
  const [tighter, looser] = [found.filter(isTighter), found.filter((one) => !isTighter(one))];
  const isShut = tighter.some(({ is: now }) => now !== undefined && now.sense === 'ceiling' && isZero(now.amount));
  return [
    ...(tighter.length === 0 ? [] : [{ risk: isShut ? 'high' : 'medium', reason: `${title} tightens ${what}: ${tighter.map(said).join(', ')}; ${isShut ? 'nothing more that counts as it can be made, pods that are replaced included' : 'what is beyond is refused when it is made, pods that are replaced included'}`, source } as const]),
    ...(looser.length === 0 ? [] : [{ risk: 'low', reason: `${title} loosens ${what}: ${looser.map(said).join(', ')}`, source } as const]),
  ];
}

interface Turned {
  readonly name: string;
  readonly was: Limit | undefined;
  readonly is: Limit | undefined;
}

/** A default is what containers get that say nothing: whatever it becomes, they are other ones. */
function isTighter({ was, is }: Turned): boolean {
  const sense = (is ?? was)!.sense;
  if (sense === 'default') return true;
  if (was === undefined || is === undefined) return is !== undefined;
  if (quantityProblem(was.amount) !== undefined || quantityProblem(is.amount) !== undefined) return true;
  const order = compareQuantity(is.amount, was.amount);
  return sense === 'ceiling' ? order < 0 : order > 0;
}

function isZero(amount: string): boolean {
  return quantityProblem(amount) === undefined && compareQuantity(amount, '0') === 0;
}

function said({ name, was, is }: Turned): string {
  return `${name} ${is?.amount ?? 'without limit'} instead of ${was?.amount ?? 'without limit'}`;
}

function quotaOf(manifest: Manifest): Limits {
  return new Map(Object.entries(fieldsAt(manifest, 'spec', 'hard')).map(([name, amount]): [string, Limit] => [name, { amount: textOf(amount), sense: 'ceiling' }]));
}

const SENSES = { max: 'ceiling', min: 'floor', maxLimitRequestRatio: 'ceiling', default: 'default', defaultRequest: 'default' } as const;

function rangeOf(manifest: Manifest): Limits {
  const limits = new Map<string, Limit>();
  for (const limit of ownList(fieldsAt(manifest, 'spec'), 'limits').filter(isFields)) {
    for (const [key, sense] of Object.entries(SENSES)) {
      for (const [resource, amount] of Object.entries(amountsIn(limit, key))) limits.set(`${key} ${resource} of a ${textOf(own(limit, 'type') ?? 'Container')}`, { amount: textOf(amount), sense });
    }
  }
  return limits;
}

function amountsIn(limit: Fields, key: string): Fields {
  const amounts = own(limit, key);
  return isFields(amounts) ? amounts : {};
}
