import { nanoOf } from '../../../kernel/quantity-amount.ts';

/**
 * A quantity in thousandths, the finest that the API server keeps; finer is rounded away from zero, and more
 * than it can hold is the most it can.
 */
export function milliOf(quantity: number | string): bigint {
  const nano = nanoOf(quantity);
  const milli = nano / NANO_OF_MILLI;
  if (milli * NANO_OF_MILLI === nano) return milli;
  return nano < 0n ? milli - 1n : milli + 1n;
}

/** Whether a quantity is more than zero. */
export function isPositive(quantity: number | string): boolean {
  return nanoOf(quantity) > 0n;
}

/** Whether a quantity is less than zero. */
export function isNegative(quantity: number | string): boolean {
  return nanoOf(quantity) < 0n;
}

const NANO_OF_MILLI = 1_000_000n;
