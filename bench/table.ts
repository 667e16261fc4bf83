import { type Usage } from './measure.ts';
import { NAME } from './names.ts';

/** What was measured at one size. */
export interface SizeResult {
  /** How many systems, each in three environments. */
  readonly size: number;
  /** How many objects every contender makes. */
  readonly objects: number;
  /** Most memory that slipway holds at once, in MiB. */
  readonly peak?: number;
  /** By contender. */
  readonly usages: Readonly<Record<string, Usage>>;
}

/** How much of the CPU time of a peer a contender needs; undefined where one of them did not run. */
export function ratio({ usages }: SizeResult, contender: string, peer: string): number | undefined {
  const [ours, theirs] = [usages[contender], usages[peer]];
  return ours === undefined || theirs === undefined ? undefined : ours.cpu / theirs.cpu;
}

/** CPU seconds that each system adds between two sizes. */
export function addedPerSystem(from: SizeResult, to: SizeResult, contender: string): number | undefined {
  const [less, more] = [from.usages[contender], to.usages[contender]];
  return less === undefined || more === undefined || from.size === to.size ? undefined : (more.cpu - less.cpu) / (to.size - from.size);
}

/** The measurements as Markdown: one row for a contender at a size, then what each added system costs. */
export function table(results: readonly SizeResult[]): string {
  const rows = results.flatMap((result) =>
    Object.entries(result.usages).map(([name, { cpu, wall }]) => {
      const ratios = [NAME.chart, NAME.folder, NAME.node].map((peer) => ratio(result, name, peer)?.toFixed(2) ?? '');
      return [result.size, result.objects, name, cpu.toFixed(3), wall.toFixed(3), ...ratios];
    }),
  );
  const head = ['N', 'objects', 'contender', 'CPU s', 'wall s', `of ${NAME.chart}`, `of ${NAME.folder}`, `of ${NAME.node}`];
  const lines = [head, ['--:', '--:', '---', '--:', '--:', '--:', '--:', '--:'], ...rows].map((cells) => `| ${cells.join(' | ')} |\n`);
  return lines.join('') + added(results);
}

function added(results: readonly SizeResult[]): string {
  const lines = results.slice(1).flatMap((to, index) => {
    const from = results[index]!;
    const costs = Object.keys(to.usages).flatMap((name) => {
      const cost = name === NAME.node ? undefined : addedPerSystem(from, to, name);
      return cost === undefined ? [] : [`${name} ${(cost * 1000).toFixed(1)} ms`];
    });
    return costs.length === 0 ? [] : [`each system added from N = ${from.size} to ${to.size}: ${costs.join('; ')}\n`];
  });
  return lines.length === 0 ? '' : `\n${lines.join('')}`;
}
