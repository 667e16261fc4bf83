import { describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { PriorityClass } from '../constructs/priority-class.ts';
import { Namespace } from '../constructs/namespace.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { describeProblem, UserError } from '../kernel/problem.ts';
import { type ClusterOf, clusterProblems } from './cluster-clashes.ts';
import { renderAll } from './render-all.ts';
import { type RenderedPair } from './render-pair.ts';
import { defineSystem } from './system-definition.ts';

const ENVIRONMENTS: readonly ClusterOf[] = [
  { name: 'eu', cluster: { name: 'one' } },
  { name: 'us', cluster: { name: 'two' } },
  { name: 'demo', cluster: { name: 'one' } },
  { name: 'named', cluster: { name: 'three', server: 'https://three.example' } },
  { name: 'addressed', cluster: { name: 'drei', server: 'https://three.example' } },
];

const object = (apiVersion: string, kind: string, name: string, namespace?: string, spec?: object): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  ...(spec === undefined ? {} : { spec }),
});
const pair = (place: string, ...manifests: readonly Manifest[]): RenderedPair => {
  const [environment, system] = place.split('/') as [string, string];
  return { environment, system, files: manifests.map((manifest, index) => ({ name: `${index}.yaml`, text: '', manifest })) };
};
const found = (...pairs: readonly RenderedPair[]): string[] => clusterProblems(pairs, ENVIRONMENTS).map(({ path }) => path!);

const priority = object('scheduling.k8s.io/v1', 'PriorityClass', 'high');
const config = (namespace: string): Manifest => object('v1', 'ConfigMap', 'settings', namespace);
const namespace = (name: string): Manifest => object('v1', 'Namespace', name);
const ingress = (system: string, ...hosts: readonly (string | undefined)[]): Manifest =>
  object('networking.k8s.io/v1', 'Ingress', 'app', system, { rules: hosts.map((host) => (host === undefined ? {} : { host })) });
const route = (system: string, hostnames: readonly string[], kind = 'Gateway'): Manifest =>
  object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'app', system, { hostnames, parentRefs: [{ kind, name: 'public' }] });
const virtualService = (system: string, hosts: readonly string[], gateways?: readonly string[]): Manifest =>
  object('networking.istio.io/v1', 'VirtualService', 'app', system, { hosts, ...(gateways === undefined ? {} : { gateways }) });

describe('systems of one cluster', () => {
  it.each<[string, readonly RenderedPair[], readonly string[]]>([
    ['a name of the whole cluster', [pair('eu/shop', priority), pair('eu/kiosk', priority)], ['eu/kiosk › PriorityClass high']],
    ['a name, in two environments of it', [pair('eu/shop', priority), pair('demo/shop', priority)], ['demo/shop › PriorityClass high']],
    ['a name, where only the address says that it is one cluster', [pair('named/shop', priority), pair('addressed/kiosk', priority)], ['addressed/kiosk › PriorityClass high']],
    ['an object in a namespace of neither', [pair('eu/shop', config('tools')), pair('eu/kiosk', config('tools'))], ['eu/kiosk › ConfigMap tools/settings']],
    ['a namespace, of which the contents are not told one by one', [pair('eu/shop', namespace('tools'), config('tools')), pair('eu/kiosk', config('tools'), namespace('tools'))], ['eu/kiosk › Namespace tools']],
    ['a host of Ingresses', [pair('eu/shop', ingress('shop', 'a.example', 'b.example')), pair('eu/kiosk', ingress('kiosk', 'c.example', 'b.example'))], ['eu/kiosk › Ingress kiosk/app › spec.rules[1].host']],
    ['every host that nobody answers for', [pair('eu/shop', ingress('shop', undefined)), pair('eu/kiosk', ingress('kiosk', undefined))], ['eu/kiosk › Ingress kiosk/app › spec.rules[0].host']],
    ['a host of an Ingress and of an HTTPRoute, in other letters', [pair('eu/shop', ingress('shop', 'a.example')), pair('eu/kiosk', route('kiosk', ['A.example']))], ['eu/kiosk › HTTPRoute kiosk/app › spec.hostnames[0]']],
    ['a host of VirtualServices at gateways', [pair('eu/shop', virtualService('shop', ['a.example'], ['in/public'])), pair('eu/kiosk', virtualService('kiosk', ['app', 'a.example'], ['in/public', 'mesh']))], ['eu/kiosk › VirtualService.networking.istio.io kiosk/app › spec.hosts[1]']],
    ['a host, each time it is taken', [pair('eu/a', ingress('a', 'x.example')), pair('eu/b', ingress('b', 'x.example')), pair('demo/c', ingress('c', 'x.example'))], ['eu/b › Ingress b/app › spec.rules[0].host', 'demo/c › Ingress c/app › spec.rules[0].host']],
  ])('may not share %s', (_what, pairs, expected) => {
    expect(found(...pairs)).toEqual(expected);
  });

  it.each<[string, readonly RenderedPair[]]>([
    ['in another cluster', [pair('eu/shop', priority, ingress('shop', 'a.example')), pair('us/shop', priority, ingress('shop', 'a.example'))]],
    ['of one system in one environment, whose parts may divide a host by paths', [pair('eu/shop', ingress('shop', 'a.example'), route('shop', ['a.example']))]],
    ['in namespaces of their own', [pair('eu/shop', config('shop')), pair('eu/kiosk', config('kiosk'))]],
    ['of another group', [pair('eu/shop', object('v1', 'Service', 'app', 'x')), pair('eu/kiosk', object('serving.knative.dev/v1', 'Service', 'app', 'x'))]],
    ['of Services, inside of the mesh', [pair('eu/shop', virtualService('shop', ['app'])), pair('eu/kiosk', virtualService('kiosk', ['app', 'app.kiosk.svc.cluster.local'], ['mesh', 'in/public'])), pair('eu/zoo', virtualService('zoo', ['app.kiosk.svc.cluster.local'], ['in/public']))]],
    ['of a route for callers inside', [pair('eu/shop', route('shop', ['a.example'], 'Service')), pair('eu/kiosk', route('kiosk', ['a.example'], 'Service'))]],
    ['below a wildcard, because the longer name wins', [pair('eu/shop', ingress('shop', '*.example')), pair('eu/kiosk', ingress('kiosk', 'a.example'))]],
  ])('may have the same %s', (_what, pairs) => {
    expect(found(...pairs)).toEqual([]);
  });

  it('are told both places, the cluster and the way out', () => {
    const hosts = [pair('eu/shop', ingress('shop', 'a.example')), pair('demo/kiosk', ingress('kiosk', 'a.example'))];
    expect(clusterProblems(hosts, ENVIRONMENTS).map(describeProblem)).toEqual([
      `demo/kiosk › Ingress kiosk/app › spec.rules[0].host
  the host "a.example" is that of eu/shop as well (Ingress shop/app), and both go to the cluster "one"
  allowed: a host for one system of a cluster only: which of two gets a request, nobody has decided
  fix: give it another host in overlays/kiosk/demo.yaml or overlays/shop/eu.yaml`,
    ]);
    const [{ message, fix }] = clusterProblems([pair('eu/shop', priority), pair('eu/kiosk', priority)], ENVIRONMENTS) as [{ message: string; fix: string }];
    expect(message).toBe('eu/shop renders the very same object, and both go to the cluster "one"');
    expect(fix).toMatch(/kiosk or shop/);
  });

  it('are refused by a render as a whole, and none of them by itself', () => {
    const root = mkdtempSync(join(tmpdir(), 'slipway-clash-'));
    const overlay = z.strictObject({ class: z.string() });
    const system = (name: string) =>
      defineSystem({
        name,
        images: ['app'],
        overlay,
        build(scope, { overlay: values }) {
          new Namespace(scope, 'namespace');
          new PriorityClass(scope, 'class', { name: values.class, value: 1000, description: 'Serves.' });
        },
      });
    // The one's class is called as the other's instance and class: shop-eu-eu-high, in the namespace shop-eu-eu.
    const systems = [system('shop'), system('shop-eu')];
    const put = (file: string, text: string): void => {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    };
    try {
      put(
        'overlays/environments.yaml',
        `schema: slipway.environments/v1
defaults: { kubernetes: "1.34", zones: [a], domain: acme.example, apiServer: { cidrs: [10.0.0.10/32] }, probeImage: "ghcr.io/acme/probe:8@sha256:${'8'.repeat(64)}", cluster: { name: one } }
environments: { eu: {}, eu-eu: {} }
`,
      );
      const release = `schema: slipway.release/v1\nversion: v1\nsource: { repository: https://git.acme.example/shop, commit: "${'1'.repeat(40)}" }\nimages: { app: { name: ghcr.io/acme/app, digest: "sha256:${'a'.repeat(64)}" } }\n`;
      for (const [name, environment] of [['shop', 'eu-eu'], ['shop-eu', 'eu']] as const) {
        put(`overlays/${name}/${environment}.yaml`, 'schema: slipway.overlay/v1\nclass: high\n');
        put(`overlays/${name}/${environment}.release.yaml`, release);
      }
      expect(renderAll({ root, systems, only: { systems: ['shop'] } })).toHaveLength(1);
      const error = caught(() => renderAll({ root, systems }));
      expect(error.problems.map(({ path }) => path)).toEqual(['eu-eu/shop › Namespace shop-eu-eu', 'eu-eu/shop › PriorityClass shop-eu-eu-high']);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

function caught(work: () => unknown): UserError {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
