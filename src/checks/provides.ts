import { type Identity, type Manifest } from '../kernel/manifest.ts';
import { at, fieldsAt, listAt, textAt } from './field.ts';
import { kindOf } from '../kernel/kind-of.ts';

type Provide = (manifest: Manifest, name: string) => readonly (readonly [kind: string, name: string | undefined])[];

/** What operators create from a custom resource, by `group/Kind`. */
const PROVIDES: ReadonlyMap<string, Provide> = new Map<string, Provide>([
  ['bitnami.com/SealedSecret', (_, name) => [['/Secret', name]]],
  ['cert-manager.io/Certificate', (manifest) => [['/Secret', textAt(manifest, 'spec', 'secretName')]]],
  ['external-secrets.io/ExternalSecret', externalSecret],
  ['gateway.networking.k8s.io/Gateway', gateway],
  ['kafka.strimzi.io/Kafka', kafka],
  ['kafka.strimzi.io/KafkaUser', (_, name) => [['/Secret', name]]],
  ['keda.sh/ScaledObject', (_, name) => [['autoscaling/HorizontalPodAutoscaler', `keda-hpa-${name}`]]],
  ['networking.k8s.io/Ingress', ingress],
  ['postgresql.cnpg.io/Cluster', postgresCluster],
  ['postgresql.cnpg.io/Pooler', (_, name) => [['/Service', name]]],
  ['secrets-store.csi.x-k8s.io/SecretProviderClass', (manifest) => secrets(listAt(manifest, 'spec', 'secretObjects'), 'secretName')],
]);

const NONE: readonly Identity[] = [];

/**
 * The objects that an operator will create because of this manifest. They are never rendered, and a
 * manifest may refer to them all the same.
 */
export function provides(manifest: Manifest): readonly Identity[] {
  const provide = PROVIDES.get(kindOf(manifest));
  const own = provide === undefined ? undefined : textAt(manifest, 'metadata', 'name');
  if (provide === undefined || own === undefined) return NONE;
  const namespace = textAt(manifest, 'metadata', 'namespace') ?? '';
  return provide(manifest, own).flatMap(([kind, name]) => {
    const slash = kind.indexOf('/');
    return name === undefined ? [] : [{ group: kind.slice(0, slash), kind: kind.slice(slash + 1), namespace, name }];
  });
}

/** @see https://external-secrets.io/latest/api/externalsecret/ */
function externalSecret(manifest: Manifest, name: string): ReturnType<Provide> {
  const target = fieldsAt(manifest, 'spec', 'target');
  // None makes no Secret, Merge writes into one that somebody else must make.
  return ['None', 'Merge'].includes(textAt(target, 'creationPolicy') ?? 'Owner') ? [] : [['/Secret', textAt(target, 'name') ?? name]];
}

/** @see https://cloudnative-pg.io/documentation/current/applications/ */
function postgresCluster(manifest: Manifest, name: string): ReturnType<Provide> {
  const off = listAt(manifest, 'spec', 'managed', 'services', 'disabledDefaultServices');
  const bootstrap = fieldsAt(manifest, 'spec', 'bootstrap');
  const ownSecret = ['initdb', 'recovery', 'pg_basebackup'].some((way) => textAt(bootstrap, way, 'secret', 'name') !== undefined);
  const superuser = at(manifest, 'spec', 'enableSuperuserAccess') === true && textAt(manifest, 'spec', 'superuserSecret', 'name') === undefined;
  return [
    ...['rw', 'ro', 'r'].filter((service) => service === 'rw' || !off.includes(service)).map((service) => ['/Service', `${name}-${service}`] as const),
    ...listAt(manifest, 'spec', 'managed', 'services', 'additional').map((each) => ['/Service', textAt(each, 'serviceTemplate', 'metadata', 'name')] as const),
    ...['ca', 'server', 'replication'].map((secret) => ['/Secret', `${name}-${secret}`] as const),
    ...(ownSecret ? [] : ([['/Secret', `${name}-app`]] as const)),
    ...(superuser ? ([['/Secret', `${name}-superuser`]] as const) : []),
    ['/ServiceAccount', name],
  ];
}

/** @see https://strimzi.io/docs/operators/latest/deploying#kafka-cluster-secrets-reference */
function kafka(_manifest: Manifest, name: string): ReturnType<Provide> {
  return [
    ['/Service', `${name}-kafka-bootstrap`],
    ['/Service', `${name}-kafka-brokers`],
    ['/Secret', `${name}-cluster-ca-cert`],
    ['/Secret', `${name}-clients-ca-cert`],
    ['/ServiceAccount', `${name}-kafka`],
  ];
}

/** @see https://cert-manager.io/docs/usage/ingress/ */
function ingress(manifest: Manifest): ReturnType<Provide> {
  return hasIssuer(manifest) ? secrets(listAt(manifest, 'spec', 'tls'), 'secretName') : [];
}

/** @see https://cert-manager.io/docs/usage/gateway/ */
function gateway(manifest: Manifest): ReturnType<Provide> {
  if (!hasIssuer(manifest)) return [];
  return listAt(manifest, 'spec', 'listeners').flatMap((listener) => secrets(listAt(listener, 'tls', 'certificateRefs'), 'name'));
}

function hasIssuer(manifest: Manifest): boolean {
  const annotations = fieldsAt(manifest, 'metadata', 'annotations');
  return textAt(annotations, 'cert-manager.io/cluster-issuer') !== undefined || textAt(annotations, 'cert-manager.io/issuer') !== undefined;
}

/** The Secrets that the elements of a list name in a field. */
function secrets(list: readonly unknown[], field: string): ReturnType<Provide> {
  return list.map((each) => ['/Secret', textAt(each, field)] as const);
}
