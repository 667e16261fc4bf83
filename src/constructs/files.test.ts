import { describe, expect, it } from '@jest/globals';
import { Construct } from 'constructs';
import { Files } from './files.ts';
import { exampleSystem, objectOf, objectsOf } from './test-support.ts';

describe('Files', () => {
  it('keeps files in a ConfigMap that is named for its content and cannot change', () => {
    const files = new Files(exampleSystem(), 'settings', { name: 'settings', component: 'web', files: { 'b.yaml': 'b: 1\n', 'a.txt': 'a\n' } });
    expect(files.configMapName).toMatch(/^settings-[0-9a-f]{10}$/);
    expect(objectsOf(files)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: files.configMapName,
          namespace: 'shop-staging',
          annotations: { 'argocd.argoproj.io/sync-wave': '-4' },
          labels: {
            'app.kubernetes.io/component': 'web',
            'app.kubernetes.io/instance': 'shop-staging',
            'app.kubernetes.io/managed-by': 'slipway',
            'app.kubernetes.io/name': 'shop',
            'app.kubernetes.io/part-of': 'shop',
          },
        },
        immutable: true,
        data: { 'a.txt': 'a\n', 'b.yaml': 'b: 1\n' },
      },
    ]);
  });

  it('is mounted read-only, as files', () => {
    const files = new Files(exampleSystem(), 'settings', { name: 'settings', files: { a: 'a' } });
    expect(files.volume).toEqual({ configMap: { defaultMode: 0o444, name: files.configMapName }, name: 'settings' });
    expect(files.mount('/etc/shop')).toEqual({ mountPath: '/etc/shop', name: 'settings', readOnly: true });
  });

  it('has one name for one content, whatever the order, the line ends of a checkout or the place in the tree', () => {
    const name = (files: Record<string, string>, scope: Construct = exampleSystem()): string => new Files(scope, 'x', { name: 'settings', files }).configMapName;
    const plain = name({ a: '1\n', b: '2\n' });
    expect(name({ b: '2\n', a: '1\n' })).toBe(plain);
    expect(name({ a: '1\r\n', b: '2\r\n' })).toBe(plain);
    expect(name({ a: '1\n', b: '2\n' }, new Construct(exampleSystem(), 'deeper'))).toBe(plain);
    expect(name({ a: '1\n', b: '3\n' })).not.toBe(plain);
  });

  it('renders LF only', () => {
    const files = new Files(exampleSystem(), 'x', { name: 'settings', files: { a: '1\r\n2\r\n' } });
    expect(objectOf(files, 'ConfigMap').data).toEqual({ a: '1\n2\n' });
  });

  it.each<[string, Record<string, string>, string]>([
    ['no file', {}, 'settings.files'],
    ['a path for a name', { 'a/b': '' }, 'settings.files.a/b'],
    ['a lone carriage return', { a: '1\r2' }, 'settings.files.a'],
    ['a NUL', { a: '\0' }, 'settings.files.a'],
    ['more than an object holds', { a: 'x'.repeat(1_000_001) }, 'settings.files'],
  ])('refuses %s', (_what, files, path) => {
    expect(() => new Files(exampleSystem(), 'x', { name: 'settings', files })).toThrow(expect.objectContaining({ problems: [expect.objectContaining({ path })] }));
  });
});
