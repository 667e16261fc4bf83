import { parseQuantity } from '../../../../kernel/quantity.ts';
import { ONE } from '../../../../kernel/quantity-amount.ts';

/** The size of the pages of a resource such as `hugepages-2Mi`, in billionths; undefined where that is no size. */
export function pageSizeOf(name: string): bigint | undefined {
  const text = name.slice('hugepages-'.length);
  try {
    const { nano } = parseQuantity(text);
    return nano > 0n && nano % ONE === 0n ? nano : undefined;
  } catch {
    return undefined;
  }
}
