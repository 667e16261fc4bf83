import { describe, expect, it } from '@jest/globals';
import { violationsOf, crdsArePresent } from '../argocd/test-support/crd-schema.ts';
import { checkManifests } from '../checks/check-manifests.ts';
import { collectManifests } from '../render/collect.ts';
import { type Dependency } from './dependency.ts';
import { Files } from './files.ts';
import { Foundation } from './foundation.ts';
import { Postgres } from './postgres.ts';
import { ScheduledJob, type ScheduledJobProps } from './scheduled-job.ts';
import { type ExampleOverrides, exampleDigest, exampleSystem, objectOf, objectsOf, problemsOf, withoutHash } from './test-support.ts';

const TOOL = `ghcr.io/acme/probe:8.11.1@${exampleDigest('c')}`;
const API: Dependency = { name: 'api', variables: { API_URL: 'http://api:8080' }, endpoints: [{ port: 8080, peer: { component: 'api' } }] };

function build(props: Partial<ScheduledJobProps> = {}, overrides: ExampleOverrides = {}) {
  const system = exampleSystem(overrides);
  new ScheduledJob(system, 'any id', { name: 'synthetic', image: system.image('app'), schedule: '*/15 * * * *', ...props });
  return system;
}

const stale = (props: Partial<ScheduledJobProps>): string => objectOf(build(props), 'PrometheusRule').spec.groups[0].rules[0].expr;

describe('a scheduled job', () => {
  it('is a CronJob with its account, its edges and its alert, each in its wave', () => {
    expect(objectsOf(build({ uses: [API] })).map(({ kind, metadata: { name, annotations } }) => [kind, name, annotations['argocd.argoproj.io/sync-wave']])).toEqual([
      ['ServiceAccount', 'synthetic', '-4'],
      ['CronJob', 'synthetic', '2'],
      ['PrometheusRule', 'synthetic', '0'],
      ['NetworkPolicy', 'synthetic-to-api-8080-egress', '-5'],
      ['NetworkPolicy', 'synthetic-to-api-8080-ingress', '-5'],
    ]);
  });

  it('says everything that Kubernetes would otherwise decide', () => {
    const { metadata, spec } = objectOf(build({ command: ['node', 'synthetic.js'], uses: [API], timeZone: 'Europe/Berlin', retries: 2 }), 'CronJob');
    const labels = { 'app.kubernetes.io/component': 'synthetic', 'app.kubernetes.io/instance': 'shop-staging', 'app.kubernetes.io/version': 'sha-1111111' };
    expect(metadata.labels).toMatchObject(labels);
    expect(metadata.annotations).toEqual({ 'argocd.argoproj.io/ignore-healthcheck': 'true', 'argocd.argoproj.io/sync-wave': '2' });
    const { jobTemplate, ...schedule } = spec;
    expect(schedule).toEqual({ concurrencyPolicy: 'Forbid', failedJobsHistoryLimit: 3, schedule: '*/15 * * * *', startingDeadlineSeconds: 600, successfulJobsHistoryLimit: 3, timeZone: 'Europe/Berlin' });
    const { template, ...job } = jobTemplate.spec;
    expect(job).toEqual({ activeDeadlineSeconds: 600, backoffLimit: 2, podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ status: 'True', type: 'DisruptionTarget' }] }] } });
    expect(jobTemplate.metadata.labels).toMatchObject(labels);
    expect(template.metadata.labels).toMatchObject(labels);
    expect(template.spec).toMatchObject({ automountServiceAccountToken: false, restartPolicy: 'Never', serviceAccountName: 'synthetic', securityContext: { runAsNonRoot: true } });
    expect(template.spec.containers[0]).toMatchObject({
      command: ['node', 'synthetic.js'],
      env: [{ name: 'API_URL', value: 'http://api:8080' }, { name: 'HOME', value: '/tmp' }, { name: 'RELEASE', value: 'sha-1111111' }],
      image: `ghcr.io/acme/shop-app:sha-1111111@${exampleDigest('a')}`,
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
    });
  });

  it('runs a tool of no release without a version', () => {
    const { metadata, spec } = objectOf(build({ image: TOOL }), 'CronJob');
    expect(metadata.labels).not.toHaveProperty('app.kubernetes.io/version');
    expect(spec.jobTemplate.spec.template.spec.containers[0]).toMatchObject({ image: TOOL, env: [{ name: 'HOME', value: '/tmp' }] });
  });

  it.each<[string, Partial<ScheduledJobProps>, number]>([
    ['its longest pause, a late start and its time', {}, 900 + 600 + 600],
    ['less where it is held to less', { timeoutSeconds: 60, startWithinSeconds: 30 }, 900 + 30 + 60],
    ['an hour more where clocks are put forward', { schedule: '@daily', timeZone: 'Europe/Berlin' }, 86_400 + 3600 + 1200],
    ['no more in UTC', { schedule: '@daily', timeZone: 'UTC' }, 86_400 + 1200],
    ['what it is told', { staleAfterSeconds: 7200 }, 7200],
  ])('has an alert when its last success is older than %s', (_what, props, seconds) => {
    expect(stale(props)).toBe(
      `time() - max by (namespace, cronjob) (kube_cronjob_status_last_successful_time{namespace="shop-staging",cronjob="synthetic"} or kube_cronjob_created{namespace="shop-staging",cronjob="synthetic"}) > ${seconds}`,
    );
  });

  it('is not watched where there is no monitoring', () => {
    expect(objectsOf(build({}, { target: { monitoring: undefined } })).map(({ kind }) => kind)).toEqual(['ServiceAccount', 'CronJob']);
  });

  it.each<[string, Partial<ScheduledJobProps>, string[]]>([
    ['no schedule', { schedule: 'every day' }, ['synthetic.schedule: "every day" is not a cron schedule of five fields that ever comes']],
    ['a day that no month has', { schedule: '0 0 31 2 *' }, ['synthetic.schedule: "0 0 31 2 *" is not a cron schedule of five fields that ever comes']],
    ['the time zone of some machine', { timeZone: 'Local' }, ['synthetic.timeZone: "Local" is not the name of a time zone']],
    ['an alert that a job in time would set off', { staleAfterSeconds: 900 }, ['synthetic.staleAfterSeconds: the schedule pauses for up to 900 s, and 900 would tell of a job that is in time']],
    ['an image by tag', { image: 'probe:8' }, ['synthetic.image: "probe:8" is not an image pinned by digest']],
    ['a name that means something else', { name: 'migrate' }, ['migrate.name: "migrate" is not a workload\'s name']],
    ['no time at all, and tries without end', { timeoutSeconds: 0, retries: 100 }, ['synthetic.timeoutSeconds: 0 is out of range', 'synthetic.retries: 100 is out of range']],
  ])('is checked: %s', (_what, props, problems) => {
    expect(problemsOf(() => build(props))).toEqual(problems);
    expect(() => build(props)).toThrow();
  });
});

describe.each<[string, ExampleOverrides['target']]>([
  ['no mesh', {}],
  ['Istio', { mesh: 'istio' }],
  ['Istio with native sidecars', { mesh: 'istio', nativeSidecars: true }],
  ['Linkerd', { mesh: 'linkerd' }],
  ['Linkerd with native sidecars', { mesh: 'linkerd', nativeSidecars: true }],
  ['no monitoring', { monitoring: undefined }],
])('with %s', (_what, target) => {
  it('a scheduled job holds every rule, whatever it runs and uses', () => {
    const system = exampleSystem({ target: target ?? {} });
    new Foundation(system, 'foundation', { quota: { requests: { cpu: '4', memory: '8Gi' }, pods: 30 } });
    const postgres = Postgres.from(system, 'postgres', { form: 'in-cluster', image: `ghcr.io/acme/postgres:17.5@${exampleDigest('d')}`, password: 'shop/postgres#password', storage: '5Gi' });
    const files = new Files(system, 'files', { name: 'journeys', files: { 'buy.json': '{}\n' } });
    new ScheduledJob(system, 'one', { name: 'synthetic', image: TOOL, schedule: '@hourly', files: { '/etc/journeys': files } });
    new ScheduledJob(system, 'two', { name: 'tidy-up', image: system.image('app'), schedule: '0 3 * * 0', uses: [postgres], scratch: { '/work': '64Mi' } });
    const objects = collectManifests(system);
    expect(checkManifests(objects)).toEqual([]);
    expect(objects.map(({ metadata: { name } }) => withoutHash(name))).toContain('tidy-up-to-postgres-5432-egress');
    if (crdsArePresent) expect(objects.filter(({ apiVersion }) => apiVersion.startsWith('monitoring.')).flatMap(violationsOf)).toEqual([]);
  });
});
