import { at, listAt, textAt } from '../../checks/field.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type Breach, type Invariant } from '../invariant.ts';
import { podsIn, type ReleaseSet } from '../release-set.ts';
import { named } from '../words.ts';

export const permissionsStay: Invariant = {
  id: 'permissions-stay',
  why: 'the API server refuses the running release what it does with its ServiceAccount',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-creation-or-update',
  *check({ cluster, target }) {
    const seen = new Set<string>();
    for (const [key, { serving }] of cluster.runs) {
      // What comes back grants what it granted; pods that are about to go have that to bear.
      if (serving === undefined || serving.release === target || cluster.abandoned.has(key) || cluster.isWayBackFrom(serving.release)) continue;
      const { owner, release } = serving;
      const changed = grantersOf(release).filter(([name, was]) => cluster.live.get(name) !== was);
      if (changed.length === 0) continue;
      for (const account of accountsOf(owner, release.namespace)) {
        const needed = grantsOf(account, release.manifests, release.namespace);
        const given = grantsOf(account, cluster.live.values(), release.namespace);
        for (const { by, ...grant } of needed) {
          const name = release.keyOf(by);
          if (seen.has(name) || given.some((other) => allows(other, grant))) continue;
          seen.add(name);
          yield breachOf(name, key, grant);
        }
      }
    }
  },
};

function breachOf(name: string, workload: string, { verb, what }: Grant): Breach {
  return { key: name, what: `${named(name)} no longer lets pods of ${named(workload)}, which serve, ${verb} ${what[1]}`, fix: 'keep the rule for one release more, or narrow in a role of another name' };
}

/** One thing that an account may do, and where. */
interface Grant {
  readonly verb: string;
  /** API group and resource; of a path that is no resource, two slashes and the path. */
  readonly what: readonly [group: string, resource: string];
  /** Name of the one object; undefined: all. */
  readonly name: string | undefined;
  /** Undefined: every namespace. */
  readonly namespace: string | undefined;
}

const PATH = '//';
const RBAC = 'rbac.authorization.k8s.io/';

const GRANTERS = new WeakMap<ReleaseSet, readonly (readonly [string, Manifest])[]>();

function grantersOf(release: ReleaseSet): readonly (readonly [string, Manifest])[] {
  let found = GRANTERS.get(release);
  if (found === undefined) GRANTERS.set(release, (found = [...release.byKey].filter(([, { apiVersion }]) => apiVersion.startsWith(RBAC))));
  return found;
}

/** The accounts of the pods of an object, as `namespace/name`. */
function accountsOf(owner: Manifest, namespace: string): readonly string[] {
  return [...new Set(podsIn(owner).map(({ spec }) => `${owner.metadata.namespace ?? namespace}/${textAt(spec, 'serviceAccountName') ?? 'default'}`))];
}

/** What the bindings among some objects grant an account by the roles among them; of roles that the cluster brings nothing is known. */
function grantsOf(account: string, objects: Iterable<Manifest>, namespace: string): readonly (Grant & { readonly by: Manifest })[] {
  const [roles, bindings] = [new Map<string, Manifest>(), [] as Manifest[]];
  for (const object of objects) {
    if (!object.apiVersion.startsWith(RBAC)) continue;
    if (object.kind.endsWith('Binding')) bindings.push(object);
    else roles.set(object.kind === 'Role' ? `Role ${object.metadata.namespace ?? namespace}/${object.metadata.name}` : `ClusterRole ${object.metadata.name}`, object);
  }
  return bindings.flatMap((binding) => {
    const home = binding.metadata.namespace ?? namespace;
    if (!listAt(binding, 'subjects').some((subject) => isAccount(subject, account, home))) return [];
    const [kind, name] = [textAt(binding, 'roleRef', 'kind') ?? '', textAt(binding, 'roleRef', 'name') ?? ''];
    const role = roles.get(kind === 'Role' ? `Role ${home}/${name}` : `ClusterRole ${name}`);
    return role === undefined ? [] : rulesOf(role).map((grant) => ({ ...grant, namespace: binding.kind === 'RoleBinding' ? home : undefined, by: role }));
  });
}

function isAccount(subject: unknown, account: string, home: string): boolean {
  const name = textAt(subject, 'name') ?? '';
  switch (textAt(subject, 'kind')) {
    case 'ServiceAccount':
      return `${textAt(subject, 'namespace') ?? home}/${name}` === account;
    case 'Group':
      return name === 'system:authenticated' || name === 'system:serviceaccounts' || name === `system:serviceaccounts:${account.split('/')[0]}`;
    case 'User':
      return name === `system:serviceaccount:${account.replace('/', ':')}`;
    default:
      return false;
  }
}

const RULES = new WeakMap<Manifest, readonly Omit<Grant, 'namespace'>[]>();

function rulesOf(role: Manifest): readonly Omit<Grant, 'namespace'>[] {
  let known = RULES.get(role);
  if (known === undefined) {
    const texts = (rule: unknown, field: string): readonly string[] => listAt(rule, field).filter((each): each is string => typeof each === 'string');
    known = listAt(role, 'rules').flatMap((rule) => {
      const names = at(rule, 'resourceNames') === undefined || texts(rule, 'resourceNames').length === 0 ? [undefined] : texts(rule, 'resourceNames');
      const objects = texts(rule, 'apiGroups').flatMap((group) => texts(rule, 'resources').flatMap((resource) => names.map((name) => ({ what: [group, resource] as const, name }))));
      const paths = texts(rule, 'nonResourceURLs').map((path) => ({ what: [PATH, path] as const, name: undefined }));
      return texts(rule, 'verbs').flatMap((verb) => [...objects, ...paths].map((each) => ({ verb, ...each })));
    });
    RULES.set(role, known);
  }
  return known;
}

/** @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources */
function allows(given: Grant, wanted: Grant): boolean {
  const like = (pattern: string, text: string): boolean => pattern === '*' || pattern === text;
  if (!like(given.verb, wanted.verb) || (given.namespace !== undefined && given.namespace !== wanted.namespace)) return false;
  const [group, resource] = given.what;
  const [ofGroup, ofResource] = wanted.what;
  if (group === PATH || ofGroup === PATH) return group === ofGroup && (resource === ofResource || (resource.endsWith('*') && ofResource.startsWith(resource.slice(0, -1))));
  const isResource = like(resource, ofResource) || (resource.startsWith('*/') && ofResource.endsWith(resource.slice(1)));
  return like(group, ofGroup) && isResource && (given.name === undefined || given.name === wanted.name);
}
