import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is measured: what must be done before each run is not counted. */
export interface Contender {
  readonly name: string;
  readonly run: () => Usage;
}

/** What one run of a whole process cost, in seconds. */
export interface Usage {
  /** User and system time of the process and its children. */
  readonly cpu: number;
  readonly wall: number;
}

/** How a program is run. */
export interface RunOptions {
  readonly cwd?: string;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** The exit code of a run that did what it is measured for. @default 0 */
  readonly status?: number;
}

/**
 * Runs a program to its end and reads what it cost from the shell's own clock, children included.
 *
 * @throws when the program ends with another exit code, with what it said
 */
export function runTimed(program: string, args: readonly string[], { cwd, env = {}, status = 0 }: RunOptions = {}): Usage {
  const result = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S %R"; time "$0" "$@" >/dev/null', program, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    // The shell writes decimals as the locale does.
    env: { ...process.env, ...env, LC_ALL: 'C' },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (result.error !== undefined) throw result.error;
  if (result.status !== status) throw new Error(`${program} ${args.join(' ')} failed with ${result.status}:\n${result.stderr}`);
  const [user, system, wall] = result.stderr.trimEnd().split('\n').at(-1)!.split(' ').map(Number);
  return { cpu: user! + system!, wall: wall! };
}

/**
 * The most memory that a node program holds at once, in MiB: the process itself tells at its end, in a run that
 * is not timed.
 *
 * @param folder where it tells
 */
export function peakMemory(folder: string, args: readonly string[], options: RunOptions = {}): number {
  const [hook, told] = [join(folder, 'peak.cjs'), join(folder, 'peak.txt')];
  writeFileSync(hook, `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(told)}, String(process.resourceUsage().maxRSS)));\n`);
  runTimed(process.execPath, ['--require', hook, ...args], options);
  return Number(readFileSync(told, 'utf8')) / 1024;
}

/** Adds up what several processes cost that run one after the other. */
export function sum(usages: readonly Usage[]): Usage {
  return { cpu: usages.reduce((total, { cpu }) => total + cpu, 0), wall: usages.reduce((total, { wall }) => total + wall, 0) };
}

/**
 * Runs all contenders in turn, round after round, so that a machine that slows down slows all of them.
 *
 * @returns the medians, by contender
 */
export function interleaved(contenders: readonly Contender[], rounds: number, onRound: (round: number) => void = () => {}): Map<string, Usage> {
  const usages = new Map<string, Usage[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    onRound(round);
    for (const { name, run } of contenders) usages.get(name)!.push(run());
  }
  return new Map([...usages].map(([name, list]) => [name, { cpu: median(list.map(({ cpu }) => cpu)), wall: median(list.map(({ wall }) => wall)) }]));
}

/** The middle value; of an even count, the lower of the two. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
}
