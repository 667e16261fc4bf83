import { type ResourceQuotaSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { entriesOf, itemsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';
import { invalid } from '../field-error.ts';
import { isQuotaResource } from './resource-name.ts';

export const quotaScopeFits: Rule = {
  id: 'quota-scope-fits',
  severity: 'error',
  why: 'the API server refuses a scope that it doesn\'t know, that excludes another, or that has none of the resource',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes',
  kinds: ['/ResourceQuota'],
  keys: ['scopes', 'scopeSelector'],
  *check(subject) {
    const { scopes, scopeSelector, hard } = specOf<ResourceQuotaSpec>(subject);
    const { minor } = subject.set;
    const names = entriesOf(hard).map(([name]) => name).filter(isQuotaResource);
    const listed: readonly string[] = (scopes ?? []).map((scope) => scope ?? '');
    for (const scope of new Set(listed)) yield* scopeFindings(scope, 'spec.scopes', 'spec.scopes', names, minor);
    yield* conflictFindings(listed, 'spec.scopes');
    if (!scopeSelector) return;
    const path = 'spec.scopeSelector.matchExpressions';
    const selected: string[] = itemsOf(scopeSelector.matchExpressions, path).map(({ item }) => item.scopeName ?? '');
    for (const scope of new Set(selected)) yield* scopeFindings(scope, `${path}.scopeName`, path, names, minor);
    yield* conflictFindings(selected, path);
  },
};

function* scopeFindings(scope: string, ownPath: string, path: string, names: readonly string[], minor: number): Iterable<Finding> {
  const known = minor >= ATTRIBUTES_SINCE ? [...SCOPES, 'VolumeAttributesClass'] : SCOPES;
  if (!known.includes(scope)) {
    yield invalid(ownPath, scope, `must be one of ${known.join(', ')}`);
    return;
  }
  for (const name of names) {
    if (!resourcesOf(scope).includes(name)) yield invalid(path, scope, `the scope has no ${name}; it has ${resourcesOf(scope).join(', ')}`);
  }
}

function* conflictFindings(scopes: readonly string[], path: string): Iterable<Finding> {
  for (const [one, other] of OPPOSITES) if (scopes.includes(one) && scopes.includes(other)) yield invalid(path, scopes, `${one} and ${other} exclude each other`);
}

function resourcesOf(scope: string): readonly string[] {
  if (scope === 'BestEffort') return ['pods'];
  return scope === 'VolumeAttributesClass' ? ['persistentvolumeclaims', 'requests.storage'] : ['pods', 'cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
}

/** The minor since which claims have scopes. */
const ATTRIBUTES_SINCE = 33;
const SCOPES = ['BestEffort', 'CrossNamespacePodAffinity', 'NotBestEffort', 'NotTerminating', 'PriorityClass', 'Terminating'];
const OPPOSITES = [['BestEffort', 'NotBestEffort'], ['Terminating', 'NotTerminating']] as const;
