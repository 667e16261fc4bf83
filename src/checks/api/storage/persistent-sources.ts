import { type Finding } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { entriesOf } from '../config/items-of.ts';
import { keyPath } from '../config/key-path.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { rangeErrors } from '../syntax/whole-number.ts';
import { csiDriverNameFindings } from './csi-driver-name.ts';

type Source = Partial<Record<string, unknown>>;

/** What the API server looks at in one type of volume. */
export interface PersistentSource {
  /** Its name in a path when it is one too many. @default the field's */
  readonly name?: string;
  /** Its name in a path otherwise: the API server misspells some. @default the field's */
  readonly path?: string;
  readonly findings: (source: Source, path: string, volume: string) => Iterable<Finding>;
}

/** The types of volumes, in the order in which the API server looks at them. */
export const PERSISTENT_SOURCES: Readonly<Record<string, PersistentSource>> = {
  hostPath: { findings: hostPathFindings },
  gcePersistentDisk: { path: 'persistentDisk', findings: both(needs('pdName'), partition) },
  awsElasticBlockStore: { findings: both(needs('volumeID'), partition) },
  glusterfs: { findings: both(needs('endpoints', 'path'), endpointsNamespace) },
  flocker: { findings: flockerFindings },
  nfs: { findings: nfsFindings },
  rbd: { findings: needs('monitors', 'image') },
  quobyte: { findings: quobyteFindings },
  cephfs: { name: 'cephFS', findings: needs('monitors') },
  iscsi: { findings: iscsiFindings },
  cinder: { findings: both(needs('volumeID'), secretReference('secretRef')) },
  fc: { findings: fcFindings },
  flexVolume: { findings: flexFindings },
  azureFile: { findings: both(needs('secretName', 'shareName'), secretNamespace) },
  vsphereVolume: { findings: needs('volumePath') },
  photonPersistentDisk: { findings: needs('pdID') },
  portworxVolume: { findings: needs('volumeID') },
  azureDisk: { findings: azureDiskFindings },
  scaleIO: { findings: needs('gateway', 'system', 'volumeName') },
  local: { findings: both(needs('path'), noBacksteps) },
  storageos: { findings: storageosFindings },
  csi: { findings: csiFindings },
};

/** Fields that must be there and not be empty. */
function needs(...keys: readonly string[]): PersistentSource['findings'] {
  return function* (source, path) {
    for (const key of keys) if (isEmpty(source[key])) yield required(`${path}.${key}`, 'without it the volume can\'t be found');
  };
}

function both(...all: readonly PersistentSource['findings'][]): PersistentSource['findings'] {
  return function* (source, path, volume) {
    for (const each of all) yield* each(source, path, volume);
  };
}

/** A Secret that must be named with its namespace, where there is one. */
function secretReference(key: string): PersistentSource['findings'] {
  return function* (source, path) {
    const reference = source[key] as Source | null | undefined;
    if (reference) yield* needs('name', 'namespace')(reference, `${path}.${key}`, '');
  };
}

function* noBacksteps(source: Source, path: string): Iterable<Finding> {
  const text = textOf(source, 'path');
  if (text.split('/').includes('..')) yield invalid(`${path}.path`, text, 'must not contain ".."');
}

function* partition(source: Source, path: string): Iterable<Finding> {
  const number = numberOf(source, 'partition');
  if (number < 0 || number > 255) yield invalid(`${path}.partition`, number, 'must be between 1 and 255, inclusive');
}

function* endpointsNamespace(source: Source, path: string): Iterable<Finding> {
  const namespace = source['endpointsNamespace'];
  if (typeof namespace === 'string') yield* eachInvalid(`${path}.endpointsNamespace`, namespace, dnsLabelErrors(namespace));
}

function* secretNamespace(source: Source, path: string): Iterable<Finding> {
  if (source['secretNamespace'] === '') yield required(`${path}.secretNamespace`, 'an empty name is none');
}

function* hostPathFindings(source: Source, path: string): Iterable<Finding> {
  if (isEmpty(source['path'])) {
    yield required(`${path}.path`, 'name a path on the node');
    return;
  }
  yield* noBacksteps(source, path);
  const type = textOf(source, 'type');
  if (!HOST_PATH_TYPES.includes(type)) yield notSupported(`${path}.type`, type, HOST_PATH_TYPES);
}

function* flockerFindings(source: Source, path: string): Iterable<Finding> {
  const [name, uuid] = [textOf(source, 'datasetName'), textOf(source, 'datasetUUID')];
  if (name === '' && uuid === '') yield required(path, 'name one of datasetName and datasetUUID');
  if (name !== '' && uuid !== '') yield invalid(path, 'resource', 'datasetName and datasetUUID can not be specified together');
  if (name.includes('/')) yield invalid(`${path}.datasetName`, name, 'must not contain "/"');
}

function* nfsFindings(source: Source, path: string): Iterable<Finding> {
  yield* needs('server', 'path')(source, path, '');
  const text = textOf(source, 'path');
  if (!text.startsWith('/')) yield invalid(`${path}.path`, text, 'must be an absolute path');
}

function* quobyteFindings(source: Source, path: string): Iterable<Finding> {
  const registry = textOf(source, 'registry');
  const isPair = (text: string) => /^(?:[^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/.test(text);
  if (registry === '') yield required(`${path}.registry`, 'must be one or several host:port, separated by commas');
  else if (textOf(source, 'tenant').length >= 65) yield required(`${path}.tenant`, 'must be a UUID, of 64 characters at most');
  else if (!registry.split(',').every(isPair)) yield invalid(`${path}.registry`, registry, 'must be one or several host:port, separated by commas');
  yield* needs('volume')(source, path, '');
}

function* iscsiFindings(source: Source, path: string, volume: string): Iterable<Finding> {
  yield* needs('targetPortal', 'iqn')(source, path, '');
  const [portal, iqn, initiator] = [textOf(source, 'targetPortal'), textOf(source, 'iqn'), source['initiatorName']];
  if (iqn !== '') yield* eachInvalid(`${path}.iqn`, iqn, iscsiNameErrors(iqn));
  yield* eachInvalid(`${path}.lun`, numberOf(source, 'lun'), rangeErrors(numberOf(source, 'lun'), 0, 255));
  const reference = source['secretRef'] as Source | null | undefined;
  if ((source['chapAuthDiscovery'] === true || source['chapAuthSession'] === true) && !reference) yield required(`${path}.secretRef`, 'CHAP needs a Secret');
  if (reference) yield* needs('name')(reference, `${path}.secretRef`, '');
  if (typeof initiator !== 'string') return;
  if (`${volume}:${portal}`.length > 64) yield invalid(`${path}.targetportal`, portal, 'with the volume\'s name it must have 64 characters at most when there is an initiatorName');
  yield* eachInvalid(`${path}.initiatorname`, initiator, iscsiNameErrors(initiator));
}

function iscsiNameErrors(name: string): readonly string[] {
  const isValid = /iqn\.[0-9]{4}-[0-9]{2}\.[0-9A-Za-z.-]+:[^,;*&$|\s]+$/.test(name) && name.startsWith('iqn');
  return isValid || /^eui.[0-9A-Za-z]{16}$/.test(name) || /^naa.[0-9A-Za-z]{32}$/.test(name) ? [] : ['must be a name of iSCSI, beginning with iqn, eui or naa'];
}

function* fcFindings(source: Source, path: string): Iterable<Finding> {
  const [names, ids, lun] = [source['targetWWNs'], source['wwids'], source['lun']];
  if (isEmpty(names) && isEmpty(ids)) yield required(`${path}.targetWWNs`, 'name either targetWWNs or wwids');
  if (!isEmpty(names) && !isEmpty(ids)) yield invalid(`${path}.targetWWNs`, names, 'targetWWNs and wwids can not be specified together');
  if (isEmpty(names)) return;
  if (typeof lun !== 'number') yield required(`${path}.lun`, 'targetWWNs need it');
  else yield* eachInvalid(`${path}.lun`, lun, rangeErrors(lun, 0, 255));
}

function* flexFindings(source: Source, path: string): Iterable<Finding> {
  yield* needs('driver')(source, path, '');
  for (const [key] of entriesOf(source['options'] as Readonly<Record<string, string>> | undefined)) {
    if (/\.(?:kubernetes|k8s)\.io$/.test(`.${key.split('/')[0]!.toLowerCase()}`)) yield invalid(keyPath(`${path}.options`, key), key, 'kubernetes.io and k8s.io are reserved');
  }
}

function* azureDiskFindings(source: Source, path: string): Iterable<Finding> {
  yield* needs('diskName', 'diskURI')(source, path, '');
  const kind = source['kind'] ?? 'Shared';
  const caching = source['cachingMode'] ?? 'ReadWrite';
  const uri = textOf(source, 'diskURI');
  if (!CACHING_MODES.includes(String(caching))) yield notSupported(`${path}.cachingMode`, caching, CACHING_MODES);
  if (!DISK_KINDS.includes(String(kind))) yield notSupported(`${path}.kind`, kind, DISK_KINDS);
  const start = kind === 'Managed' ? '/subscriptions/' : 'https://';
  if (!uri.startsWith(start)) yield notSupported(`${path}.diskURI`, uri, [`${start}…`]);
}

function* storageosFindings(source: Source, path: string): Iterable<Finding> {
  const [name, namespace] = [textOf(source, 'volumeName'), textOf(source, 'volumeNamespace')];
  if (name === '') yield* needs('volumeName')(source, path, '');
  else yield* eachInvalid(`${path}.volumeName`, name, dnsLabelErrors(name));
  if (namespace !== '') yield* eachInvalid(`${path}.volumeNamespace`, namespace, dnsLabelErrors(namespace));
  yield* secretReference('secretRef')(source, path, '');
}

function* csiFindings(source: Source, path: string): Iterable<Finding> {
  yield* csiDriverNameFindings(textOf(source, 'driver'), `${path}.driver`);
  yield* needs('volumeHandle')(source, path, '');
  for (const key of CSI_SECRETS) {
    const reference = source[key] as Source | null | undefined;
    if (!reference) continue;
    const [name, namespace] = [textOf(reference, 'name'), textOf(reference, 'namespace')];
    yield* needs('name', 'namespace')(reference, `${path}.${key}`, '');
    if (name !== '') yield* eachInvalid(`${path}.${key}.name`, name, dnsSubdomainErrors(name));
    if (namespace !== '') yield* eachInvalid(`${path}.${key}.namespace`, namespace, dnsLabelErrors(namespace));
  }
}

const HOST_PATH_TYPES = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];
const CACHING_MODES = ['None', 'ReadOnly', 'ReadWrite'];
const DISK_KINDS = ['Dedicated', 'Managed', 'Shared'];
const CSI_SECRETS = ['controllerPublishSecretRef', 'controllerExpandSecretRef', 'nodePublishSecretRef', 'nodeExpandSecretRef'];

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function textOf(source: Source, key: string): string {
  const value = source[key];
  return typeof value === 'string' ? value : '';
}

function numberOf(source: Source, key: string): number {
  const value = source[key];
  return typeof value === 'number' ? value : 0;
}
