import { type CelMeter } from './cel-meter.ts';
import { type CelValue } from './cel-value.ts';

/** A function: undefined means that it takes no values of these types. */
export type CelFunction = (args: readonly CelValue[], meter: CelMeter) => CelValue | undefined;
