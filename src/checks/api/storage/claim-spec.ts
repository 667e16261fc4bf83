import { type LabelSelector, type PersistentVolumeClaimSpec } from '../../../../imports/kubernetes.ts';
import { type Finding } from '../../rule.ts';
import { isPositive } from '../config/amount-of.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { keyPath } from '../config/key-path.ts';
import { forbidden, invalid, notSupported, required } from '../field-error.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { labelSelectorFindings } from '../syntax/label-selector.ts';

// Claims stand by themselves, and as templates in pods: what is wrong with one is told here for both.

/** A claim's spec, of which anything may be missing. */
export type ClaimSpec = Partial<PersistentVolumeClaimSpec>;

/** What is wrong with the ways in which a claim is to be mounted. */
export function* accessModeFindings({ accessModes }: { readonly accessModes?: readonly string[] | undefined }, path: string): Iterable<Finding> {
  const modes = accessModes ?? [];
  if (modes.length === 0) yield { ...required(`${path}.accessModes`, 'name at least one'), fix: 'accessModes: [ReadWriteOnce]' };
  for (const mode of modes) if (!ACCESS_MODES.includes(mode ?? '')) yield notSupported(`${path}.accessModes`, mode ?? '', ACCESS_MODES);
  const known = modes.filter((mode) => ACCESS_MODES.includes(mode));
  if (known.includes('ReadWriteOncePod') && known.some((mode) => mode !== 'ReadWriteOncePod')) yield forbidden(`${path}.accessModes`, 'ReadWriteOncePod may not be used with other access modes');
}

/** What is wrong with how much a claim wants. */
export function* claimRequestFindings({ resources }: ClaimSpec, path: string): Iterable<Finding> {
  const at = keyPath(`${path}.resources`, 'storage');
  const storage = resources?.requests?.['storage'];
  if (storage === undefined) yield { ...required(at, 'say how large the volume must be'), fix: 'resources: { requests: { storage: 1Gi } }' };
  else if (storage === null || !isPositive(storage)) yield invalid(at, storage, 'must be greater than zero');
}

/** What is wrong with the sort of volume that a claim wants. */
export function* claimClassFindings(spec: ClaimSpec, path: string, minor: number): Iterable<Finding> {
  const { storageClassName, volumeAttributesClassName } = spec;
  const volumeMode: string | null | undefined = spec.volumeMode;
  if (storageClassName) yield* eachInvalid(`${path}.storageClassName`, storageClassName, dnsSubdomainErrors(storageClassName));
  if (typeof volumeMode === 'string' && !VOLUME_MODES.includes(volumeMode)) yield notSupported(`${path}.volumeMode`, volumeMode, VOLUME_MODES);
  if (volumeAttributesClassName && minor >= ATTRIBUTES_SINCE) yield* eachInvalid(`${path}.volumeAttributesClassName`, volumeAttributesClassName, dnsSubdomainErrors(volumeAttributesClassName));
}

/** What is wrong with what a claim's volume is filled from. */
export function* claimSourceFindings(spec: ClaimSpec, path: string, minor: number): Iterable<Finding> {
  const { dataSource, dataSourceRef } = spec;
  if (dataSource) yield* sourceFindings(dataSource, `${path}.dataSource`, minor);
  if (dataSourceRef) {
    yield* sourceFindings(dataSourceRef, `${path}.dataSourceRef`, minor);
    if (dataSourceRef.namespace) yield* eachInvalid(`${path}.dataSourceRef.namespace`, dataSourceRef.namespace, dnsLabelErrors(dataSourceRef.namespace));
  }
  if (!dataSource || !dataSourceRef) return;
  if (dataSourceRef.namespace) yield invalid(path, 'dataSource', 'dataSource may not be specified when dataSourceRef.namespace is');
  else if (!isSame(dataSource, dataSourceRef)) yield { ...invalid(path, 'dataSource', 'dataSource must match dataSourceRef'), fix: 'remove dataSource' };
}

/** What is wrong with how a claim chooses its volume. */
export function claimSelectorFindings({ selector }: { readonly selector?: LabelSelector | null | undefined }, path: string): Iterable<Finding> {
  return labelSelectorFindings(selector ?? undefined, `${path}.selector`);
}

/** The ways in which a volume can be mounted. */
const ACCESS_MODES: readonly string[] = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
/** How a volume is seen in a container. */
export const VOLUME_MODES: readonly string[] = ['Block', 'Filesystem'];
/** The minor since which volumes have classes of attributes; before, the field is dropped. */
export const ATTRIBUTES_SINCE = 34;

interface Source {
  readonly apiGroup?: string | null | undefined;
  readonly kind?: string;
  readonly name?: string;
}

function* sourceFindings({ apiGroup, kind, name }: Source, path: string, minor: number): Iterable<Finding> {
  if (!name) yield required(`${path}.name`, 'name the object');
  if (!kind) yield required(`${path}.kind`, 'name the kind of the object');
  if (!apiGroup && kind !== 'PersistentVolumeClaim') yield invalid(path, kind ?? '', 'must be PersistentVolumeClaim where there is no apiGroup');
  // Before 1.29 any text would do.
  if (apiGroup && minor >= 29) yield* eachInvalid(`${path}.apiGroup`, apiGroup, dnsSubdomainErrors(apiGroup));
}

function isSame(a: Source, b: Source): boolean {
  return (a.apiGroup ?? undefined) === (b.apiGroup ?? undefined) && (a.kind ?? '') === (b.kind ?? '') && (a.name ?? '') === (b.name ?? '');
}
