import { CLUSTER_SCOPED } from '../../../imports/scopes.ts';
import { identityKey } from '../../kernel/manifest.ts';
import { nearest } from '../../kernel/nearest.ts';
import { textAt } from '../field.ts';
import { type ManifestSet, namespaceOf } from '../manifest-set.ts';
import { type Reference } from '../reference.ts';
import { REFERRING_KINDS } from '../references-of.ts';
import { type Finding, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** R4, its first half. What lies in a namespace that the set does not render into is somebody else's. */
export const referenceResolves: Rule = {
  id: 'reference-resolves',
  severity: 'error',
  why: 'the pod waits for it for ever, in ContainerCreating or CreateContainerConfigError, and the sync with it',
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/#configmaps-and-pods',
  kinds: REFERRING_KINDS,
  check({ references, set }) {
    const found: Finding[] = [];
    for (const reference of references) {
      const { path, to } = reference;
      if (isElsewhere(reference, set) || set.withIdentity(to).length > 0 || set.providerOf(to) !== undefined) continue;
      const near = nearName(reference, set);
      found.push({
        path,
        message: `${to.kind} ${shown(to.name)} is neither rendered, nor made by an operator from what is rendered${near === undefined ? '' : `, did you mean ${shown(near)}?`}`,
        fix: near === undefined ? `render ${to.kind} ${to.name}, or correct the name` : `${path.slice(path.lastIndexOf('.') + 1)}: ${near}`,
        lacks: { name: to.name, ...(near === undefined ? {} : { near }) },
      });
    }
    return found;
  },
};

/** Compared once for each name: a whole set may miss the same thing. */
function nearName(reference: Reference, set: ManifestSet): string | undefined {
  const { to } = reference;
  const known = set.derive(nearNames);
  const key = identityKey(to);
  if (!known.has(key)) known.set(key, nearest(to.name, namesLike(reference, set).filter((name) => isAlike(to.name, name))));
  return known.get(key);
}

function nearNames(_set: ManifestSet): Map<string, string | undefined> {
  return new Map();
}

/** What of the same kind is rendered where the reference looks. */
function namesLike({ to }: Reference, set: ManifestSet): string[] {
  const isEverywhere = CLUSTER_SCOPED.has(`${to.group}/${to.kind}`);
  return set
    .ofKind(`${to.group}/${to.kind}`)
    .filter((manifest) => isEverywhere || namespaceOf(manifest) === to.namespace)
    .map((manifest) => textAt(manifest, 'metadata', 'name') ?? '');
}

/** What all names of a system begin with would make any two of them alike. */
function isAlike(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const from = a.lastIndexOf('-', same - 1) + 1;
  return nearest(a.slice(from), [b.slice(from)]) !== undefined;
}

function isElsewhere({ to, optional, outside, path }: Reference, set: ManifestSet): boolean {
  // What an autoscaler scales is a rule of its own.
  if (optional || outside || path === 'spec.scaleTargetRef.name') return true;
  // Istio's and Kubernetes' certificates are put into every namespace.
  if (to.kind === 'ConfigMap' && BUILT_IN.has(to.name)) return true;
  return !CLUSTER_SCOPED.has(`${to.group}/${to.kind}`) && !set.derive(namespacesOf).has(to.namespace);
}

const BUILT_IN: ReadonlySet<string> = new Set(['kube-root-ca.crt', 'istio-ca-root-cert']);

function namespacesOf(set: ManifestSet): ReadonlySet<string> {
  return new Set(set.manifests.map(namespaceOf));
}
