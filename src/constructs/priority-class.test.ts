import { describe, expect, it } from '@jest/globals';
import { PriorityClass, type PriorityClassProps } from './priority-class.ts';
import { exampleSystem, objectOf, problemsOf } from './test-support.ts';

function of(props: Partial<PriorityClassProps> = {}) {
  const system = exampleSystem();
  const made = new PriorityClass(system, 'any id', { name: 'high', value: 1000, description: 'what customers wait for', ...props });
  return { made, object: objectOf(system, 'PriorityClass') };
}

describe('a priority class', () => {
  it('carries the instance in its name, and comes first', () => {
    const { made, object } = of();
    expect(made.className).toBe('shop-staging-high');
    expect(object).toMatchObject({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      description: 'what customers wait for',
      globalDefault: false,
      metadata: {
        name: 'shop-staging-high',
        annotations: { 'argocd.argoproj.io/sync-wave': '-5' },
        labels: {
          'app.kubernetes.io/component': 'system',
          'app.kubernetes.io/instance': 'shop-staging',
          'app.kubernetes.io/managed-by': 'slipway',
          'app.kubernetes.io/name': 'shop',
          'app.kubernetes.io/part-of': 'shop',
        },
      },
      preemptionPolicy: 'PreemptLowerPriority',
      value: 1000,
    });
  });

  it('may leave running pods alone', () => {
    expect(of({ preemptionPolicy: 'Never' }).object.preemptionPolicy).toBe('Never');
  });

  it.each<[string, Partial<PriorityClassProps>, string[]]>([
    ['a value of the system classes', { value: 2_000_000_000 }, ['priorityClass.value: 2000000000 is out of range']],
    ['no value', { value: 0 }, ['priorityClass.value: 0 is out of range']],
    ['a name that is none', { name: 'High' }, ['priorityClass.name: "High" is not a DNS label']],
    ['no description', { description: ' ' }, ['priorityClass.description: no description']],
    ['a policy that is none', { preemptionPolicy: 'Always' as 'Never' }, ['priorityClass.preemptionPolicy: "Always" is not a policy']],
  ])('is checked: %s', (_name, props, problems) => {
    expect(problemsOf(() => of(props))).toEqual(problems);
  });
});
