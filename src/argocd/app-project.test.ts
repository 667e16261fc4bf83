import { describe, expect, it } from '@jest/globals';
import { type AppProjectSpec } from '../../imports/argoproj.io/app-project.ts';
import { appProject, destinationProblems } from './app-project.ts';
import { type ArgocdEnvironment } from './argocd-facts.ts';
import { namespacedKinds } from './permitted-kinds.ts';
import { crdsArePresent, violationsOf } from './test-support/crd-schema.ts';
import { dev, exampleEnvironment, exampleFacts, production } from './test-support/examples.ts';

const project = appProject('shop', 'production', production, exampleFacts);
const specOf = (environments: readonly ArgocdEnvironment[], kinds = exampleFacts.kinds): AppProjectSpec => appProject('shop', environments[0]!.stage, environments, { ...exampleFacts, kinds })['spec'] as AppProjectSpec;
const spec = project['spec'] as AppProjectSpec;

describe('an AppProject', () => {
  it('is one for a system in a stage, where Argo CD looks for it', () => {
    expect(project.metadata).toMatchObject({ name: 'shop-production', namespace: 'argocd', labels: { 'app.kubernetes.io/managed-by': 'slipway', 'app.kubernetes.io/part-of': 'shop' } });
  });

  it('lets nothing be read but the GitOps repository', () => {
    expect(spec.sourceRepos).toEqual(['https://git.acme.example/gitops.git']);
  });

  it('lets nothing be written but to the clusters of the stage, in the namespace of each pair', () => {
    expect(spec.destinations).toEqual([
      { name: 'production-eu', namespace: 'shop-production-eu' },
      { name: 'production-us', namespace: 'shop-production-us' },
    ]);
  });

  it('names a cluster by its address where it has one, and never twice', () => {
    const server = 'https://kubernetes.acme.example:6443';
    expect(specOf([exampleEnvironment('qa', { cluster: { name: 'test', server } })]).destinations).toEqual([{ namespace: 'shop-qa', server }]);
  });

  it.each(['https://*', 'https://kubernetes.acme.example/[a]', 'https://kubernetes.acme.example/{a,b}', 'https://kubernetes.acme.example/a?'])('refuses a cluster whose address is a pattern: %s', (server) => {
    expect(destinationProblems([dev, exampleEnvironment('qa', { cluster: { name: 'qa', server } })]).map(({ path }) => path)).toEqual(['environments.qa.cluster.server']);
  });

  it('permits every namespaced kind that constructs make, whatever is rendered now', () => {
    expect(spec.namespaceResourceWhitelist).toEqual(namespacedKinds([]));
    expect(spec.namespaceResourceWhitelist).toContainEqual({ group: 'autoscaling', kind: 'HorizontalPodAutoscaler' });
  });

  it('permits no Secret, no RBAC and none of the objects of Argo CD', () => {
    for (const { group, kind } of [...spec.namespaceResourceWhitelist!, ...spec.clusterResourceWhitelist!]) {
      expect(`${group}/${kind}`).not.toMatch(/^\/Secret$|^rbac\.|^argoproj\.io\/App|\*/);
    }
  });

  it('permits cluster-scoped kinds by name, for each environment of the stage', () => {
    expect(specOf([dev]).clusterResourceWhitelist).toEqual([
      { group: '', kind: 'Namespace', name: 'shop-dev' },
      { group: 'policies.kyverno.io', kind: 'ImageValidatingPolicy', name: 'shop-dev' },
      { group: 'policies.kyverno.io', kind: 'ImageValidatingPolicy', name: 'shop-dev-*' },
      { group: 'policy.sigstore.dev', kind: 'ClusterImagePolicy', name: 'shop-dev' },
      { group: 'policy.sigstore.dev', kind: 'ClusterImagePolicy', name: 'shop-dev-*' },
      { group: 'scheduling.k8s.io', kind: 'PriorityClass', name: 'shop-dev' },
      { group: 'scheduling.k8s.io', kind: 'PriorityClass', name: 'shop-dev-*' },
    ]);
    expect(spec.clusterResourceWhitelist).toHaveLength(14);
    expect(spec.clusterResourceWhitelist!.filter(({ name = '' }) => !name.startsWith('shop-production-'))).toEqual([]);
  });

  it('permits declared kinds in the list that fits their scope', () => {
    const declared = specOf([dev], [{ group: 'batch', kind: 'CronJob' }, { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' }]);
    expect(declared.namespaceResourceWhitelist).toContainEqual({ group: 'batch', kind: 'CronJob' });
    expect(declared.clusterResourceWhitelist).toContainEqual({ group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'shop-dev-*' });
    expect(declared.namespaceResourceWhitelist).not.toContainEqual({ group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' });
  });

  it('permits what is declared for one system to that system alone', () => {
    const kind = { group: 'rbac.authorization.k8s.io', kind: 'Role' };
    const of = (system: string): unknown => (appProject(system, dev.stage, [dev], { ...exampleFacts, kindsOf: { shop: [kind] } })['spec'] as AppProjectSpec).namespaceResourceWhitelist;
    expect(of('shop')).toContainEqual(kind);
    expect(of('kiosk')).not.toContainEqual(kind);
  });

  it('warns of objects that belong to no Application', () => {
    expect(spec.orphanedResources).toEqual({ warn: true });
  });

  it('has a role for pipelines that reads Applications and nothing else', () => {
    expect(spec.roles).toEqual([{ description: expect.any(String), name: 'ci', policies: ['p, proj:shop-production:ci, applications, get, shop-production/*, allow'] }]);
  });

  it('outlives its Applications, and is removed only where a person agrees', () => {
    expect(project.metadata['finalizers']).toEqual(['resources-finalizer.argocd.argoproj.io']);
    expect(project.metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm', 'argocd.argoproj.io/sync-wave': '-1' });
  });

  const orSkip = crdsArePresent ? it : it.skip;
  orSkip.each([
    ['of a stage of two clusters', project],
    ['of a development environment', appProject('shop', 'dev', [dev], exampleFacts)],
    ['with windows of its own', appProject('shop', 'qa', [exampleEnvironment('qa', { argocd: { notifications: [], syncWindows: [{ schedule: '0 0 * * *', duration: '1h', timeZone: 'Europe/Berlin' }] } })], exampleFacts)],
  ])(`%s is what Argo CD's definition allows${crdsArePresent ? '' : ' (the definitions are not there)'}`, (_name, object) => {
    expect(violationsOf(object)).toEqual([]);
  });
});

describe('the windows of an AppProject', () => {
  const windows = (rest: Partial<ArgocdEnvironment>) => specOf([exampleEnvironment('live', rest)]).syncWindows;
  const approvals = { requires: [{ check: 'approvals' }] };

  it('deny the weekend where releases must be approved; people may sync, and a sync under way goes on', () => {
    expect(windows({ promotion: approvals })).toEqual([
      { applications: ['shop-live'], description: 'weekend', duration: '62h', kind: 'deny', manualSync: true, schedule: '0 18 * * 5', syncOverrun: true, timeZone: 'UTC' },
    ]);
  });

  it.each<[string, Partial<ArgocdEnvironment>]>([
    ['nobody approves', { promotion: { requires: [{ check: 'ready' }] } }],
    ['it is a development environment', { promotion: approvals, target: { tier: 'development' } }],
    ['environments.yaml says that there are none', { promotion: approvals, argocd: { notifications: [], syncWindows: [] } }],
  ])('are none where %s', (_name, rest) => {
    expect(windows(rest)).toBeUndefined();
  });

  it('are those of environments.yaml, all of them denying', () => {
    const own = [{ schedule: '0 0 20 12 *', duration: '336h', timeZone: 'Europe/Berlin' }, { schedule: '0 22 * * *', duration: '8h', timeZone: 'UTC', description: 'night' }];
    expect(windows({ argocd: { notifications: [], syncWindows: own } })).toEqual(own.map((window) => ({ ...window, applications: ['shop-live'], kind: 'deny', manualSync: true, syncOverrun: true })));
  });

  it('concern the Application of their own environment alone', () => {
    const [eu, us] = production;
    const quiet = { ...us!, argocd: { notifications: [], syncWindows: [] } };
    expect(specOf([eu!, quiet]).syncWindows!.map(({ applications }) => applications)).toEqual([['shop-production-eu']]);
  });

  it('may be there while only notifications are set otherwise', () => {
    expect(windows({ promotion: approvals, argocd: { notifications: [] } })).toHaveLength(1);
  });
});
