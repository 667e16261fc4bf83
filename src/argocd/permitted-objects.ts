import { identityOf, type Manifest } from '../kernel/manifest.ts';
import { type Problem, quoted } from '../kernel/problem.ts';
import { type ArgocdFacts, type ArgocdPair, type Kind, declaredKinds } from './argocd-facts.ts';
import { applicationName } from './names.ts';
import { clusterKinds, clusterNamesOf, isClusterScoped, namespacedKinds, shownKind } from './permitted-kinds.ts';

/**
 * Objects of a pair that its AppProject does not permit: one of them makes the whole sync invalid.
 * What is permitted does not follow from what is rendered, or the last object of a kind would take
 * the permission to remove it along.
 */
export function permissionProblems(pair: ArgocdPair, manifests: readonly Manifest[], facts: ArgocdFacts): Problem[] {
  const instance = applicationName(pair);
  const declared = declaredKinds(facts, pair.system);
  const namespaced = namespacedKinds(declared);
  const cluster = clusterKinds(declared);
  return manifests.flatMap((manifest): Problem[] => {
    const { group, kind, namespace, name } = identityOf(manifest);
    const path = `${pair.environment}/${pair.system} › ${kind}/${name}`;
    const permitted = isClusterScoped({ group, kind }) ? cluster : namespaced;
    if (!permitted.some((one) => one.group === group && one.kind === kind)) {
      return [{ path, message: `Argo CD would refuse the sync: the AppProject does not permit ${shownKind({ group, kind })}`, allowed: 'kinds that constructs make, and those under argocd.kindsOf or argocd.kinds of overlays/environments.yaml', fix: declaring(facts, pair.system, { group, kind }) }];
    }
    if (isClusterScoped({ group, kind })) {
      const names = clusterNamesOf({ group, kind }, instance);
      if (names.some((pattern) => matches(pattern, name))) return [];
      return [{ path, message: `Argo CD would refuse the sync: ${kind} ${quoted(name)} belongs to the whole cluster and does not carry the instance in its name`, allowed: names.join(', ') }];
    }
    if (namespace === instance) return [];
    return [{ path, message: `Argo CD would refuse the sync: it lies in the namespace ${quoted(namespace)}`, allowed: instance, fix: `namespace: ${instance}` }];
  });
}

/** For this system alone: a kind that one system needs is no reason for others to have it. */
function declaring({ kindsOf }: ArgocdFacts, system: string, missing: Kind): string {
  const own = Object.hasOwn(kindsOf, system) ? kindsOf[system]! : [];
  return `${system}: [${[...own, missing].map(shownKind).sort().join(', ')}]   (below argocd.kindsOf)`;
}

/** The patterns are a name, or a prefix and `*`. */
function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) && name.length >= pattern.length : name === pattern;
}
