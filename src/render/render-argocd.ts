import { appProject, destinationProblems } from '../argocd/app-project.ts';
import { applicationInput } from '../argocd/application-input.ts';
import { applicationSet } from '../argocd/application-set.ts';
import { type ArgocdFacts } from '../argocd/argocd-facts.ts';
import { bootstrap } from '../argocd/bootstrap.ts';
import { nameProblems } from '../argocd/names.ts';
import { permissionProblems } from '../argocd/permitted-objects.ts';
import { fileNameOf, type Manifest } from '../kernel/manifest.ts';
import { UserError } from '../kernel/problem.ts';
import { emitManifest, emitYaml } from '../kernel/yaml-emitter.ts';
import { type Environment } from '../overlays/environment.ts';
import { type LoadedOverlays } from '../overlays/load.ts';
import { type RenderedPair } from './render-pair.ts';
import { type RenderedFolder } from './rendered-folder.ts';

/** What `dist/argocd` is rendered from besides the pairs. */
export type ArgocdSources = Pick<LoadedOverlays, 'environments' | 'gitops' | 'argocd'>;

/**
 * What Argo CD needs to pull the pairs: AppProjects and generator inputs of the pairs given, and
 * where those are all pairs, the ApplicationSets and the bootstrap Application. Nothing where
 * `environments.yaml` names no GitOps repository.
 *
 * @param pairs rendered; each must be in one of the environments
 * @param whole whether they are all pairs there are
 * @throws UserError naming every object that its AppProject would not permit, and every name that two would share
 */
export function renderArgocd({ environments, gitops, argocd }: ArgocdSources, pairs: readonly RenderedPair[], whole: boolean): RenderedFolder[] {
  if (gitops === undefined) return [];
  const facts: ArgocdFacts = { repository: gitops.repository, branch: gitops.branch, namespace: argocd.namespace, kinds: argocd.kinds, kindsOf: argocd.kindsOf };
  const problems = [...destinationProblems(environments), ...nameProblems(pairs, environments), ...pairs.flatMap((pair) => permissionProblems(pair, manifestsOf(pair), facts))];
  if (problems.length > 0) throw new UserError(problems);
  const byName = new Map(environments.map((environment) => [environment.name, environment]));
  const folders = [folder('argocd/projects', whole, projectsOf(pairs, environments, byName, facts)), ...inputFolders(pairs, byName, whole)];
  if (!whole) return folders;
  const tiers = [...new Set(environments.map(({ target }) => target.tier))];
  return [folder('argocd/applicationsets', whole, tiers.map((tier) => applicationSet(tier, facts))), folder('argocd/bootstrap', whole, bootstrap(facts)), ...folders];
}

type ByName = ReadonlyMap<string, Environment>;

function projectsOf(pairs: readonly RenderedPair[], environments: readonly Environment[], byName: ByName, facts: ArgocdFacts): Manifest[] {
  const wanted = new Map(pairs.map(({ system, environment }) => [`${system}/${byName.get(environment)!.stage}`, { system, stage: byName.get(environment)!.stage }]));
  return [...wanted.values()].map(({ system, stage }) => appProject(system, stage, environments.filter((environment) => environment.stage === stage), facts));
}

function inputFolders(pairs: readonly RenderedPair[], byName: ByName, whole: boolean): RenderedFolder[] {
  return [...new Set(pairs.map(({ environment }) => environment))].map((environment) => ({
    path: `argocd/applications/${environment}`,
    holds: 'inputs',
    whole,
    files: pairs
      .filter((pair) => pair.environment === environment)
      .map((pair) => ({ name: `${pair.system}.yaml`, text: emitYaml(applicationInput(pair.system, byName.get(environment)!, manifestsOf(pair))) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  }));
}

function folder(path: string, whole: boolean, manifests: readonly Manifest[]): RenderedFolder {
  const files = manifests.map((manifest) => ({ name: fileNameOf(manifest), text: emitManifest(manifest) }));
  return { path, holds: 'manifests', whole, files: files.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

function manifestsOf({ files }: RenderedPair): Manifest[] {
  return files.map(({ manifest }) => manifest);
}
