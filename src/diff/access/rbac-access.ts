import { textOf } from '../text-of.ts';
import { own, ownList } from '../../api/defaults/fill.ts';
import { type FoundImpact, type ImpactSubject, type PathedDifference } from '../impact-rule.ts';
import { type Grant, grantsOf, grantText, isPowerful, newGrants } from './rbac-grants.ts';

const ROLES: ReadonlySet<string> = new Set(['rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/ClusterRole']);
const BINDINGS: ReadonlySet<string> = new Set(['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding']);

/** A label that adds a role's rules to another one. */
const AGGREGATES = 'rbac.authorization.k8s.io/aggregate-to-';

/** Who may do what, by roles and their bindings. */
export function rbacAccess(subject: ImpactSubject): readonly FoundImpact[] {
  if (ROLES.has(subject.kind)) return ofRole(subject);
  return BINDINGS.has(subject.kind) ? ofBinding(subject) : [];
}

function ofRole({ before, after, title, differences }: ImpactSubject): readonly FoundImpact[] {
  const [held, given] = [before, after].map((role) => grantsOf(role === undefined ? [] : ownList(role, 'rules')));
  const [more, less] = [newGrants(held!, given!), newGrants(given!, held!)];
  const joined = differences.filter((difference) => isAggregation(difference));
  return [
    ...(joined.length === 0 ? [] : [{ risk: 'high', direction: 'other', reason: `${title} is put together otherwise with other roles: whoever holds one of them holds other rights`, paths: joined.map(({ path }) => path) } as const]),
    ...(more.length === 0 ? [] : [{ risk: more.some(isPowerful) ? 'high' : 'medium', direction: 'wider', reason: `${title} allows more: ${listed(more)}` } as const]),
    ...(less.length === 0 ? [] : [{ risk: 'medium', direction: 'narrower', reason: `${title} allows less: no more ${listed(less)}` } as const]),
  ];
}

/** Whether the rules of one role come to another, or no longer do. */
function isAggregation({ steps, before, after }: PathedDifference): boolean {
  if (steps[0] === 'aggregationRule') return true;
  return steps[0] === 'metadata' && (steps.length === 1 || steps[1] === 'labels') && JSON.stringify([steps, before ?? null, after ?? null]).includes(AGGREGATES);
}

function listed(grants: readonly Grant[]): string {
  const shown = grants.slice(0, MOST).map(grantText).join(', ');
  return grants.length > MOST ? `${shown} and ${grants.length - MOST} more` : shown;
}

const MOST = 5;

function ofBinding({ before, after, title, kind, prediction }: ImpactSubject): readonly FoundImpact[] {
  if (prediction?.result.outcome === 'immutable') return [];
  const [held, given] = [before, after].map((binding) => new Set((binding === undefined ? [] : ownList(binding, 'subjects')).map(subjectText)));
  const more = [...given!].filter((text) => !held!.has(text));
  const less = [...held!].filter((text) => !given!.has(text));
  const role = textOf(own((after ?? before!)['roleRef'] as Readonly<Record<string, unknown>>, 'name'));
  const isHigh = kind.endsWith('/ClusterRoleBinding') || role === 'cluster-admin' || role === 'admin' || more.some((text) => /\b(?:system:(?:anonymous|unauthenticated|authenticated|serviceaccounts))\b/.test(text));
  return [
    ...(more.length === 0 ? [] : [{ risk: isHigh ? 'high' : 'medium', direction: 'wider', reason: `${title} gives ${role} to ${more.join(', ')}` } as const]),
    ...(less.length === 0 ? [] : [{ risk: 'medium', direction: 'narrower', reason: `${title} takes ${role} from ${less.join(', ')}` } as const]),
  ];
}

function subjectText(subject: unknown): string {
  if (typeof subject !== 'object' || subject === null) return 'nobody';
  const fields = subject as Readonly<Record<string, unknown>>;
  const namespace = own(fields, 'namespace');
  return `${textOf(own(fields, 'kind'))} ${namespace === undefined ? '' : `${textOf(namespace)}/`}${textOf(own(fields, 'name'))}`;
}
