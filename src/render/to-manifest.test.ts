import { describe, expect, it } from '@jest/globals';
import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { KubeDeployment, IntOrString } from 'cdk8s-plus-28/lib/imports/k8s';
import fc from 'fast-check';
import { toManifest } from './to-manifest.ts';

/** Anything that props may hold, among it what cdk8s drops and what it resolves. */
const props = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(null, undefined, '', 0, {}, []),
    fc.constant(Lazy.any({ produce: () => ({ made: 'later' }) })),
    fc.constant({ resolve: () => 'a token' }),
    fc.constant(IntOrString.fromNumber(5)),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('map'),
  ),
  map: fc.dictionary(fc.stringMatching(/^[a-z.]{1,6}$/), tie('value'), { maxKeys: 4 }),
})).map;

function chart(): Chart {
  return new Chart(new App({ outdir: '.' }), 'chart', { namespace: 'shop', labels: { part: 'shop' } });
}

function sorted(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** What a way makes of an object: the result, or that it refuses. */
function outcome(way: () => unknown): unknown {
  try {
    return sorted(way());
  } catch {
    return 'refused';
  }
}

describe('a manifest made by the shorter way', () => {
  it('is what cdk8s makes, whatever the props hold', () => {
    let compared = 0;
    fc.assert(
      fc.property(props, fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.string(), { maxKeys: 3 }), fc.array(fc.string(), { maxLength: 2 }), (spec, labels, finalizers) => {
        const object = new ApiObject(chart(), 'object', { apiVersion: 'acme.example/v1', kind: 'Thing', metadata: { name: 'thing', labels, annotations: {}, finalizers }, spec, data: spec });
        expect(outcome(() => toManifest(object))).toEqual(outcome(() => object.toJson()));
        compared += 1;
      }),
      { numRuns: 1000 },
    );
    expect(compared).toBe(1000);
  });

  it.each([
    ['a patch', () => {
      const object = new ApiObject(chart(), 'object', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } });
      object.addJsonPatch(JsonPatch.add('/data/c', 'd'));
      return object;
    }],
    ["a class with a toJson of its own", () => new KubeDeployment(chart(), 'object', { metadata: { name: 'web' }, spec: { replicas: 2, selector: {}, template: { metadata: { labels: { a: 'b' } } } } })],
    ['labels, annotations and attributes added later', () => {
      const object = new ApiObject(chart(), 'object', { apiVersion: 'v1', kind: 'ConfigMap' });
      object.metadata.addLabel('late', 'yes');
      object.metadata.addAnnotation('late', 'too');
      object.metadata.add('generation', 5);
      return object;
    }],
    ['an app with a resolver of its own', () => {
      const app = new App({ outdir: '.', resolvers: [{ resolve: (context) => (context.value === 'a' ? context.replaceValue('b') : undefined) }] });
      return new ApiObject(new Chart(app, 'chart'), 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { key: 'a' } });
    }],
  ])('is what cdk8s makes of %s', (_what, make) => {
    const object = make();
    expect(sorted(toManifest(object))).toEqual(sorted(object.toJson()));
  });
});
