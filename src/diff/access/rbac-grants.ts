import { type Fields, isFields, ownList } from '../../api/defaults/fill.ts';

/** One thing that a role allows: a verb on a resource, or on a path. */
export interface Grant {
  /** `group|resource`, with a `|name` where only one object is meant; or a path, which begins with a slash. */
  readonly on: string;
  readonly verb: string;
}

/** What the rules of a role allow, each on its own. */
export function grantsOf(rules: readonly unknown[]): readonly Grant[] {
  const grants: Grant[] = [];
  for (const rule of rules.filter(isFields)) {
    for (const on of placesOf(rule)) for (const verb of texts(rule, 'verbs')) if (grants.length < MOST) grants.push({ on, verb });
  }
  return grants;
}

/** No role of a person's making comes near; what is beyond is not looked at. */
const MOST = 5000;

function placesOf(rule: Fields): readonly string[] {
  const names = texts(rule, 'resourceNames');
  const resources = product(texts(rule, 'apiGroups'), texts(rule, 'resources'));
  const named = names.length === 0 ? resources : product(resources, names);
  return [...named, ...texts(rule, 'nonResourceURLs')];
}

function product(left: readonly string[], right: readonly string[]): readonly string[] {
  const all: string[] = [];
  for (const a of left) for (const b of right) if (all.length < MOST) all.push(`${a}|${b}`);
  return all;
}

function texts(rule: Fields, key: string): readonly string[] {
  return ownList(rule, key).filter((item): item is string => typeof item === 'string').slice(0, MOST);
}

/** The grants of `after` that nothing in `before` allowed. */
export function newGrants(before: readonly Grant[], after: readonly Grant[]): readonly Grant[] {
  return after.filter((grant) => !before.some((held) => covers(held, grant)));
}

function covers(held: Grant, grant: Grant): boolean {
  if (held.verb !== '*' && held.verb !== grant.verb) return false;
  if (held.on === grant.on) return true;
  if (isPath(held) || isPath(grant)) return isPath(held) && isPath(grant) && held.on.endsWith('*') && grant.on.startsWith(held.on.slice(0, -1));
  const [group, resource, name] = held.on.split('|');
  const [otherGroup, otherResource, otherName] = grant.on.split('|');
  return (group === '*' || group === otherGroup) && (resource === '*' || resource === otherResource) && (name === undefined || name === otherName);
}

function isPath({ on }: Grant): boolean {
  return on.startsWith('/');
}

/** Whether a grant is one that leads to every other, or to what is secret. */
export function isPowerful({ on, verb }: Grant): boolean {
  if (verb === '*' || ['bind', 'escalate', 'impersonate'].includes(verb)) return true;
  const [group, resource = ''] = on.split('|');
  return !on.startsWith('/') && (group === '*' || resource === '*' || (group === '' && SECRETIVE.has(resource)));
}

const SECRETIVE: ReadonlySet<string> = new Set(['nodes/proxy', 'pods/attach', 'pods/exec', 'secrets', 'serviceaccounts/token']);

/** A grant in words: `get apps/deployments`. */
export function grantText({ on, verb }: Grant): string {
  return `${verb} ${on.startsWith('/') ? on : on.replace(/^\|/, '').replaceAll('|', '/')}`;
}
