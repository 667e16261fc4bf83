import { ApiObject } from 'cdk8s';
import { type Construct } from 'constructs';
import { CLUSTER_SCOPED } from '../../imports/scopes.ts';
import { type System } from '../constructs/system.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { compareIdentity, type Identity, identityKey, identityOf, type Manifest } from '../kernel/manifest.ts';
import { type Problem, UserError } from '../kernel/problem.ts';
import { toManifest } from './to-manifest.ts';

/**
 * All objects of a system as manifests, in canonical order. Neither the order in which constructs
 * were added nor their place in the tree shows in the result.
 *
 * @throws UserError when a construct's own validation fails or two constructs make one object
 */
export function collectManifests(system: System): Manifest[] {
  const problems: Problem[] = [];
  const made = new Map<string, { readonly identity: Identity; readonly manifest: Manifest; readonly by: Construct }>();
  for (const construct of system.node.findAll()) {
    for (const message of construct.node.validate()) problems.push({ path: construct.node.path, message });
    if (!ApiObject.isApiObject(construct)) continue;
    const manifest = inNamespace(toManifest(construct), system.namespaceName);
    const identity = identityOf(manifest);
    const key = identityKey(identity);
    const other = made.get(key);
    if (other === undefined) made.set(key, { identity, manifest, by: construct });
    else problems.push(twice(manifest, other.by.node.path, construct.node.path));
  }
  if (problems.length > 0) throw new UserError(problems);
  return [...made.values()].sort((a, b) => compareIdentity(a.identity, b.identity)).map(({ manifest }) => manifest);
}

/** cdk8s stamps its chart's namespace on everything, and the API server refuses one on a cluster-scoped object. */
function inNamespace(manifest: Manifest, namespace: string): Manifest {
  const stamped = manifest.metadata.namespace !== undefined;
  const clusterScoped = CLUSTER_SCOPED.has(kindOf(manifest));
  if (stamped !== clusterScoped) return manifest;
  if (!clusterScoped) return { ...manifest, metadata: { ...manifest.metadata, namespace } };
  const { namespace: _, ...metadata } = manifest.metadata;
  return { ...manifest, metadata };
}

function twice(manifest: Manifest, first: string, second: string): Problem {
  return {
    path: second,
    message: `${manifest.kind} "${manifest.metadata.name}" is made twice, here and by ${first}`,
    fix: 'give one of them another name',
  };
}
