import { describe, expect, it } from '@jest/globals';
import { ApiObject, App, type Chart, Cron, Duration, Testing } from 'cdk8s';
import { ConfigMap, CronJob } from 'cdk8s-plus-28';
import { PriorityClass } from '../../imports/kubernetes.ts';
import { exampleSystem } from '../constructs/test-support.ts';
import { UserError } from '../kernel/problem.ts';
import { collectManifests } from './collect.ts';

/** The text of a value, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner));
}

describe('collected manifests', () => {
  it('hold what cdk8s itself makes of the chart', () => {
    const system = exampleSystem();
    new ConfigMap(system, 'settings', { metadata: { name: 'settings' }, data: { 'a.txt': 'one\ntwo\n' } });
    new ApiObject(system, 'raw', { apiVersion: 'acme.example/v1', kind: 'Thing', metadata: { name: 'thing' }, spec: { empty: undefined, list: [1, 'b'] } });
    const ours = collectManifests(system).map((manifest) => canonical(manifest));
    const theirs = (Testing.synth(system as Chart) as object[]).map((manifest) => canonical(manifest));
    expect(ours.sort()).toEqual(theirs.sort());
    expect(ours).toHaveLength(2);
  });

  it('take constructs of cdk8s-plus-28 that a build adds, with the labels and namespace of the system', () => {
    const system = exampleSystem();
    const job = new CronJob(system, 'nightly', { metadata: { name: 'nightly' }, schedule: Cron.schedule({ hour: '2', minute: '0' }), startingDeadline: Duration.minutes(5) });
    job.addContainer({ image: 'ghcr.io/acme/nightly:1.0.0' });
    expect(collectManifests(system)).toMatchObject([
      { kind: 'CronJob', metadata: { name: 'nightly', namespace: system.namespaceName, labels: { 'app.kubernetes.io/managed-by': 'slipway' } } },
    ]);
  });

  it('take the namespace off what has no place in one', () => {
    const system = exampleSystem();
    new PriorityClass(system, 'high', { metadata: { name: 'high' }, value: 5 });
    expect(collectManifests(system)[0]?.metadata).not.toHaveProperty('namespace');
  });

  it('stand in the order of identity, whatever was added first', () => {
    const names = (order: readonly string[]) => {
      const system = exampleSystem();
      for (const name of order) new ConfigMap(system, name, { metadata: { name } });
      return collectManifests(system).map(({ metadata }) => metadata.name);
    };
    expect(names(['b', 'a', 'c'])).toEqual(names(['c', 'b', 'a']));
    expect(names(['b', 'a', 'c'])).toEqual(['a', 'b', 'c']);
  });

  it('are refused when two constructs make one object, naming both', () => {
    const system = exampleSystem();
    new ConfigMap(system, 'one', { metadata: { name: 'same' } });
    new ConfigMap(system, 'two', { metadata: { name: 'same' } });
    expect(() => collectManifests(system)).toThrow(UserError);
    expect(() => collectManifests(system)).toThrow(/two[\s\S]*ConfigMap "same" is made twice, here and by .*one/);
  });

  it("are refused when a construct's own validation fails", () => {
    const system = exampleSystem();
    const map = new ConfigMap(system, 'settings', { metadata: { name: 'settings' } });
    map.node.addValidation({ validate: () => ['is not to my liking'] });
    expect(() => collectManifests(system)).toThrow(/settings[\s\S]*is not to my liking/);
  });

  it('need no other App than the one of the system', () => {
    expect(App.of(exampleSystem()).node.id).toBe('');
  });
});
