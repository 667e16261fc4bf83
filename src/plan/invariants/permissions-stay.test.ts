import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../../kernel/manifest.ts';
import { prove } from '../proof.ts';
import { ReleaseSet } from '../release-set.ts';
import { NAMESPACE, object, shop } from '../test-support/shop.ts';

const set = (manifests: readonly Manifest[]): ReleaseSet => new ReleaseSet(manifests, NAMESPACE);
const found = (before: readonly Manifest[], after: readonly Manifest[]): readonly string[] => prove(set([...shop('1'), ...before]), set([...shop('2'), ...after]), { namespace: NAMESPACE }).counterexamples.map(({ invariant, key }) => `${invariant}: ${key.split('/')[1]} ${key.split('/')[3]}`);

const role = (rules: readonly unknown[], name = 'web', wave = -4): Manifest => object('rbac.authorization.k8s.io/v1', 'Role', name, wave, { rules });
const binding = (account = 'web', to = 'web', name = 'web'): Manifest => object('rbac.authorization.k8s.io/v1', 'RoleBinding', name, -4, { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: to }, subjects: [{ kind: 'ServiceAccount', name: account, namespace: NAMESPACE }] });
const rule = (resources: readonly string[], verbs: readonly string[], rest: Readonly<Record<string, unknown>> = {}): unknown => ({ apiGroups: [''], resources, verbs, ...rest });
const READS = rule(['configmaps'], ['get', 'list']);

describe('a role', () => {
  it.each<[string, readonly Manifest[], readonly Manifest[]]>([
    ['loses a rule', [role([READS, rule(['pods'], ['get'])]), binding()], [role([READS]), binding()]],
    ['loses a verb', [role([READS]), binding()], [role([rule(['configmaps'], ['get'])]), binding()]],
    ['is for one object from now on', [role([READS]), binding()], [role([rule(['configmaps'], ['get', 'list'], { resourceNames: ['one'] })]), binding()]],
    ['has another account', [role([READS]), binding()], [role([READS]), binding('db')]],
  ])('that %s while pods serve that use it is named', (_name, before, after) => {
    expect(found(before, after)).toContain('permissions-stay: Role web');
  });

  it.each<[string, readonly Manifest[], readonly Manifest[]]>([
    ['gets a rule', [role([READS]), binding()], [role([READS, rule(['pods'], ['get'])]), binding()]],
    ['says the same otherwise', [role([READS]), binding()], [role([rule(['configmaps'], ['list']), rule(['configmaps'], ['get'])]), binding()]],
    ['allows all', [role([READS]), binding()], [role([{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]), binding()]],
    ['loses a rule in the last wave', [role([READS, rule(['pods'], ['get'])]), binding()], [role([READS], 'web', 2), binding()]],
    ['nobody uses', [role([READS])], [role([])]],
    ['leaves', [role([READS]), binding()], []],
    ['is another one, and the old one goes last', [role([READS], 'web-1'), binding('web', 'web-1', 'web-1')], [role([], 'web-2'), binding('web', 'web-2', 'web-2')]],
  ])('that %s takes nothing away', (_name, before, after) => {
    expect(found(before, after).filter((name) => name.startsWith('permissions'))).toEqual([]);
  });
});
