import { describe, expect, it } from '@jest/globals';
import { objectNameErrors } from './object-name.ts';

describe('objectNameErrors', () => {
  it.each([
    ['/ConfigMap', 'app.v1', 'App'],
    ['/Namespace', 'app', 'app.v1'],
    ['/Service', '1a', 'a.b'],
    ['apps/StatefulSet', 'a'.repeat(63), 'a.b'],
    ['batch/CronJob', '1.a', 'a_b'],
    ['rbac.authorization.k8s.io/Role', 'System:Reader x', 'a/b'],
    ['policy/PodDisruptionBudget', 'A B', '..'],
    ['apiregistration.k8s.io/APIService', 'v1.', 'v1/'],
    ['coordination.k8s.io/LeaseCandidate', 'a_B', 'a/b'],
    ['networking.k8s.io/IPAddress', '2001:db8::1', '10.9.8'],
    ['example.com/Anything', 'a.b', 'A'],
  ])('of %s accepts %s and refuses %s', (kind, right, wrong) => {
    expect(objectNameErrors(kind, right, 36)).toEqual([]);
    expect(objectNameErrors(kind, wrong, 36)).toHaveLength(1);
  });
  it('wanted a letter first in a Service until 1.35', () => {
    expect(objectNameErrors('/Service', '1a', 35)).toHaveLength(1);
  });
});
