import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { type Diff } from './diff.ts';
import { diffManifests } from './diff-manifests.ts';
import { SCHEMAS } from './test-support/schemas.ts';

const object = (kind: string, name: string, namespace: string | undefined, rest: object = {}): Manifest => ({ apiVersion: 'v1', kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) }, ...rest });
const config = (name: string, namespace: string | undefined, value = '1'): Manifest => object('ConfigMap', name, namespace, { data: { a: value } });
const diffOf = (before: readonly Manifest[], after: readonly Manifest[]): Diff => diffManifests(before, after, { schemas: SCHEMAS });
const told = ({ objects }: Diff): string[] => objects.map(({ status, object: { namespace, name } }) => `${status} ${namespace}/${name}`);

describe('an object without a namespace', () => {
  it.each<[string, Manifest[], Manifest[], string[], RegExp[]]>([
    ['is the same as the one with a namespace', [config('a', undefined)], [config('a', 'shop')], [], [/^1 object names no namespace before, and shop on the other side: it counts as one/]],
    ['is the same the other way about', [config('a', 'shop')], [config('a', undefined)], [], [/^1 object names no namespace after/]],
    ['is compared with it', [config('a', undefined)], [config('a', 'shop', '2')], ['changed shop/a'], [/no namespace before/]],
    ['takes the others of its kind along', [config('a', undefined), config('gone', undefined)], [config('a', 'shop')], ['removed shop/gone'], [/^1 object names/]],
    ['stays alone where several hold its name', [config('a', undefined)], [config('a', 'shop'), config('a', 'other')], ['removed /a', 'added other/a', 'added shop/a'], [/^ConfigMap a names no namespace before, and several/]],
    ['stays what it is where both sides have none', [object('Namespace', 'shop', undefined)], [object('Namespace', 'shop', undefined), config('a', 'shop')], ['added shop/a'], []],
    ['is none of another kind', [object('Secret', 'a', undefined)], [config('a', 'shop')], ['removed /a', 'added shop/a'], []],
  ])('%s', (_what, before, after, expected, notes) => {
    const diff = diffOf(before, after);
    expect(told(diff).sort()).toEqual([...expected].sort());
    expect(diff.notes ?? []).toHaveLength(notes.length);
    notes.forEach((note, index) => expect(diff.notes![index]).toMatch(note));
  });
});

describe('an object that is there twice', () => {
  it.each<[string, Manifest[], Manifest[], string[], string[]]>([
    ['alike', [config('a', 'shop')], [config('a', 'shop'), config('a', 'shop')], [], ['ConfigMap shop/a is there 2 times after, each the same']],
    [
      'with another content',
      [config('a', 'shop')],
      [config('a', 'shop'), config('a', 'shop', '2')],
      ['changed shop/a'],
      ['ConfigMap shop/a is there 2 times after, and not the same: the last one is compared, and which one a cluster keeps hangs on the order in which they are applied'],
    ],
    ['before', [config('a', 'shop'), config('a', 'shop')], [config('a', 'shop')], [], ['ConfigMap shop/a is there 2 times before, each the same']],
  ])('is told of: %s', (_what, before, after, expected, notes) => {
    const diff = diffOf(before, after);
    expect(told(diff)).toEqual(expected);
    expect(diff.notes).toEqual(notes);
  });

  it('is counted once', () => {
    const claim = object('PersistentVolumeClaim', 'data', 'shop', { spec: { resources: { requests: { storage: '1Gi' } } } });
    expect(diffOf([claim, claim], [claim]).capacity.before.minimum).toEqual({ storage: '1Gi' });
  });
});
