import { describe, expect, it } from '@jest/globals';
import { Probe } from './probe.ts';
import { Ready, Version } from './ready.ts';
import { smokeScript } from './smoke-script.ts';
import { SmokeTest, type SmokeTestProps } from './smoke-test.ts';
import { type Rendered, exampleSystem, exampleTarget, objectOf, objectsOf, problemsOf } from './test-support.ts';
import { WebWorkload } from './web-workload.ts';

function build(versions: Readonly<Record<string, Version>>, props: Partial<SmokeTestProps> = {}) {
  const system = exampleSystem();
  const tests = Object.entries(versions).map(
    ([name, version]) => new WebWorkload(system, name, { name, image: system.image('app'), port: 3000, ready: Ready.http('/api/ready', { version }), live: Probe.http('/api/health') }),
  );
  return new SmokeTest(system, 'any id', { tests, ...props });
}

function variables(container: Rendered): Record<string, string> {
  return Object.fromEntries(container.env.map(({ name, value }: { name: string; value: string }) => [name, value]));
}

const ALWAYS = { HOME: '/tmp', SMOKE_ATTEMPTS: '30', SMOKE_IN_A_ROW: '5', SMOKE_PAUSE: '2', SMOKE_TIMEOUT: '5', SMOKE_URL: 'http://app:3000/api/ready', SMOKE_VERSION: 'sha-1111111' };

describe('a smoke test', () => {
  it('is a Sync hook after the workloads, with an account in a lower wave', () => {
    const { metadata, spec } = objectOf(build({ app: Version.header('X-Release') }), 'Job');
    expect(metadata).toMatchObject({
      name: 'shop-smoke',
      annotations: { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation', 'argocd.argoproj.io/sync-wave': '1' },
      labels: { 'app.kubernetes.io/component': 'smoke', 'app.kubernetes.io/version': 'sha-1111111' },
    });
    expect(spec).toMatchObject({
      activeDeadlineSeconds: 300,
      backoffLimit: 0,
      podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ status: 'True', type: 'DisruptionTarget' }] }] },
      template: { spec: { restartPolicy: 'Never', serviceAccountName: 'shop-smoke', automountServiceAccountToken: false } },
      ttlSecondsAfterFinished: 86_400,
    });
    expect(objectOf(build({ app: Version.none }), 'ServiceAccount').metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '-4' });
  });

  it.each<[string, Version, object, string]>([
    ['a header', Version.header('X-Release'), { ...ALWAYS, SMOKE_PROOF: 'header', SMOKE_FIELD: 'x-release' }, 'header x-release of GET /api/ready'],
    ['a JSON body', Version.json('release.version'), { ...ALWAYS, SMOKE_PROOF: 'json', SMOKE_FIELD: 'release.version' }, 'json release.version of GET /api/ready'],
    ['the rollout alone', Version.none, { ...ALWAYS, SMOKE_PROOF: 'none' }, 'rollout: every replica updated and available before this wave'],
  ])('proves the version by %s, and says so', (_name, version, env, proof) => {
    const { metadata, spec } = objectOf(build({ app: version }), 'Job');
    const [container] = spec.template.spec.containers;
    expect(variables(container)).toEqual(env);
    expect(container.command).toEqual(['/bin/sh', '-c', smokeScript(version.by)]);
    expect(metadata.annotations['slipway.dev/served-version.app']).toBe(proof);
  });

  it('runs the probe image of the target, restricted', () => {
    const [container] = objectOf(build({ app: Version.none }), 'Job').spec.template.spec.containers;
    expect(container).toMatchObject({ name: 'app', image: exampleTarget.probeImage, securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } } });
    expect(container.resources).toEqual({ limits: { cpu: '100m', 'ephemeral-storage': '64Mi', memory: '64Mi' }, requests: { cpu: '10m', 'ephemeral-storage': '32Mi', memory: '64Mi' } });
  });

  it('asks each of several workloads in a container of its own, over an edge of its own', () => {
    const smoke = build({ app: Version.header('X-Release'), api: Version.json('version') });
    expect(objectOf(smoke, 'Job').spec.template.spec.containers.map((each: Rendered) => [each.name, variables(each)['SMOKE_URL']])).toEqual([
      ['app', 'http://app:3000/api/ready'],
      ['api', 'http://api:3000/api/ready'],
    ]);
    expect(objectsOf(smoke.node.root).filter(({ kind }) => kind === 'NetworkPolicy').map(({ metadata }) => String(metadata.name)).sort()).toEqual([
      'smoke-to-api-3000-egress',
      'smoke-to-api-3000-ingress',
      'smoke-to-app-3000-egress',
      'smoke-to-app-3000-ingress',
    ]);
  });

  it('writes no value into the script', () => {
    const job = JSON.stringify(objectOf(build({ app: Version.header('X-Peculiar') }), 'Job').spec.template.spec.containers[0].command);
    for (const value of ['x-peculiar', 'sha-1111111', '/api/ready', '3000']) expect(job).not.toContain(value);
  });

  it('takes other numbers', () => {
    const { spec } = objectOf(build({ app: Version.none }, { inARow: 2, attempts: 10, pauseSeconds: 1, answerSeconds: 3, timeoutSeconds: 120 }), 'Job');
    expect(spec.activeDeadlineSeconds).toBe(120);
    expect(variables(spec.template.spec.containers[0])).toMatchObject({ SMOKE_IN_A_ROW: '2', SMOKE_ATTEMPTS: '10', SMOKE_PAUSE: '1', SMOKE_TIMEOUT: '3' });
  });

  it.each<[string, Readonly<Record<string, Version>>, Partial<SmokeTestProps>, string[]]>([
    ['nothing to test', {}, {}, ['smoke.tests: it tests nothing']],
    ['more in a row than attempts', { app: Version.none }, { inARow: 5, attempts: 3 }, ['smoke.attempts: 3 is out of range']],
    ['a deadline before its last question', { app: Version.none }, { attempts: 60 }, ['smoke.timeoutSeconds: it may ask for 420 s and needs 60 s to start, the deadline is 300 s']],
  ])('is checked: %s', (_name, versions, props, problems) => {
    expect(problemsOf(() => build(versions, props))).toEqual(problems);
  });

  it('refuses a workload of another system', () => {
    const { system, app } = { system: exampleSystem(), app: build({ app: Version.none }).node.root.node.findAll().find((node) => node instanceof WebWorkload) as WebWorkload };
    expect(problemsOf(() => new SmokeTest(system, 'smoke', { tests: [app] }))).toEqual(['smoke.tests: the workload "app" belongs to another system, shop-staging']);
  });
});
