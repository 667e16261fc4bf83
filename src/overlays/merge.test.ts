import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Json } from '../kernel/manifest.ts';
import { type Path } from '../kernel/path.ts';
import { type JsonMap, isMap, valueAt } from './data.ts';
import { type Layer, layerOf, merge, sourceOf } from './merge.ts';

/** A layer whose positions tell its file and the depth of the path asked for. */
function layer(value: JsonMap, file = 'base.yaml'): Layer {
  return { file, value, positionOf: (path, part) => ({ line: path.length, column: part === 'key' ? 1 : 2 }) };
}

function merged(...values: JsonMap[]): Json {
  return JSON.parse(JSON.stringify(merge(values.map((value, index) => layer(value, `${index}.yaml`))).value)) as Json;
}

describe('merge', () => {
  it.each<[string, JsonMap[], JsonMap]>([
    ['merges maps', [{ app: { a: 1, b: 2 } }, { app: { b: 3, c: 4 } }], { app: { a: 1, b: 3, c: 4 } }],
    ['replaces lists', [{ zones: ['a', 'b'] }, { zones: ['c'] }], { zones: ['c'] }],
    ['replaces scalars', [{ a: 1 }, { a: 'x' }, { a: false }], { a: false }],
    ['replaces a map by a scalar', [{ a: { b: 1 } }, { a: 2 }], { a: 2 }],
    ['replaces a scalar by a map', [{ a: 1 }, { a: { b: 2 } }], { a: { b: 2 } }],
    ['keeps an empty map', [{ a: {} }], { a: {} }],
    ['removes what null stands at', [{ a: 1, b: 2 }, { a: null }], { b: 2 }],
    ['removes a whole map', [{ a: { b: 1, c: 2 } }, { a: null }], {}],
    ['leaves null in a list to the schema', [{ a: [null, 1] }], { a: [null, 1] }],
    ['takes up again what was removed', [{ a: { b: 1 } }, { a: null }, { a: { c: 2 } }], { a: { c: 2 } }],
    ['leaves false, zero and nothing as they are', [{ a: true, b: 1, c: 'x' }, { a: false, b: 0, c: '' }], { a: false, b: 0, c: '' }],
    ['has nothing to say without layers', [], {}],
  ])('%s', (_name, layers, expected) => {
    expect(merged(...layers)).toEqual(expected);
  });

  it('says which removals remove nothing', () => {
    const { idleRemovals } = merge([layer({ a: 1 }, 'base.yaml'), layer({ a: null, b: null, c: { d: null } }, 'dev.yaml')]);
    expect(idleRemovals.map(({ layer: { file }, path }) => [file, path])).toEqual([
      ['dev.yaml', ['b']],
      ['dev.yaml', ['c', 'd']],
    ]);
  });

  it('takes keys that objects inherit for keys like any other', () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "toString": {"a": 1}}') as JsonMap;
    const { value } = merge([layer(hostile), layer({ toString: { b: 2 } })]);
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(JSON.parse(JSON.stringify(value['toString']))).toEqual({ a: 1, b: 2 });
  });

  const scalar = fc.oneof(fc.integer(), fc.string({ maxLength: 4 }), fc.boolean());
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'constructor');
  const { map } = fc.letrec<{ map: JsonMap; value: Json }>((tie) => ({
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, fc.array(scalar, { maxLength: 3 }), fc.constant(null), tie('map')),
    map: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  }));

  it('gives the same bytes whatever the order of the keys', () => {
    fc.assert(fc.property(map, map, (a, b) => expect(JSON.stringify(merge([layer(a), layer(b)]).value)).toBe(JSON.stringify(merge([layer(reversed(a)), layer(reversed(b))]).value))));
  });

  it('lets a later layer win wherever it says something', () => {
    fc.assert(
      fc.property(map, map, (a, b) => {
        const { value } = merge([layer(a), layer(b)]);
        for (const [path, leaf] of leavesOf(b)) if (!isMap(leaf)) expect(valueAt(value, path)).toEqual(leaf ?? undefined);
      }),
    );
  });

  it('keeps of an earlier layer exactly what no later one says otherwise', () => {
    fc.assert(
      fc.property(map, map, (a, b) => {
        const { value } = merge([layer(a), layer(b)]);
        for (const [path, leaf] of leavesOf(a)) {
          const around = path.map((_step, index) => valueAt(b, path.slice(0, index)));
          const untouched = around.every((part) => part === undefined || isMap(part)) && valueAt(b, path) === undefined;
          if (untouched) expect(valueAt(value, path)).toEqual(leaf ?? undefined);
        }
      }),
    );
  });

  it('leaves no null in a map', () => {
    fc.assert(fc.property(map, map, (a, b) => expect(leavesOf(merge([layer(a), layer(b)]).value).filter(([, leaf]) => leaf === null)).toEqual([])));
  });

  it('is the same whether layers are merged at once or one after the other', () => {
    fc.assert(fc.property(map, map, map, (a, b, c) => expect(merge([layer(merge([layer(a), layer(b)]).value), layer(c)]).value).toEqual(merge([layer(a), layer(b), layer(c)]).value)));
  });

  it('names for every value a layer that says just that', () => {
    fc.assert(
      fc.property(fc.array(map, { minLength: 1, maxLength: 4 }), (maps) => {
        const result = merge(maps.map((value, index) => layer(value, `${index}.yaml`)));
        for (const [path, leaf] of leavesOf(result.value)) {
          const winner = layerOf(result, path)!;
          if (!isMap(leaf)) expect(valueAt(winner.value, path)).toEqual(leaf);
          // No later layer may say anything else.
          for (const later of result.layers.slice(result.layers.indexOf(winner) + 1)) expect(valueAt(later.value, path) ?? undefined).toBeUndefined();
        }
      }),
    );
  });
});

describe('the source of a value', () => {
  const result = merge([layer({ app: { host: 'a', scale: { min: 1 } }, zones: ['a'] }, 'base.yaml'), layer({ app: { scale: { max: 3 } }, zones: ['b', 'c'] }, 'dev.yaml')]);

  it.each<[string, Path, string | undefined]>([
    ['what only the first says', ['app', 'host'], 'base.yaml'],
    ['what the second adds to a map', ['app', 'scale', 'max'], 'dev.yaml'],
    ['what the first says in a map that the second adds to', ['app', 'scale', 'min'], 'base.yaml'],
    ['a map of both, the last', ['app', 'scale'], 'dev.yaml'],
    ['an item of a list', ['zones', 1], 'dev.yaml'],
    ['an item of a list that was replaced', ['zones', 2], undefined],
    ['what nobody says', ['app', 'port'], undefined],
  ])('of %s is its file', (_name, path, file) => {
    expect(sourceOf(result, path)?.file).toBe(file);
  });

  it('is the position of the value, or of the key', () => {
    expect(sourceOf(result, ['app', 'host'])).toEqual({ file: 'base.yaml', line: 2, column: 2 });
    expect(sourceOf(result, ['app', 'host'], 'key')).toEqual({ file: 'base.yaml', line: 2, column: 1 });
  });
});

/** What is no map, or an empty one, with its path. */
function leavesOf(value: Json, path: Path = []): [Path, Json][] {
  if (!isMap(value) || (Object.keys(value).length === 0 && path.length > 0)) return [[path, value]];
  return Object.keys(value).flatMap((key) => leavesOf(value[key]!, [...path, key]));
}

function reversed(value: Json): JsonMap {
  return Object.fromEntries(
    Object.entries(value as JsonMap)
      .reverse()
      .map(([key, inner]) => [key, isMap(inner) ? reversed(inner) : inner]),
  );
}
