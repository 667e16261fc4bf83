import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Manifest } from '../kernel/manifest.ts';
import { describeProblem, UserError } from '../kernel/problem.ts';
import { checkBy, checkManifests, describeObject, toProblem } from './check-manifests.ts';
import { type Rule } from './rule.ts';
import { anyManifests } from './test-support/any-manifests.ts';
import { configMap, container, deployment, inWave, object } from './test-support/manifests.ts';

const set = (...manifests: unknown[]) => manifests as Manifest[];

describe('checkManifests', () => {
  const denied = inWave(2, object('networking.k8s.io/v1', 'NetworkPolicy', 'deny', { spec: { podSelector: {}, policyTypes: ['Egress', 'Ingress'] } }));

  it('is silent about a small set that is right', () => {
    expect(checkManifests(set(denied, deployment(), inWave(-4, configMap('files'))))).toEqual([]);
  });

  it('reports all findings at once, by object, path and rule, in whatever order the manifests come', () => {
    const wrong = set(denied, deployment({ containers: [container({ image: 'web:1', env: [{ name: 'A', value: 1 }] })] }), configMap('files', { a: 1 }), { kind: 'List' });
    const found = checkManifests(wrong);
    expect(found.map(({ object: { kind }, rule, path }) => `${kind} ${path} ${rule}`)).toEqual([
      'ConfigMap data.a string-is-string',
      'List apiVersion object-has-identity',
      'List metadata.name object-has-identity',
      'Deployment spec.template.spec.containers[0].env[0].value string-is-string',
      'Deployment spec.template.spec.containers[0].image image-is-pinned-by-digest',
    ]);
    expect(checkManifests([...wrong].reverse())).toEqual(found);
  });

  it('asks a rule only about the kinds it names', () => {
    const asked: string[] = [];
    const rule: Rule = {
      id: 'asked',
      severity: 'error',
      why: '',
      source: '',
      kinds: ['apps/Deployment'],
      check({ kind }) {
        asked.push(kind);
        return [];
      },
    };
    checkBy([rule], set(deployment(), configMap('a'), object('acme.example/v1', 'Deployment', 'b')));
    expect(asked).toEqual(['apps/Deployment']);
  });

  it('leaves the manifests as they are', () => {
    const manifests = set(denied, deployment(), configMap('a'));
    const before = JSON.stringify(manifests);
    checkManifests(manifests);
    expect(JSON.stringify(manifests)).toBe(before);
  });

  it('comes to an end over a value that holds itself', () => {
    const data: Record<string, unknown> = { a: 'x' };
    data['self'] = data;
    expect(checkManifests(set({ ...configMap('a'), data })).map(({ path }) => path)).toContain('data.self');
  });

  it('comes to an end over a value of great depth', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 2_000; depth++) deep = [deep];
    expect(() => checkManifests(set(object('acme.example/v1', 'Thing', 'a', { spec: deep as Record<string, unknown> })))).not.toThrow();
  });

  it('bears any JSON', () => {
    fc.assert(
      fc.property(anyManifests(), (manifests) => {
        for (const finding of checkManifests(set(...manifests))) {
          expect(typeof finding.path).toBe('string');
          expect(describeProblem(toProblem(finding))).toContain(finding.rule);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('toProblem', () => {
  const finding = { rule: 'some-rule', severity: 'error', path: 'spec.a', message: 'Required value', object: { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' } } as const;

  it('puts the object before the path, and the rule after the message', () => {
    expect(toProblem({ ...finding, fix: 'a: 1' })).toEqual({ path: 'Deployment shop/web › spec.a', message: 'Required value (some-rule)', fix: 'a: 1' });
  });

  it('names the object alone where the finding is about all of it', () => {
    expect(toProblem({ ...finding, path: '' })).toEqual({ path: 'Deployment shop/web', message: 'Required value (some-rule)' });
  });

  it('makes what a UserError shows', () => {
    expect(new UserError([toProblem(finding)]).message).toBe('Deployment shop/web › spec.a\n  Required value (some-rule)');
  });
});

describe('describeObject', () => {
  it.each([
    ['a namespaced object', { group: '', kind: 'Service', namespace: 'shop', name: 'web' }, 'Service shop/web'],
    ['a cluster-scoped object', { group: 'scheduling.k8s.io', kind: 'PriorityClass', namespace: '', name: 'high' }, 'PriorityClass high'],
    ['a custom resource', { group: 'cert-manager.io', kind: 'Certificate', namespace: 'shop', name: 'web' }, 'Certificate.cert-manager.io shop/web'],
  ])('shows %s', (_name, identity, text) => {
    expect(describeObject(identity)).toBe(text);
  });
});
