import { type PersistentVolumeSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { isNegative, isPositive } from '../config/amount-of.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { entriesOf, itemsOf } from '../config/items-of.ts';
import { keyPath } from '../config/key-path.ts';
import { specOf } from '../config/spec-of.ts';
import { forbidden, invalid, notSupported, required } from '../field-error.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { type LabelRequirement } from '../syntax/label-selector.ts';
import { nodeFieldFindings, nodeLabelFindings } from '../syntax/node-selector-requirement.ts';
import { accessModeFindings, ATTRIBUTES_SINCE, VOLUME_MODES } from './claim-spec.ts';

export const persistentVolumeIsValid: Rule = {
  id: 'persistent-volume-is-valid',
  severity: 'error',
  why: 'the API server refuses a volume without a size, or that it can\'t say how to mount, reclaim or reach',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistent-volumes',
  kinds: ['/PersistentVolume'],
  *check(subject) {
    const spec = specOf<PersistentVolumeSpec>(subject);
    yield* accessModeFindings(spec, 'spec');
    yield* capacityFindings(spec);
    yield* policyFindings(spec);
    yield* affinityFindings(spec, subject.set.minor);
    yield* classFindings(spec, subject.set.minor);
    const annotations = subject.defaulted.metadata.annotations ?? {};
    if (Object.hasOwn(annotations, MOUNT_OPTIONS) && !MOUNTS_WITH_OPTIONS.some((source) => spec[source])) {
      yield forbidden(`metadata.annotations.${MOUNT_OPTIONS}`, 'this sort of volume has no mount options');
    }
  },
};

function* capacityFindings({ capacity }: Partial<PersistentVolumeSpec>): Iterable<Finding> {
  const entries = entriesOf(capacity);
  if (entries.length === 0) yield { ...required('spec.capacity', 'say how large the volume is'), fix: 'capacity: { storage: 1Gi }' };
  if (entries.length !== 1 || entries[0]?.[0] !== 'storage') yield notSupported('spec.capacity', capacity ?? null, ['storage']);
  for (const [key, amount] of entries) {
    if (isNegative(amount ?? 0)) yield invalid(keyPath('spec.capacity', key), amount, 'must be a valid resource quantity');
    if (!isPositive(amount ?? 0)) yield invalid(keyPath('spec.capacity', key), amount, 'must be greater than zero');
  }
}

function* policyFindings(spec: Partial<PersistentVolumeSpec>): Iterable<Finding> {
  const policy: string = spec.persistentVolumeReclaimPolicy ?? '';
  const mode: string | null | undefined = spec.volumeMode;
  if (policy !== '' && !POLICIES.includes(policy)) yield notSupported('spec.persistentVolumeReclaimPolicy', policy, POLICIES);
  if (policy === 'Recycle' && isRoot(spec.hostPath?.path ?? '')) {
    yield forbidden('spec.persistentVolumeReclaimPolicy', 'may not be Recycle for the whole file system of a node');
  }
  if (typeof mode === 'string' && !VOLUME_MODES.includes(mode)) yield notSupported('spec.volumeMode', mode, VOLUME_MODES);
}

function* affinityFindings({ nodeAffinity, local }: Partial<PersistentVolumeSpec>, minor: number): Iterable<Finding> {
  if (!nodeAffinity) {
    if (local) yield required('spec.nodeAffinity', 'a local volume must say on which node it is');
    return;
  }
  const path = 'spec.nodeAffinity.required';
  if (!nodeAffinity.required) {
    yield required(path, 'must say on which nodes the volume is');
    return;
  }
  const terms = itemsOf(nodeAffinity.required.nodeSelectorTerms, `${path}.nodeSelectorTerms`);
  if (terms.length === 0) yield required(`${path}.nodeSelectorTerms`, 'must have at least one');
  for (const { path: at, item } of terms) {
    // Before, a volume's nodes could be asked for values that no label can have.
    for (const each of itemsOf(item.matchExpressions, `${at}.matchExpressions`)) yield* nodeLabelFindings(each.item as LabelRequirement, each.path, minor < 33);
    for (const each of itemsOf(item.matchFields, `${at}.matchFields`)) yield* nodeFieldFindings(each.item as LabelRequirement, each.path);
  }
}

function* classFindings({ storageClassName, volumeAttributesClassName: name, csi }: Partial<PersistentVolumeSpec>, minor: number): Iterable<Finding> {
  if (storageClassName) yield* eachInvalid('spec.storageClassName', storageClassName, dnsSubdomainErrors(storageClassName));
  if (typeof name !== 'string' || minor < ATTRIBUTES_SINCE) return;
  if (name === '') yield required('spec.volumeAttributesClassName', 'an empty name is none');
  else yield* eachInvalid('spec.volumeAttributesClassName', name, dnsSubdomainErrors(name));
  if (!csi) yield required('spec.csi', 'only a volume of a CSI driver has a volumeAttributesClassName');
}

/** Whether a path leads to `/` by any way. */
function isRoot(path: string): boolean {
  let depth = 0;
  for (const step of path.split('/')) {
    if (step === '..') depth = Math.max(0, depth - 1);
    else if (step !== '' && step !== '.') depth++;
  }
  return path.startsWith('/') && depth === 0;
}

const POLICIES = ['Delete', 'Recycle', 'Retain'];
const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options';
const MOUNTS_WITH_OPTIONS = [
  'gcePersistentDisk', 'awsElasticBlockStore', 'glusterfs', 'nfs', 'rbd', 'quobyte', 'iscsi', 'cinder', 'cephfs', 'azureFile', 'vsphereVolume', 'azureDisk', 'photonPersistentDisk',
] as const;
