import { NAME } from './names.ts';
import { ratio, type SizeResult } from './table.ts';

/** A promise about speed and whether this run kept it. */
export interface Bound {
  readonly what: string;
  readonly atMost: number;
  readonly measured: number;
  readonly held: boolean;
}

/** What a contender may need of another one's CPU time, by size. */
const SHARES: readonly { readonly size: number; readonly contender: string; readonly peer: string; readonly atMost: number }[] = [
  { size: 1, contender: NAME.slipway, peer: NAME.chart, atMost: 0.55 },
  { size: 1, contender: NAME.slipway, peer: NAME.cli, atMost: 0.15 },
  { size: 100, contender: NAME.slipway, peer: NAME.chart, atMost: 0.25 },
  { size: 100, contender: NAME.slipway, peer: NAME.kustomize, atMost: 0.06 },
  { size: 300, contender: NAME.slipway, peer: NAME.folder, atMost: 0.3 },
  { size: 300, contender: NAME.again, peer: NAME.node, atMost: 2.5 },
  { size: 1000, contender: NAME.one, peer: NAME.node, atMost: 6 },
];

/** What ten times the systems may cost of what they cost before; with quadratic growth it would be a hundred. */
const GROWTH = { from: 100, to: 1000, atMost: 10.5 };

/** MiB that slipway may hold at once at a size. */
const MEMORY = { size: 1000, atMost: 400 };

/** The bounds that the sizes of a run can tell about. */
export function boundsOf(results: readonly SizeResult[]): Bound[] {
  const at = (size: number): SizeResult | undefined => results.find((result) => result.size === size);
  const shares = SHARES.flatMap(({ size, contender, peer, atMost }) => {
    const result = at(size);
    const measured = result === undefined ? undefined : ratio(result, contender, peer);
    return measured === undefined ? [] : [boundOf(`N = ${size}, ${contender} of ${peer}`, atMost, measured)];
  });
  const [few, many] = [at(GROWTH.from)?.usages[NAME.slipway], at(GROWTH.to)?.usages[NAME.slipway]];
  const growth = few === undefined || many === undefined ? [] : [boundOf(`N = ${GROWTH.to}, slipway of slipway at N = ${GROWTH.from}`, GROWTH.atMost, many.cpu / few.cpu)];
  const peak = at(MEMORY.size)?.peak;
  return [...shares, ...growth, ...(peak === undefined ? [] : [boundOf(`N = ${MEMORY.size}, MiB at once`, MEMORY.atMost, peak)])];
}

/** A bound as a line. */
export function boundText({ what, atMost, measured, held }: Bound): string {
  return `bound ${what}: ${measured.toFixed(2)}, at most ${atMost}: ${held ? 'held' : 'missed'}\n`;
}

/** A promise that something measured is at most so much. */
export function boundOf(what: string, atMost: number, measured: number): Bound {
  return { what, atMost, measured, held: measured <= atMost };
}
