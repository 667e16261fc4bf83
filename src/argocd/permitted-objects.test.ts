import { describe, expect, it } from '@jest/globals';
import { describeProblem } from '../kernel/problem.ts';
import { type Kind } from './argocd-facts.ts';
import { permissionProblems } from './permitted-objects.ts';
import { exampleFacts, exampleObject } from './test-support/examples.ts';

const pair = { environment: 'dev', system: 'shop' };
const said = (object: ReturnType<typeof exampleObject>, kinds: readonly Kind[] = [], kindsOf: Readonly<Record<string, readonly Kind[]>> = {}): string => permissionProblems(pair, [object], { ...exampleFacts, kinds, kindsOf }).map(describeProblem).join('\n');
const daemonSet = exampleObject('apps/v1', 'DaemonSet', 'agent', 'shop-dev');

describe('an object that its AppProject permits', () => {
  it.each([
    ['is of a kind that constructs make', exampleObject('apps/v1', 'Deployment', 'app', 'shop-dev')],
    ['is of another version of such a kind', exampleObject('autoscaling/v1', 'HorizontalPodAutoscaler', 'app', 'shop-dev')],
    ['is the namespace of its instance', exampleObject('v1', 'Namespace', 'shop-dev')],
    ['belongs to the whole cluster and carries the instance in its name', exampleObject('scheduling.k8s.io/v1', 'PriorityClass', 'shop-dev-high')],
  ])('%s', (_name, object) => {
    expect(said(object)).toBe('');
  });

  it('is of a kind that environments.yaml declares', () => {
    expect(said(daemonSet, [{ group: 'apps', kind: 'DaemonSet' }])).toBe('');
    expect(said(daemonSet, [], { shop: [{ group: 'apps', kind: 'DaemonSet' }] })).toBe('');
    // What another system may have is none of its own.
    expect(said(daemonSet, [], { kiosk: [{ group: 'apps', kind: 'DaemonSet' }] })).not.toBe('');
  });
});

describe('an object that its AppProject does not permit', () => {
  it.each([
    ['is of a kind that no construct makes', daemonSet, 'the AppProject does not permit apps/DaemonSet\n  allowed: kinds that constructs make, and those under argocd.kindsOf or argocd.kinds of overlays/environments.yaml\n  fix: shop: [apps/DaemonSet]   (below argocd.kindsOf)'],
    ['gives rights, which environments.yaml alone may permit', exampleObject('rbac.authorization.k8s.io/v1', 'Role', 'drill', 'shop-dev'), 'does not permit rbac.authorization.k8s.io/Role'],
    ['is of a kind of the same name in another group', exampleObject('serving.acme.example/v1', 'Service', 'app', 'shop-dev'), 'does not permit serving.acme.example/Service'],
    ['lies in another namespace', exampleObject('v1', 'ConfigMap', 'app', 'kube-system'), 'it lies in the namespace "kube-system"\n  allowed: shop-dev'],
    ['is the namespace of another instance', exampleObject('v1', 'Namespace', 'shop-dev-2'), 'Namespace "shop-dev-2" belongs to the whole cluster and does not carry the instance in its name\n  allowed: shop-dev'],
    ['belongs to the whole cluster under a name of everybody', exampleObject('scheduling.k8s.io/v1', 'PriorityClass', 'high'), 'PriorityClass "high" belongs to the whole cluster'],
    ['carries the instance and nothing after the hyphen', exampleObject('scheduling.k8s.io/v1', 'PriorityClass', 'shop-dev'.slice(0, -1)), 'PriorityClass "shop-de" belongs'],
    ['belongs to the whole cluster, of a kind that no construct makes', exampleObject('rbac.authorization.k8s.io/v1', 'ClusterRole', 'shop-dev'), 'does not permit rbac.authorization.k8s.io/ClusterRole'],
  ])('%s', (_name, object, expected) => {
    expect(said(object)).toContain(expected);
    expect(said(object)).toContain('dev/shop › ');
  });

  it('has a fix that keeps what is declared already', () => {
    expect(said(daemonSet, [], { shop: [{ group: '', kind: 'Endpoints' }] })).toContain('fix: shop: [Endpoints, apps/DaemonSet]   (below argocd.kindsOf)');
  });
});
