import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { containersOf } from './containers-of.ts';
import { POD_KINDS } from './pods-of.ts';
import { cronJob, object } from './test-support/manifests.ts';

const spec = { containers: [{ name: 'a' }], initContainers: [{ name: 'b' }], ephemeralContainers: [{ name: 'c' }] };
const template = { spec: { template: { spec } } };
const pathsOf = (manifest: object) => containersOf(manifest as Manifest).map(({ path }) => path);

describe('containersOf', () => {
  it.each([
    ['Pod', object('v1', 'Pod', 'x', { spec }), 'spec'],
    ['PodTemplate', object('v1', 'PodTemplate', 'x', { template: { spec } }), 'template.spec'],
    ['ReplicationController', object('v1', 'ReplicationController', 'x', template), 'spec.template.spec'],
    ['DaemonSet', object('apps/v1', 'DaemonSet', 'x', template), 'spec.template.spec'],
    ['Deployment', object('apps/v1', 'Deployment', 'x', template), 'spec.template.spec'],
    ['ReplicaSet', object('apps/v1', 'ReplicaSet', 'x', template), 'spec.template.spec'],
    ['StatefulSet', object('apps/v1', 'StatefulSet', 'x', template), 'spec.template.spec'],
    ['CronJob', cronJob(spec), 'spec.jobTemplate.spec.template.spec'],
    ['Job', object('batch/v1', 'Job', 'x', template), 'spec.template.spec'],
    ['Rollout', object('argoproj.io/v1alpha1', 'Rollout', 'x', template), 'spec.template.spec'],
  ])('finds the init, ordinary and ephemeral containers of a %s', (kind, manifest, path) => {
    expect(pathsOf(manifest)).toEqual([`${path}.initContainers[0]`, `${path}.containers[0]`, `${path}.ephemeralContainers[0]`]);
    expect(POD_KINDS.some((each) => each.endsWith(`/${kind}`))).toBe(true);
  });

  it('finds those of every Job that an analysis asks by', () => {
    const job = (name: string) => ({ provider: { job: { spec: { template: { spec: { containers: [{ name }] } } } } } });
    const manifest = object('argoproj.io/v1alpha1', 'AnalysisTemplate', 'x', { spec: { metrics: [job('a'), { provider: { prometheus: {} } }, null, job('b')] } });
    expect(pathsOf(manifest)).toEqual([0, 3].map((index) => `spec.metrics[${index}].provider.job.spec.template.spec.containers[0]`));
    expect(POD_KINDS).toContain('argoproj.io/AnalysisTemplate');
  });

  it('knows every kind that is named above', () => {
    expect(POD_KINDS).toHaveLength(11);
  });

  it.each([
    ['a kind of another group', object('acme.example/v1', 'Deployment', 'x', template)],
    ['a Rollout that names a Deployment', object('argoproj.io/v1alpha1', 'Rollout', 'x', { spec: { workloadRef: {} } })],
    ['a spec that is a string', object('apps/v1', 'Deployment', 'x', { spec: 'none' })],
    ['containers that are no list', object('v1', 'Pod', 'x', { spec: { containers: {} } })],
    ['containers that are no maps', object('v1', 'Pod', 'x', { spec: { containers: [null, 'a', []] } })],
  ])('finds none in %s', (_name, manifest) => {
    expect(pathsOf(manifest)).toEqual([]);
  });

  it('counts places by the list as written, broken elements included', () => {
    expect(pathsOf(object('v1', 'Pod', 'x', { spec: { containers: [null, { name: 'a' }] } }))).toEqual(['spec.containers[1]']);
  });
});
