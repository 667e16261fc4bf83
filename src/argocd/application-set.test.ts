import { describe, expect, it } from '@jest/globals';
import { type ApplicationSpec } from '../../imports/argoproj.io/application.ts';
import { type ApplicationSetSpec } from '../../imports/argoproj.io/application-set.ts';
import { type Json, type Manifest } from '../kernel/manifest.ts';
import { applicationInput, type ApplicationInput } from './application-input.ts';
import { applicationSet } from './application-set.ts';
import { type ArgocdEnvironment } from './argocd-facts.ts';
import { crdsArePresent, violationsOf } from './test-support/crd-schema.ts';
import { dev, exampleEnvironment, exampleFacts, exampleObject, production } from './test-support/examples.ts';
import { renderApplication } from './test-support/render-application.ts';

const sets = { development: applicationSet('development', exampleFacts), release: applicationSet('release', exampleFacts) };
const specOf = (object: Manifest): ApplicationSetSpec => object['spec'] as ApplicationSetSpec;
const namespace = exampleObject('v1', 'Namespace', 'shop');

function applicationOf(environment: ArgocdEnvironment, manifests: readonly Manifest[] = [namespace]): Manifest {
  return renderApplication(sets[environment.target.tier], applicationInput('shop', environment, manifests))!;
}

const live = applicationOf(production[0]!);
const liveSpec = live['spec'] as ApplicationSpec;

describe('an ApplicationSet', () => {
  it.each(['development', 'release'] as const)('reads the generator inputs of its tier from the GitOps repository: %s', (tier) => {
    expect(specOf(sets[tier]).generators).toEqual([
      {
        git: { files: [{ path: 'argocd/applications/*/*.yaml' }], repoURL: 'https://git.acme.example/gitops.git', revision: 'main' },
        selector: { matchLabels: { tier } },
      },
    ]);
  });

  it.each(['development', 'release'] as const)('stops at a missing key instead of writing "<no value>": %s', (tier) => {
    expect([specOf(sets[tier]).goTemplate, specOf(sets[tier]).goTemplateOptions]).toEqual([true, ['missingkey=error']]);
    const input: Record<string, Json> = applicationInput('shop', exampleEnvironment('x', { target: { tier } }), []);
    for (const key of ['name', 'system', 'environment', 'stage', 'project', 'destination', 'folder', 'createNamespace', 'annotations']) {
      const { [key]: _gone, ...rest } = input;
      expect(() => renderApplication(sets[tier], rest as unknown as ApplicationInput & Record<string, Json>)).toThrow(`no entry for key "${key}"`);
    }
  });

  it('deletes no Application outside of development, and none of their resources', () => {
    expect(specOf(sets.release).syncPolicy).toEqual({ applicationsSync: 'create-update', preserveResourcesOnDeletion: true });
    expect(specOf(sets.development).syncPolicy).toEqual({ applicationsSync: 'sync' });
  });

  it('leaves its Applications behind outside of development, should it ever be deleted', () => {
    expect(sets.release.metadata['finalizers']).toEqual(['resources-finalizer.argocd.argoproj.io']);
    expect(sets.development.metadata['finalizers']).toBeUndefined();
  });

  it.each(['development', 'release'] as const)('is removed only where a person agrees: %s', (tier) => {
    expect(sets[tier].metadata.annotations).toMatchObject({ 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm' });
  });

  it.each(['development', 'release'] as const)('keeps the consent that a person gave to an Application: %s', (tier) => {
    expect(specOf(sets[tier]).preservedFields).toEqual({ annotations: ['argocd.argoproj.io/deletion-approved'] });
  });

  const orSkip = crdsArePresent ? it : it.skip;
  orSkip.each(Object.entries(sets))(`%s is what Argo CD's definition allows${crdsArePresent ? '' : ' (the definitions are not there)'}`, (_tier, object) => {
    expect(violationsOf(object)).toEqual([]);
  });
});

describe('a generator input', () => {
  it('names everything the Application is made of', () => {
    expect(applicationInput('shop', production[0]!, [namespace])).toEqual({
      schema: 'slipway.application/v1',
      name: 'shop-production-eu',
      system: 'shop',
      environment: 'production-eu',
      stage: 'production',
      tier: 'release',
      project: 'shop-production',
      destination: { name: 'production-eu', namespace: 'shop-production-eu', server: '' },
      folder: 'production-eu/shop',
      createNamespace: false,
      annotations: {},
    });
  });

  it('holds no key that the generator sets itself', () => {
    expect(Object.keys(applicationInput('shop', dev, []))).not.toContain('path');
  });

  it('gives the recipients of one trigger and service together, each once', () => {
    const notifications = [
      { trigger: 'on-sync-failed', service: 'slack', recipients: ['deployments', 'alerts'] },
      { trigger: 'on-sync-failed', service: 'slack', recipients: ['alerts', 'oncall'] },
      { trigger: 'on-deployed', service: 'github', recipients: [] },
    ];
    expect(applicationInput('shop', { ...dev, argocd: { notifications } }, []).annotations).toEqual({
      'notifications.argoproj.io/subscribe.on-sync-failed.slack': 'deployments;alerts;oncall',
      'notifications.argoproj.io/subscribe.on-deployed.github': '',
    });
  });
});

describe('the Application that comes of it', () => {
  it('goes to its own cluster and namespace, in its own project', () => {
    expect(liveSpec.destination).toEqual({ name: 'production-eu', namespace: 'shop-production-eu' });
    expect(liveSpec.project).toBe('shop-production');
    expect(live.metadata).toMatchObject({ name: 'shop-production-eu', namespace: 'argocd', labels: { 'app.kubernetes.io/part-of': 'shop', environment: 'production-eu', stage: 'production' } });
  });

  it('goes to a cluster by its address where it has one, and never by both', () => {
    const server = 'https://kubernetes.acme.example:6443';
    const { destination } = applicationOf(exampleEnvironment('qa', { cluster: { name: 'test', server } }))['spec'] as ApplicationSpec;
    expect(destination).toEqual({ namespace: 'shop-qa', server });
  });

  it('reads the folder of its pair, as a plain folder without those below', () => {
    expect(liveSpec.source).toEqual({ directory: { include: '*.yaml', recurse: false }, path: 'production-eu/shop', repoURL: 'https://git.acme.example/gitops.git', targetRevision: 'main' });
  });

  it('is not rendered anew by commits of other pairs, and compares as the API server would', () => {
    expect(live.metadata.annotations).toEqual({ 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true', 'argocd.argoproj.io/manifest-generate-paths': '.' });
  });

  it('is synced by itself, pruned and healed, but never emptied', () => {
    expect(liveSpec.syncPolicy?.automated).toEqual({ allowEmpty: false, prune: true, selfHeal: true });
  });

  it('tries a failed sync again, a minute apart at least, and takes the commit that mends it', () => {
    expect(liveSpec.syncPolicy?.retry).toEqual({ backoff: { duration: '1m', factor: 2, maxDuration: '10m' }, limit: 3, refresh: true });
  });

  it('has exactly the sync options that its manifests count on', () => {
    expect(liveSpec.syncPolicy?.syncOptions).toEqual(['CreateNamespace=false', 'FailOnSharedResource=true', 'PruneLast=true', 'PrunePropagationPolicy=foreground', 'RespectIgnoreDifferences=true', 'ServerSideApply=true']);
  });

  it('makes the namespace only where its manifests hold none, and writes nothing into it', () => {
    const options = (manifests: readonly Manifest[]): readonly string[] => (applicationOf(dev, manifests)['spec'] as ApplicationSpec).syncPolicy!.syncOptions!;
    expect(options([namespace])).toContain('CreateNamespace=false');
    expect(options([])).toContain('CreateNamespace=true');
    expect(options([exampleObject('acme.example/v1', 'Namespace', 'x')])).toContain('CreateNamespace=true');
    expect(liveSpec.syncPolicy?.managedNamespaceMetadata).toBeUndefined();
  });

  it('looks away from what Argo Rollouts writes, and from nothing else: replicas under an autoscaler are not rendered', () => {
    const shifted = 'select(.metadata.annotations["slipway.dev/weights"] == "argo-rollouts")';
    expect(liveSpec.ignoreDifferences).toEqual([
      { jsonPointers: ['/spec/selector/rollouts-pod-template-hash'], kind: 'Service' },
      { group: 'gateway.networking.k8s.io', jqPathExpressions: [`${shifted} | .spec.rules[]?.backendRefs[]?.weight`], kind: 'HTTPRoute' },
      { group: 'networking.istio.io', jqPathExpressions: [`${shifted} | .spec.http[]?.route[]?.weight`], kind: 'VirtualService' },
    ]);
  });

  it('takes what it deployed along in development only', () => {
    expect(applicationOf(dev).metadata['finalizers']).toEqual(['resources-finalizer.argocd.argoproj.io']);
    expect(live.metadata['finalizers']).toBeUndefined();
  });

  it('keeps few old revisions: a rollback is a commit', () => {
    expect(liveSpec.revisionHistoryLimit).toBe(5);
  });

  it('is made by the ApplicationSet of its tier alone', () => {
    expect(renderApplication(sets.release, applicationInput('shop', dev, []))).toBeUndefined();
    expect(renderApplication(sets.development, applicationInput('shop', production[0]!, []))).toBeUndefined();
  });

  it('subscribes to notifications, whatever the recipients are called', () => {
    const notifications = [{ trigger: 'on-sync-failed', service: 'slack', recipients: ['a"b', '{{.x}}', "it's"] }];
    expect(applicationOf({ ...dev, argocd: { notifications } }).metadata.annotations).toEqual({
      'argocd.argoproj.io/compare-options': 'ServerSideDiff=true',
      'argocd.argoproj.io/manifest-generate-paths': '.',
      'notifications.argoproj.io/subscribe.on-sync-failed.slack': 'a"b;{{.x}};it\'s',
    });
  });

  it('keeps names that look like numbers as text', () => {
    const application = renderApplication(sets.release, applicationInput('0123', exampleEnvironment('1e5', { cluster: { name: '007' } }), []))!;
    expect(application.metadata.name).toBe('0123-1e5');
    expect((application['spec'] as ApplicationSpec).destination.name).toBe('007');
  });

  const orSkip = crdsArePresent ? it : it.skip;
  orSkip.each([
    ['in development', applicationOf(dev)],
    ['where releases run', live],
    ['with notifications', applicationOf({ ...dev, argocd: { notifications: [{ trigger: 'on-deployed', service: 'slack', recipients: ['a'] }] } })],
  ])(`is what Argo CD's definition allows, %s${crdsArePresent ? '' : ' (the definitions are not there)'}`, (_name, application) => {
    expect(violationsOf(application)).toEqual([]);
  });
});
