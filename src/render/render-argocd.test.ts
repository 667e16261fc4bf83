import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { applicationInput } from '../argocd/application-input.ts';
import { type AppProjectSpec } from '../../imports/argoproj.io/app-project.ts';
import { crdsArePresent, violationsOf } from '../argocd/test-support/crd-schema.ts';
import { renderApplication } from '../argocd/test-support/render-application.ts';
import { checkManifests } from '../checks/check-manifests.ts';
import { identityOf, type Manifest } from '../kernel/manifest.ts';
import { describeProblem, UserError } from '../kernel/problem.ts';
import { parseEnvironments } from '../overlays/environments.ts';
import { layerOfText } from '../overlays/test-support.ts';
import { type ArgocdSources, renderArgocd } from './render-argocd.ts';
import { type RenderedPair } from './render-pair.ts';
import { type RenderedFolder } from './rendered-folder.ts';

const TEXT = `schema: slipway.environments/v1
gitops: { repository: https://git.acme.example/gitops.git }
argocd: { kinds: [batch/CronJob] }
defaults:
  kubernetes: "1.34"
  zones: [zone-a]
  domain: acme.example
  apiServer: { cidrs: [10.0.0.10/32] }
  probeImage: ghcr.io/acme/probe:8.11.1@sha256:${'8'.repeat(64)}
environments:
  dev: { cluster: { name: dev }, tier: development }
  eu: { cluster: { name: eu }, stage: production, order: 1 }
  us: { cluster: { name: us }, stage: production, order: 2, promotion: { from: dev, requires: [approvals: 1] } }
`;

function sources(text = TEXT): ArgocdSources {
  const { environments, gitops, argocd, problems } = parseEnvironments(layerOfText('overlays/environments.yaml', text));
  expect(problems).toEqual([]);
  return { environments, argocd: argocd!, ...(gitops === undefined ? {} : { gitops }) };
}

/** A pair of objects of these kinds, written `Kind` or `Kind.group`, each named for its kind. */
function pair(way: string, ...kinds: string[]): RenderedPair {
  const [environment, system] = way.split('/') as [string, string];
  const namespace = `${system}-${environment}`;
  const objects = kinds.map((written): Manifest => {
    const [, kind, group] = /^(\w+)(?:\.(.+))?$/.exec(written) as unknown as [string, string, string?];
    return { apiVersion: group === undefined ? 'v1' : `${group}/v1`, kind, metadata: kind === 'Namespace' ? { name: namespace } : { name: kind.toLowerCase(), namespace } };
  });
  return { environment, system, files: objects.map((manifest) => ({ name: `${manifest.kind}.yaml`, text: '', manifest })) };
}

const PAIRS = [pair('dev/shop', 'Namespace', 'ConfigMap'), pair('eu/shop', 'Namespace', 'ConfigMap'), pair('us/zoo', 'ConfigMap')];
const names = (folders: readonly RenderedFolder[]): string[] => folders.flatMap(({ path, files }) => files.map(({ name }) => `${path}/${name}`)).sort();
const manifestsIn = (folders: readonly RenderedFolder[]): Manifest[] => folders.filter(({ holds }) => holds === 'manifests').flatMap(({ files }) => files.map(({ text }) => load(text) as Manifest));
const projectIn = (folders: readonly RenderedFolder[], name: string): AppProjectSpec => manifestsIn(folders).find(({ kind, metadata }) => kind === 'AppProject' && metadata.name === name)!['spec'] as AppProjectSpec;

describe('what is rendered for Argo CD', () => {
  it('is an AppProject for each system in a stage, an ApplicationSet for each tier, an input for each pair, and the bootstrap', () => {
    expect(names(renderArgocd(sources(), PAIRS, true))).toEqual([
      'argocd/applications/dev/shop.yaml',
      'argocd/applications/eu/shop.yaml',
      'argocd/applications/us/zoo.yaml',
      'argocd/applicationsets/ApplicationSet.argoproj.io-slipway-development.yaml',
      'argocd/applicationsets/ApplicationSet.argoproj.io-slipway-release.yaml',
      'argocd/bootstrap/AppProject.argoproj.io-slipway.yaml',
      'argocd/bootstrap/Application.argoproj.io-slipway.yaml',
      'argocd/projects/AppProject.argoproj.io-shop-dev.yaml',
      'argocd/projects/AppProject.argoproj.io-shop-production.yaml',
      'argocd/projects/AppProject.argoproj.io-zoo-production.yaml',
    ]);
  });

  it('is nothing without a GitOps repository', () => {
    expect(renderArgocd(sources(TEXT.replace(/gitops: .*\n/, '')), PAIRS, true)).toEqual([]);
  });

  it('has no ApplicationSet for a tier without environments', () => {
    const folders = renderArgocd(sources(TEXT.replace(', tier: development', '')), PAIRS, true);
    expect(names(folders).filter((name) => name.startsWith('argocd/applicationsets/'))).toEqual(['argocd/applicationsets/ApplicationSet.argoproj.io-slipway-release.yaml']);
  });

  it('is for some pairs only what is theirs, and leaves the rest of each folder alone', () => {
    const folders = renderArgocd(sources(), [PAIRS[1]!], false);
    expect(names(folders)).toEqual(['argocd/applications/eu/shop.yaml', 'argocd/projects/AppProject.argoproj.io-shop-production.yaml']);
    expect(folders.map(({ whole }) => whole)).toEqual([false, false]);
  });

  it('has the same bytes for a pair, whatever is rendered beside it', () => {
    const all = new Map(renderArgocd(sources(), PAIRS, true).flatMap(({ path, files }) => files.map(({ name, text }) => [`${path}/${name}`, text])));
    for (const one of PAIRS) {
      for (const { path, files } of renderArgocd(sources(), [one], false)) for (const { name, text } of files) expect(all.get(`${path}/${name}`)).toBe(text);
    }
  });

  it('lets a system go to every environment of the stage, before it is deployed there and after', () => {
    const { destinations } = projectIn(renderArgocd(sources(), PAIRS, true), 'zoo-production');
    expect(destinations).toEqual([{ name: 'eu', namespace: 'zoo-eu' }, { name: 'us', namespace: 'zoo-us' }]);
  });

  it('has windows for the environments of a stage that have any', () => {
    expect(projectIn(renderArgocd(sources(), PAIRS, true), 'zoo-production').syncWindows!.map(({ applications }) => applications)).toEqual([['zoo-us']]);
  });

  it('passes every check that manifests must pass', () => {
    expect(checkManifests(manifestsIn(renderArgocd(sources(), PAIRS, true))).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  const orSkip = crdsArePresent ? it : it.skip;
  orSkip(`is what Argo CD's definitions allow, Applications included${crdsArePresent ? '' : ' (the definitions are not there)'}`, () => {
    const { environments } = sources();
    const objects = manifestsIn(renderArgocd(sources(), PAIRS, true));
    const applications = PAIRS.flatMap(({ system, environment, files }) => {
      const input = applicationInput(system, environments.find(({ name }) => name === environment)!, files.map(({ manifest }) => manifest));
      return objects.filter(({ kind }) => kind === 'ApplicationSet').flatMap((set) => renderApplication(set, input) ?? []);
    });
    expect(applications.map(({ metadata }) => metadata.name)).toEqual(['shop-dev', 'shop-eu', 'zoo-us']);
    expect([...objects, ...applications].flatMap(violationsOf)).toEqual([]);
  });

  it('is refused with every object that Argo CD would refuse, and every name that two would share', () => {
    const foreign: RenderedPair = { ...PAIRS[0]!, files: [...PAIRS[0]!.files, { name: 'x', text: '', manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'default' } } }] };
    const said = (() => {
      try {
        renderArgocd(sources(), [foreign, pair('eu/zoo', 'Pod'), pair('eu/zoo-eu', 'Lease.coordination.k8s.io')], false);
      } catch (error) {
        if (error instanceof UserError) return error.problems.map(describeProblem).join('\n');
      }
      throw new Error('nothing was refused');
    })();
    for (const part of ['dev/shop › ConfigMap/x\n', 'does not permit Pod\n', 'does not permit coordination.k8s.io/Lease\n', 'fix: zoo: [Pod]   (below argocd.kindsOf)']) expect(said).toContain(part);
  });
});

/** Whether Argo CD may touch an object of the pair: it leaves alone what the AppProject does not permit, live objects too. */
function permits(spec: AppProjectSpec, manifest: Manifest): boolean {
  const { group, kind, namespace, name } = identityOf(manifest);
  if (namespace !== '') return spec.namespaceResourceWhitelist!.some((one) => one.group === group && one.kind === kind) && spec.destinations!.some((one) => one.namespace === namespace);
  return spec.clusterResourceWhitelist!.some((one) => one.group === group && one.kind === kind && (one.name!.endsWith('*') ? name.startsWith(one.name!.slice(0, -1)) : one.name === name));
}

describe('from one render to the next', () => {
  const render = (...kinds: string[]) => {
    const rendered = pair('dev/shop', ...kinds);
    return { folders: renderArgocd(sources(), [rendered], true), objects: rendered.files.map(({ manifest }) => manifest) };
  };

  it.each<[string, string[], string[]]>([
    ['the last object of a kind', ['Namespace', 'ConfigMap', 'HorizontalPodAutoscaler.autoscaling'], ['Namespace', 'ConfigMap']],
    ['the last object of a custom kind', ['Namespace', 'ServiceMonitor.monitoring.coreos.com'], ['Namespace']],
    ['the last object of a declared kind', ['Namespace', 'CronJob.batch'], ['Namespace']],
    ['the namespace, and all that was in it', ['Namespace', 'ConfigMap', 'Service'], ['ConfigMap']],
  ])('%s leaves git, and may still be pruned', (_name, before, after) => {
    const [old, young] = [render(...before), render(...after)];
    const removed = old.objects.filter(({ kind }) => !young.objects.some((object) => object.kind === kind));
    expect(removed.length).toBeGreaterThan(0);
    expect(removed.filter((object) => !permits(projectIn(young.folders, 'shop-dev'), object))).toEqual([]);
  });

  it.each<[string, string[], string[]]>([
    ['an object of a new kind', ['Namespace'], ['Namespace', 'HorizontalPodAutoscaler.autoscaling']],
    ['an object of a new custom kind', ['Namespace'], ['Namespace', 'ScheduledBackup.postgresql.cnpg.io']],
    ['an object of a new declared kind', ['Namespace'], ['Namespace', 'CronJob.batch']],
  ])('%s may be synced before Argo CD has read the new AppProject', (_name, before, after) => {
    const [old, young] = [render(...before), render(...after)];
    expect(young.objects.filter((object) => !permits(projectIn(old.folders, 'shop-dev'), object))).toEqual([]);
  });

  it('changes of manifests change nothing that Argo CD is told', () => {
    expect(render('Namespace', 'ConfigMap', 'Service').folders).toEqual(render('Namespace').folders);
  });
});
