import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../src/kernel/manifest.ts';
import { prove } from '../src/plan/proof.ts';
import { named } from '../src/plan/words.ts';
import { CURRENT, type Edit, NAMES, newRelease, releaseOf, rendered } from './plan-variants.ts';

/** What is found and accepted, with the reason, by what is done: `invariant: Kind name`, in any order. */
const ACCEPTED = 'data that leaves git stays until somebody has moved it, and then deletes it by hand; until then each sync waits for its last wave, too';

const digest = (digit: string): string => `@sha256:${digit.repeat(64)}`;

/** Forms of a data store: what the overlay says, and which values of a lower layer it takes away. */
const FORMS: Readonly<Record<string, Readonly<Record<string, (system: string) => Readonly<Record<string, unknown>>>>>> = {
  postgres: {
    managed: (system) => ({ form: 'managed', endpoint: 'db.acme.example:5432', cidrs: ['10.20.0.0/16'], database: 'db', user: 'app', password: `${system}/other/postgres#password`, ca: `${system}/other/postgres#ca`, image: null, storage: null }),
    cnpg: () => ({ form: 'cnpg', image: `ghcr.io/cloudnative-pg/postgresql:17.6${digest('1')}`, storage: '20Gi' }),
    'in-cluster': (system) => ({ form: 'in-cluster', image: `docker.io/library/postgres:17.6${digest('2')}`, storage: '20Gi', password: `${system}/other/postgres#password` }),
  },
  redis: {
    managed: (system) => ({ form: 'managed', endpoint: 'redis.acme.example:6380', cidrs: ['10.21.0.0/16'], tls: true, password: `${system}/other/redis#password`, image: null, storage: null }),
    'in-cluster': (system) => ({ form: 'in-cluster', image: `docker.io/valkey/valkey:8.1.3${digest('8')}`, storage: '2Gi', password: `${system}/other/redis#password` }),
  },
  kafka: {
    managed: (system) => ({ form: 'managed', bootstrap: ['b-1.kafka.acme.example:9096'], cidrs: ['10.22.0.0/16'], login: { by: 'password', mechanism: 'SCRAM-SHA-512', user: `${system}/other/kafka#user`, password: `${system}/other/kafka#password` }, image: null, brokers: null, storage: null, createTopics: null }),
    strimzi: () => ({ form: 'strimzi', version: '4.1.0', storage: '20Gi', image: null, brokers: null, createTopics: null }),
  },
};

/** What a proof finds, less what is accepted: data that is kept. */
function found(before: readonly Manifest[], after: readonly Manifest[]): { readonly open: readonly string[]; readonly accepted: readonly string[] } {
  const [old, now] = [releaseOf(before), releaseOf(after)];
  const { counterexamples } = prove(old, now, { namespace: now.namespace });
  const isKeptData = (key: string): boolean => !now.byKey.has(key) && /\/(StatefulSet|Cluster|Kafka|KafkaNodePool|PersistentVolumeClaim)\//.test(key);
  const accepted = counterexamples.filter(({ invariant, key }) => invariant === 'sync-settles' && isKeptData(key));
  return { open: counterexamples.filter((one) => !accepted.includes(one)).map(({ story }) => story.join(' → ')), accepted: accepted.map(({ key }) => `${named(key)}: ${ACCEPTED}`) };
}

/** Every pair that some edits change, and what they change it to. */
function changed(edits: readonly Edit[]): readonly (readonly [name: string, before: readonly Manifest[], after: readonly Manifest[]])[] {
  const to = rendered(edits);
  return to === undefined ? [] : NAMES.flatMap((name) => (JSON.stringify(CURRENT.get(name)) === JSON.stringify(to.get(name)) ? [] : [[name, CURRENT.get(name)!, to.get(name)!] as const]));
}

/** Fields of stores that never change: the size of a claim is no form. */
const sameForm = (before: readonly Manifest[], after: readonly Manifest[]): boolean => stores(before) === stores(after);
const stores = (manifests: readonly Manifest[]): string => manifests.filter(({ kind }) => /^(StatefulSet|Cluster|Kafka)$/.test(kind)).map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort().join();

describe.each(['dev', 'staging', 'production'])('the mesh of %s', (environment) => {
  const switches = ['none', 'istio', 'linkerd'].flatMap((mesh) => changed([{ file: 'overlays/environments.yaml', path: ['environments', environment, 'mesh'], value: mesh }]).map((change) => [mesh, ...change] as const));

  if (environment === 'production') {
    it('is what its way in and its deliveries stand on', () => expect(switches).toEqual([]));
  } else {
    it.each(switches)('switched to %s and back leaves nothing open: %s', (_mesh, _name, before, after) => {
      expect(found(before, after)).toEqual({ open: [], accepted: [] });
      expect(found(after, before)).toEqual({ open: [], accepted: [] });
    });
  }
});

describe.each(Object.keys(FORMS))('the form of %s', (store) => {
  const changes = NAMES.flatMap((name) => {
    const [environment, system] = name.split('/') as [string, string];
    return Object.entries(FORMS[store]!).flatMap(([form, valueOf]) =>
      changed([{ file: `overlays/${system}/${environment}.yaml`, path: [store], value: valueOf(system) }]).filter(([other, before, after]) => other === name && !sameForm(before, after)).map(([, before, after]) => [name, form, before, after] as const),
    );
  });

  it('is changed in some systems', () => expect(changes.length).toBeGreaterThanOrEqual(store === 'kafka' ? 2 : 4));

  it.each(changes)('of %s changed to %s and back loses nothing, and data that is kept is accepted', (_name, _form, before, after) => {
    const [there, back] = [found(before, after), found(after, before)];
    expect(there.open).toEqual([]);
    expect(back.open).toEqual([]);
    expect(there.accepted.length + back.accepted.length).toBeLessThanOrEqual(4);
  });
});

describe('every edge of every system', () => {
  const next = newRelease();

  it.each(NAMES)('may leave with a release: %s', (name) => {
    const [before, after] = [CURRENT.get(name)!, next.get(name)!];
    const edges = [...new Set(before.filter(({ kind }) => kind === 'NetworkPolicy').flatMap(({ metadata }) => /^(.+-to-.+?-\d+)-(?:ingress|egress)/.exec(metadata.name)?.[1] ?? []))];
    expect(edges.length).toBeGreaterThan(0);
    for (const edge of edges) expect(found(before, after.filter(({ metadata: { name: object } }) => object !== edge && !object.startsWith(`${edge}-`)))).toEqual({ open: [], accepted: [] });
  });
});
