import { type Volume } from '../../../../../imports/kubernetes.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { invalid, required } from '../../field-error.ts';
import { dnsLabelErrors } from '../../syntax/dns-label.ts';
import { descendingPathErrors } from './volume-path.ts';
import { sourceFindings, type VolumeSource } from './volumes-of.ts';

/** Fields that the source must have, by the server's own path where that is another. */
const REQUIRED = {
  awsElasticBlockStore: ['volumeID'],
  azureDisk: ['diskName', 'diskURI'],
  azureFile: ['secretName', 'shareName'],
  cephfs: ['monitors'],
  cinder: ['volumeID'],
  flexVolume: ['driver'],
  gcePersistentDisk: ['pdName'],
  gitRepo: ['repository'],
  glusterfs: ['endpoints', 'path'],
  photonPersistentDisk: ['pdID'],
  portworxVolume: ['volumeID'],
  quobyte: ['registry', 'volume'],
  rbd: ['monitors', 'image'],
  scaleIO: ['gateway', 'system', 'volumeName'],
  storageos: ['volumeName'],
  vsphereVolume: ['volumePath'],
} as const satisfies Partial<Record<VolumeSource, readonly string[]>>;

/** What the server calls it in a path. */
const CALLED: Readonly<Partial<Record<VolumeSource, string>>> = { gcePersistentDisk: 'persistentDisk' };

type Legacy = keyof typeof REQUIRED;

export const legacyVolumeIsValid: Rule = {
  id: 'legacy-volume-is-valid',
  severity: 'error',
  why: 'the API server refuses volumes of the old built-in drivers that lack what the driver needs',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/#persistent-volumes',
  kinds: POD_KINDS,
  keys: Object.keys(REQUIRED),
  *check(subject) {
    for (const source of Object.keys(REQUIRED) as Legacy[]) {
      yield* sourceFindings(subject, source, function* (value, written) {
        const path = CALLED[source] === undefined ? written : `${written.slice(0, written.lastIndexOf('.'))}.${CALLED[source]}`;
        const fields = value as Readonly<Record<string, unknown>>;
        for (const field of REQUIRED[source]) if (isEmpty(fields[field])) yield required(`${path}.${field}`, `a ${source} volume needs it`);
        yield* (MORE[source] as ((value: unknown, path: string) => Iterable<Finding>) | undefined)?.(value, path) ?? [];
      });
    }
  },
};

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

type More = { readonly [S in Legacy]?: (value: Partial<NonNullable<Volume[S]>>, path: string) => Iterable<Finding> };

const MORE: More = {
  *awsElasticBlockStore({ partition = 0 }, path) {
    yield* partitionFindings(partition, path);
  },
  *azureDisk({ cachingMode, kind, diskURI = '' }, path) {
    const modes = ['None', 'ReadOnly', 'ReadWrite'];
    const kinds = ['Dedicated', 'Managed', 'Shared'];
    if (cachingMode !== undefined && !modes.includes(cachingMode)) yield invalid(`${path}.cachingMode`, cachingMode, `must be one of ${modes.join(', ')}`);
    if (kind !== undefined && !kinds.includes(kind)) yield invalid(`${path}.kind`, kind, `must be one of ${kinds.join(', ')}`);
    if (kind === 'Managed' && !diskURI.startsWith('/subscriptions/')) yield invalid(`${path}.diskURI`, diskURI, 'must begin with /subscriptions/ for a managed disk');
    if (kind !== undefined && kind !== 'Managed' && !diskURI.startsWith('https://')) yield invalid(`${path}.diskURI`, diskURI, 'must begin with https:// for a disk that is not managed');
  },
  *cinder({ secretRef }, path) {
    yield* secretFindings(secretRef, path);
  },
  *flexVolume({ options }, path) {
    for (const key of Object.keys(options ?? {})) {
      const domain = `.${key.split('/', 1)[0]!.toLowerCase()}`;
      if (key.includes('/') ? RESERVED.test(domain) : RESERVED.test(`.${key.toLowerCase()}`)) yield invalid(`${path}.options[${JSON.stringify(key)}]`, key, 'kubernetes.io and k8s.io namespaces are reserved');
    }
  },
  *gcePersistentDisk({ partition = 0 }, path) {
    yield* partitionFindings(partition, path);
  },
  *gitRepo({ directory = '' }, path) {
    for (const error of descendingPathErrors(directory)) yield invalid(`${path}.directory`, directory, error);
  },
  *quobyte({ registry = '', tenant = '' }, path) {
    if (registry === '') return;
    if (tenant.length >= 65) yield required(`${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters');
    else if (!registry.split(',').every((pair) => HOST_PORT.test(pair))) yield invalid(`${path}.registry`, registry, 'must be a host:port pair or multiple pairs separated by commas');
  },
  *storageos({ volumeName, volumeNamespace, secretRef }, path) {
    for (const [field, text] of Object.entries({ volumeName, volumeNamespace })) {
      if (text) for (const error of dnsLabelErrors(text)) yield invalid(`${path}.${field}`, text, error);
    }
    yield* secretFindings(secretRef, path);
  },
};

const RESERVED = /\.(?:kubernetes\.io|k8s\.io)$/;
const HOST_PORT = /^(?:[^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/;

function* partitionFindings(partition: number, path: string): Iterable<Finding> {
  if (partition < 0 || partition > 255) yield invalid(`${path}.partition`, partition, 'must be between 1 and 255, inclusive');
}

function* secretFindings(reference: { readonly name?: string | undefined } | undefined, path: string): Iterable<Finding> {
  if (reference !== undefined && !reference.name) yield required(`${path}.secretRef.name`, 'name the Secret');
}
