import { type ResourceFieldSelector } from '../../../../../imports/kubernetes.ts';
import { formatQuantity, parseQuantity } from '../../../../kernel/quantity.ts';
import { trimmedQuantity } from '../../../../kernel/quantity-amount.ts';
import { type Finding } from '../../../rule.ts';
import { invalid, notSupported, required } from '../../field-error.ts';

/**
 * What is wrong with a reference to what a container asks for or is limited to.
 * @param wantsContainer whether it must name the container: a volume belongs to none
 * @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#downwardapi-resourceFieldRef
 */
export function* resourceFieldFindings({ containerName = '', resource = '', divisor }: Partial<ResourceFieldSelector>, path: string, wantsContainer: boolean): Iterable<Finding> {
  if (wantsContainer && containerName === '') yield required(`${path}.containerName`, 'name the container whose resources are meant');
  else if (resource === '') yield required(`${path}.resource`, 'name the resource, such as limits.memory');
  else if (!FIELDS.includes(resource) && !HUGE_PAGES.test(resource)) yield notSupported(`${path}.resource`, resource, FIELDS);
  if (divisor === undefined) return;
  const text = canonical(divisor);
  if (text === undefined || text === '0') return;
  const allowed = resource === 'limits.cpu' || resource === 'requests.cpu' ? FOR_CPU : FIELDS.includes(resource) || HUGE_PAGES.test(resource) ? FOR_BYTES : undefined;
  if (allowed?.includes(text) === false) yield invalid(`${path}.divisor`, divisor, `must be one of ${allowed.join(', ')} for ${resource}`);
}

const FIELDS: readonly string[] = ['limits.cpu', 'limits.ephemeral-storage', 'limits.memory', 'requests.cpu', 'requests.ephemeral-storage', 'requests.memory'];
const HUGE_PAGES = /^(?:limits|requests)\.hugepages-/;
const FOR_CPU: readonly string[] = ['1m', '1'];
const FOR_BYTES: readonly string[] = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

function canonical(quantity: number | string): string | undefined {
  try {
    return formatQuantity(parseQuantity(trimmedQuantity(String(quantity))));
  } catch {
    // Too large to be one of those allowed, and refused before if it is none at all.
    return undefined;
  }
}
