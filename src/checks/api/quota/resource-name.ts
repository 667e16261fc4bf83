import { qualifiedNameErrors } from '../syntax/qualified-name.ts';

/**
 * What is wrong with the name of a resource, anywhere.
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#extended-resources
 */
export function resourceNameErrors(name: string): readonly string[] {
  const errors = qualifiedNameErrors(name);
  if (errors.length > 0 || name.includes('/')) return errors;
  return isStandard(name) ? [] : ['must be a standard resource, or have a domain in front'];
}

/** What is wrong with the name of a resource of a container. */
export function containerResourceNameErrors(name: string): readonly string[] {
  const errors = qualifiedNameErrors(name);
  if (errors.length > 0) return errors;
  if (!name.includes('/')) return isContainerResource(name) ? [] : ['must be a standard resource of containers: cpu, memory, ephemeral-storage or hugepages-<size>; any other has a domain in front'];
  return isNativeResource(name) || isExtendedResource(name) ? [] : ['must follow the rules for extended resources: no "requests." in front, and short enough for it'];
}

/** What is wrong with the name of a resource of a quota. */
export function quotaResourceNameErrors(name: string): readonly string[] {
  const errors = resourceNameErrors(name);
  return errors.length > 0 || name.includes('/') || isQuotaResource(name) ? errors : ['must be a standard resource for quota'];
}

/** Whether a quota knows the resource by itself, without a domain in front. */
export function isQuotaResource(name: string): boolean {
  return (STANDARD.includes(name) && name !== 'storage') || isHugePages(name, QUOTA_HUGE_PAGES);
}

/** Whether there can only be whole ones of the resource. */
export function isWholeResource(name: string): boolean {
  return COUNTED.includes(name) || isExtendedResource(name);
}

/** Whether more of the resource may be promised than there is. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !name.startsWith('hugepages-');
}

const COUNTED = [
  'pods', 'resourcequotas', 'services', 'replicationcontrollers', 'secrets', 'configmaps', 'persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers',
];
const STANDARD = [
  'cpu', 'memory', 'ephemeral-storage', 'storage',
  'requests.cpu', 'requests.memory', 'requests.ephemeral-storage', 'requests.storage', 'limits.cpu', 'limits.memory', 'limits.ephemeral-storage',
  ...COUNTED,
];
const QUOTA_HUGE_PAGES = ['hugepages-', 'requests.hugepages-'];

function isStandard(name: string): boolean {
  return STANDARD.includes(name) || isHugePages(name, QUOTA_HUGE_PAGES);
}

function isContainerResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name === 'ephemeral-storage' || name.startsWith('hugepages-');
}

function isHugePages(name: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => name.startsWith(prefix));
}

/** One of Kubernetes' own. */
function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

function isExtendedResource(name: string): boolean {
  return !isNativeResource(name) && !name.startsWith('requests.') && qualifiedNameErrors(`requests.${name}`).length === 0;
}
