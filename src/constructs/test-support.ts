import { ApiObject, App } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { UserError } from '../kernel/problem.ts';
import { type Release } from './release.ts';
import { System, type SystemProps } from './system.ts';
import { type Target } from './target.ts';

/** A digest that is plainly an example: one digit, 64 times. */
export function exampleDigest(digit: string): string {
  return `sha256:${digit.repeat(64)}`;
}

/** A target with everything in it: three zones, node pools, secret store, ingress and monitoring. */
export const exampleTarget: Target = {
  kubernetes: '1.36',
  tier: 'release',
  zones: ['eu-1a', 'eu-1b', 'eu-1c'],
  nodePools: {
    compute: {
      labels: { 'node.acme.example/pool': 'compute' },
      taints: [{ key: 'node.acme.example/pool', value: 'compute', effect: 'NoSchedule' }],
    },
  },
  domain: 'acme.example',
  secretStore: { kind: 'ClusterSecretStore', name: 'vault', refreshInterval: '1h', provider: 'vault', via: 'external-secrets', parameters: {} },
  exposure: {
    kind: 'ingress',
    class: 'nginx',
    controller: 'nginx',
    issuer: 'letsencrypt',
    from: { namespace: 'ingress-nginx', labels: { 'app.kubernetes.io/name': 'ingress-nginx' } },
  },
  mesh: 'none',
  nativeSidecars: false,
  monitoring: {
    from: { namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } },
    labels: { release: 'prometheus' },
  },
  dns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  apiServer: { cidrs: ['10.0.0.1/32'], port: 6443 },
  probeImage: `registry.acme.example/probe:8.10.1@${exampleDigest('c')}`,
  storage: { class: 'fast', snapshotClass: 'fast-snapshots' },
  platformVariables: [],
};

/** A release of two images, of which the migrator has a version of its own. */
export const exampleRelease: Release = {
  version: 'sha-1111111',
  commit: '1'.repeat(40),
  images: {
    app: { name: 'ghcr.io/acme/shop-app', digest: exampleDigest('a') },
    migrator: { name: 'ghcr.io/acme/shop-migrator', digest: exampleDigest('b'), version: 'sha-0000000' },
  },
};

/** What a test may set otherwise: props of the system, and single facts of its target. */
export type ExampleOverrides = Partial<Omit<SystemProps, 'target'>> & { readonly target?: Partial<Target> };

/** The system `shop` in the instance `shop-staging`, alone in an App of its own. */
export function exampleSystem(overrides: ExampleOverrides = {}): System {
  return new System(new App(), 'system', {
    name: 'shop',
    instance: 'shop-staging',
    release: exampleRelease,
    ...overrides,
    target: { ...exampleTarget, ...overrides.target },
  });
}

/** An object as rendered, loosely typed so that a test can look into it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into objects of any kind
export type Rendered = any;

/** The objects that a construct and everything below it renders, in the order they were made. */
export function objectsOf(construct: IConstruct): Rendered[] {
  return construct.node
    .findAll()
    .filter((node) => ApiObject.isApiObject(node))
    .map((node) => node.toJson());
}

/** The one object of a kind, and of a name where one is given, below a construct. */
export function objectOf(construct: IConstruct, kind: string, name?: string): Rendered {
  const found = objectsOf(construct).filter((object) => object.kind === kind && (name === undefined || object.metadata.name === name));
  if (found.length !== 1) throw new Error(`${found.length} objects are ${kind} ${name ?? ''}: ${objectsOf(construct).map((object) => `${object.kind} ${object.metadata.name}`).join(', ')}`);
  return found[0];
}

/** The one NetworkPolicy of an edge, by its name without the hash of its peers. */
export function policyOf(construct: IConstruct, edge: string): Rendered {
  const found = objectsOf(construct).filter(({ kind, metadata }) => kind === 'NetworkPolicy' && withoutHash(metadata.name) === edge);
  if (found.length !== 1) throw new Error(`${found.length} policies are ${edge}`);
  return found[0];
}

/** A name without the content hash at its end. */
export function withoutHash(name: string): string {
  return name.replace(/-[0-9a-f]{10}$/, '');
}

/** What a UserError says, one line a problem: `app.scale.max: the maximum 1 is below the minimum 2`. */
export function problemsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

/** The fixes of what must be refused. */
export function fixesOf(work: () => unknown): (string | undefined)[] {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ fix }) => fix);
    throw error;
  }
  return [];
}
