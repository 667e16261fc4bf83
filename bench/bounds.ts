import { NAME } from './names.ts';
import { addedPerSystem, ratio, type SizeResult } from './table.ts';

/** A promise about speed and whether this run kept it. */
export interface Bound {
  readonly what: string;
  readonly atMost: number;
  readonly measured: number;
  readonly held: boolean;
}

/** What `slipway synth` may need of plain cdk8s in its default mode, by size. */
const SHARES: Readonly<Record<number, number>> = { 1: 0.7, 100: 0.4 };

/** What a system may cost among many of what it costs among few; with quadratic growth it would be a multiple. */
const GROWTH = 1.25;

/** The bounds that the sizes of a run can tell about. */
export function boundsOf(results: readonly SizeResult[]): Bound[] {
  const shares = results.flatMap((result) => {
    const atMost = SHARES[result.size];
    const measured = ratio(result, NAME.slipway, NAME.chart);
    return atMost === undefined || measured === undefined ? [] : [boundOf(`N = ${result.size}, of plain cdk8s`, atMost, measured)];
  });
  const growth = results.slice(2).flatMap((to, index) => {
    const [few, from] = [results[index]!, results[index + 1]!];
    const [before, after] = [addedPerSystem(few, from, NAME.slipway), addedPerSystem(from, to, NAME.slipway)];
    if (before === undefined || after === undefined || before <= 0) return [];
    return [boundOf(`a system added from N = ${from.size} to ${to.size}, of one added from N = ${few.size} to ${from.size}`, GROWTH, after / before)];
  });
  return [...shares, ...growth];
}

/** A bound as a line. */
export function boundText({ what, atMost, measured, held }: Bound): string {
  return `bound ${what}: ${measured.toFixed(2)}, at most ${atMost}: ${held ? 'held' : 'missed'}\n`;
}

/** A promise that something measured is at most so much. */
export function boundOf(what: string, atMost: number, measured: number): Bound {
  return { what, atMost, measured, held: measured <= atMost };
}
