import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Manifest } from '../kernel/manifest.ts';
import { applyChanges } from './apply-changes.ts';
import { compare } from './compare.ts';
import { diffManifests } from './diff-manifests.ts';
import { meaningOf } from './meaning.ts';
import { Place } from './place.ts';
import { sameValue } from './same-value.ts';
import { SCHEMAS } from './test-support/schemas.ts';

const NAME = fc.constantFrom('a', 'b', 'c', 'd');
const AMOUNT = fc.constantFrom('1', '1000m', '0.5', '500m', '1Gi', '1024Mi', '2Gi');
const LABELS = fc.dictionary(fc.constantFrom('app', 'tier', '__proto__', 'constructor'), NAME, { maxKeys: 3 });
const CONTAINER = fc.record(
  {
    image: fc.constantFrom('app:1', 'app:2', 'app'),
    imagePullPolicy: fc.constantFrom('IfNotPresent', 'Always', ''),
    env: fc.uniqueArray(fc.record({ name: NAME, value: fc.constantFrom('', 'x', 'y\nz') }, { requiredKeys: ['name'] }), { selector: ({ name }) => name }),
    args: fc.array(NAME, { maxLength: 4 }),
    ports: fc.uniqueArray(fc.record({ containerPort: fc.integer({ min: 80, max: 83 }), protocol: fc.constantFrom('TCP', 'UDP') }, { requiredKeys: ['containerPort'] }), { selector: ({ containerPort }) => containerPort }),
    resources: fc.record({ requests: fc.dictionary(fc.constantFrom('cpu', 'memory'), AMOUNT), limits: fc.dictionary(fc.constantFrom('cpu', 'memory'), AMOUNT) }, { requiredKeys: [] }),
    securityContext: fc.constantFrom({}, { privileged: false }, { runAsUser: 0 }, { capabilities: { drop: ['ALL'] } }),
  },
  { requiredKeys: ['image'] },
);
const DEPLOYMENT: fc.Arbitrary<Manifest> = fc
  .record(
    {
      replicas: fc.constantFrom(0, 1, 2, null),
      paused: fc.boolean(),
      labels: LABELS,
      annotations: LABELS,
      finalizers: fc.uniqueArray(NAME),
      containers: fc.uniqueArray(fc.tuple(NAME, CONTAINER), { selector: ([name]) => name, maxLength: 3 }),
      volumes: fc.constantFrom([], [{ name: 'v', emptyDir: {} }], [{ name: 'v', configMap: { name: 'c' } }], null),
    },
    { requiredKeys: ['containers'] },
  )
  .map(({ replicas, paused, labels, annotations, finalizers, containers, volumes }) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'app', ...(labels === undefined ? {} : { labels }), ...(annotations === undefined ? {} : { annotations }), ...(finalizers === undefined ? {} : { finalizers }) },
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      ...(paused === undefined ? {} : { paused }),
      selector: { matchLabels: { app: 'app' } },
      template: { metadata: { labels: { app: 'app' } }, spec: { containers: containers.map(([name, container]) => ({ ...container, name })), ...(volumes === undefined ? {} : { volumes }) } },
    },
  }));
const CUSTOM: fc.Arbitrary<Manifest> = fc
  .record({ hostnames: fc.array(fc.constantFrom('a.example', 'b.example'), { maxLength: 3 }), timeout: fc.constantFrom('60s', '1m', '2m'), port: fc.constantFrom(80, 81) })
  .map(({ hostnames, timeout, port }) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'app' },
    spec: { hostnames, rules: [{ timeouts: { request: timeout }, backendRefs: [{ name: 'app', port }] }] },
  }));
const CONFIG: fc.Arbitrary<Manifest> = fc
  .dictionary(NAME, fc.constantFrom('', 'a\nb\n', 'a\nc\n', '{"a":1}', '{ "a": 1 }', 'a: 1\nb: 2\n'), { maxKeys: 3 })
  .map((data) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app' }, data }));
const PAIR = fc.oneof(fc.tuple(DEPLOYMENT, DEPLOYMENT), fc.tuple(CUSTOM, CUSTOM), fc.tuple(CONFIG, CONFIG));

describe('the difference of two manifests', () => {
  it('is nothing between a manifest and itself, in whatever order its keys stand', () => {
    fc.assert(fc.property(PAIR, ([a]) => expect(diffManifests([a], [reversed(a) as Manifest], { schemas: SCHEMAS }).objects).toEqual([])));
  });

  it('is nothing exactly where both mean the same', () => {
    fc.assert(
      fc.property(PAIR, ([a, b]) => {
        const [left, right] = [meaningOf(a, SCHEMAS), meaningOf(b, SCHEMAS)];
        expect(diffManifests([a], [b], { schemas: SCHEMAS }).objects.length === 0).toBe(sameValue(left.manifest, right.manifest, right.place));
      }),
      { numRuns: 500 },
    );
  });

  it('makes the one of the other', () => {
    fc.assert(
      fc.property(PAIR, ([a, b]) => {
        const [left, right] = [meaningOf(a, SCHEMAS), meaningOf(b, SCHEMAS)];
        const made = applyChanges(left.manifest, compare(left.manifest, right.manifest, right.place));
        expect(sameValue(made, right.manifest, right.place)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('makes any JSON of any other, where no schema knows it', () => {
    const place = new Place(undefined, true);
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(sameValue(applyChanges(a, compare(a, b, place)), b, place)).toBe(true);
      }),
    );
  });

  it('is nothing when a set stands in another order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom('a.example/x', 'b.example/x', 'c.example/x', 'd.example/x')), fc.integer(), (finalizers, turn) => {
        const manifest = (list: readonly string[]): Manifest => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app', finalizers: list } });
        const at = finalizers.length === 0 ? 0 : Math.abs(turn) % finalizers.length;
        expect(diffManifests([manifest(finalizers)], [manifest([...finalizers.slice(at), ...finalizers.slice(0, at)])], { schemas: SCHEMAS }).objects).toEqual([]);
      }),
    );
  });

  it('is the same each time, and every object in it has an impact', () => {
    fc.assert(
      fc.property(PAIR, ([a, b]) => {
        const diff = diffManifests([a], [b], { schemas: SCHEMAS });
        expect(JSON.stringify(diffManifests([a], [b], { schemas: SCHEMAS }))).toBe(JSON.stringify(diff));
        for (const object of diff.objects) expect(object.impacts.length).toBeGreaterThan(0);
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, reversed(inner)]));
}
