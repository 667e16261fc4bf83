import { type AppProjectClusterResourceBlacklist, type AppProjectDestinations, type AppProjectSpec } from '../../imports/argoproj.io/app-project.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { type Problem, quoted } from '../kernel/problem.ts';
import { type ArgocdEnvironment, type ArgocdFacts, declaredKinds } from './argocd-facts.ts';
import { argocdObject, keptAnnotations, RESOURCES_FINALIZER } from './argocd-object.ts';
import { applicationName, projectName } from './names.ts';
import { clusterKinds, clusterNamesOf, namespacedKinds } from './permitted-kinds.ts';
import { toSyncWindows } from './sync-windows.ts';

/**
 * The AppProject of a system in a stage: what its Applications may read, write and make. Everything
 * in it follows from the environments, nothing from what is rendered at the moment; so the
 * permission to remove an object never leaves git together with the object.
 *
 * @param environments of the stage, whether the system is deployed to each of them or not
 */
export function appProject(system: string, stage: string, environments: readonly ArgocdEnvironment[], facts: ArgocdFacts): Manifest {
  const name = projectName(system, stage);
  const declared = declaredKinds(facts, system);
  const instances = environments.map((environment) => applicationName({ system, environment: environment.name }));
  const syncWindows = environments.flatMap((environment) => toSyncWindows(system, environment));
  const spec: AppProjectSpec = {
    clusterResourceWhitelist: clusterKinds(declared).flatMap((kind) =>
      instances.flatMap((instance) => clusterNamesOf(kind, instance).map((named): AppProjectClusterResourceBlacklist => ({ ...kind, name: named }))),
    ),
    description: `${system} in the stage ${stage}`,
    destinations: environments.map((environment) => destinationOf(system, environment)),
    namespaceResourceWhitelist: namespacedKinds(declared),
    orphanedResources: { warn: true },
    roles: [{ description: 'What a pipeline waits for: reads Applications, changes nothing', name: 'ci', policies: [`p, proj:${name}:ci, applications, get, ${name}/*, allow`] }],
    sourceRepos: [facts.repository],
    ...(syncWindows.length === 0 ? {} : { syncWindows }),
  };
  return argocdObject({
    kind: 'AppProject',
    name,
    namespace: facts.namespace,
    partOf: system,
    annotations: keptAnnotations('-1'),
    finalizers: [RESOURCES_FINALIZER],
    spec,
  });
}

/** Where a system in an environment goes: by the server's address where there is one, else by the cluster's name, never by both. */
export function destinationOf(system: string, { name, cluster }: ArgocdEnvironment): AppProjectDestinations & { readonly namespace: string } {
  const namespace = applicationName({ system, environment: name });
  return cluster.server === undefined ? { name: cluster.name, namespace } : { namespace, server: cluster.server };
}

/** Addresses of clusters that Argo CD would read as a pattern, so that an AppProject would permit more than one. */
export function destinationProblems(environments: readonly ArgocdEnvironment[]): Problem[] {
  return environments.flatMap(({ name, cluster: { server } }): Problem[] =>
    server === undefined || !/[*?[\]{}!\\]/.test(server)
      ? []
      : [{ file: 'overlays/environments.yaml', path: `environments.${name}.cluster.server`, message: `${quoted(server)} holds characters that Argo CD reads as a pattern`, allowed: 'an address without * ? [ ] { } ! and \\' }],
  );
}
