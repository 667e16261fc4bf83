import { type Usage } from './measure.ts';
import { NAME } from './names.ts';
import { ENVIRONMENTS } from './project.ts';

/** What was measured at one size. */
export interface SizeResult {
  /** How many systems, each in three environments. */
  readonly size: number;
  /** How many objects every contender makes. */
  readonly objects: number;
  /** Most memory that slipway holds at once, in MiB. */
  readonly peak?: number;
  /** Most memory that programs of node hold at once, in MiB, by contender. */
  readonly peaks?: Readonly<Record<string, number>>;
  /** By contender. */
  readonly usages: Readonly<Record<string, Usage>>;
}

/** Who renders the same objects; the last one is the floor under everything. */
const PEERS: readonly string[] = [NAME.chart, NAME.folder, NAME.cli, NAME.kustomize, NAME.helm, NAME.node];
/** Those peers whose column is there though they did not run. */
const ALWAYS: readonly string[] = [NAME.chart, NAME.folder, NAME.node];
/** What renders nothing, and is compared with the floor alone. */
const OTHER_WORK: readonly string[] = [NAME.validate, NAME.diff];

/** How much of the CPU time of a peer a contender needs; undefined where one of them did not run. */
export function ratio({ usages }: SizeResult, contender: string, peer: string): number | undefined {
  const [ours, theirs] = [usages[contender], usages[peer]];
  return ours === undefined || theirs === undefined ? undefined : ours.cpu / theirs.cpu;
}

/** How much of the CPU time of each peer that does the same work a contender needs. */
function ratiosOf(result: SizeResult, contender: string): Record<string, number> {
  const peers = OTHER_WORK.includes(contender) ? [NAME.node] : PEERS;
  return Object.fromEntries(
    peers.flatMap((peer) => {
      const share = ratio(result, contender, peer);
      return share === undefined ? [] : [[peer, share]];
    }),
  );
}

/** CPU milliseconds for each pair of system and environment. */
function perPair({ size, usages }: SizeResult, contender: string): number {
  return (usages[contender]!.cpu * 1000) / (size * ENVIRONMENTS.length);
}

/** What was measured at a size with, by contender, its ratios to its peers and CPU milliseconds a pair. */
export function withRatios(result: SizeResult): SizeResult & { readonly ratios: Readonly<Record<string, Readonly<Record<string, number>>>>; readonly msPerPair: Readonly<Record<string, number>> } {
  const of = <T>(tell: (result: SizeResult, contender: string) => T): Record<string, T> => Object.fromEntries(Object.keys(result.usages).map((name) => [name, tell(result, name)]));
  return { ...result, ratios: of(ratiosOf), msPerPair: of(perPair) };
}

/** CPU seconds that each system adds between two sizes. */
export function addedPerSystem(from: SizeResult, to: SizeResult, contender: string): number | undefined {
  const [less, more] = [from.usages[contender], to.usages[contender]];
  return less === undefined || more === undefined || from.size === to.size ? undefined : (more.cpu - less.cpu) / (to.size - from.size);
}

/** What each added system costs from one size to the next. */
export interface AddedCost {
  readonly from: number;
  readonly to: number;
  /** CPU milliseconds, by contender. */
  readonly ms: Readonly<Record<string, number>>;
}

/**
 * What each added system costs from each measured size to the next, and from the first to the last, which noise
 * blurs least; by contenders that ran at both.
 */
export function addedCosts(results: readonly SizeResult[]): AddedCost[] {
  const steps = results.slice(1).map((to, index) => [results[index]!, to] as const);
  return [...steps, ...(steps.length > 1 ? [[results[0]!, results.at(-1)!] as const] : [])].map(([from, to]) => {
    const costs = Object.keys(to.usages).flatMap((name) => {
      const cost = name === NAME.node ? undefined : addedPerSystem(from, to, name);
      return cost === undefined ? [] : [[name, cost * 1000] as const];
    });
    return { from: from.size, to: to.size, ms: Object.fromEntries(costs) };
  });
}

/** The measurements as Markdown: one row for a contender at a size, then what each added system costs. */
export function table(results: readonly SizeResult[]): string {
  const peers = PEERS.filter((peer) => ALWAYS.includes(peer) || results.some(({ usages }) => usages[peer] !== undefined));
  const rows = results.flatMap((result) =>
    Object.entries(result.usages).map(([name, { cpu, wall }]) => {
      const ratios = ratiosOf(result, name);
      return [result.size, result.objects, name, cpu.toFixed(3), wall.toFixed(3), perPair(result, name).toFixed(2), result.peaks?.[name]?.toFixed(0) ?? '', ...peers.map((peer) => ratios[peer]?.toFixed(2) ?? '')];
    }),
  );
  const head = ['N', 'objects', 'contender', 'CPU s', 'wall s', 'CPU ms a pair', 'peak MiB', ...peers.map((peer) => `of ${peer}`)];
  const lines = [head, head.map((title) => (title === 'contender' ? '---' : '--:')), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`);
  return lines.join('') + added(results);
}

function added(results: readonly SizeResult[]): string {
  const lines = addedCosts(results).flatMap(({ from, to, ms }) => {
    const costs = Object.entries(ms).map(([name, cost]) => `${name} ${cost.toFixed(1)} ms`);
    return costs.length === 0 ? [] : [`each system added from N = ${from} to ${to}: ${costs.join('; ')}\n`];
  });
  return lines.length === 0 ? '' : `\n${lines.join('')}`;
}
