import { type SystemDefinition } from '../render/system-definition.ts';
import { type Place } from './place.ts';
import { type Terminal } from './terminal.ts';

/** A command, as its file declares it; the program is built from these records. */
export interface Command<Options = object> {
  /** What it needs on the command line, in order. */
  readonly operands?: readonly Operand[];
  readonly options?: readonly Flag[];
  /** What `-o` may name besides `text` and `json`; the option itself says which was named. @default none */
  readonly forms?: readonly string[];
  /** Command lines without `npx`, each with what it does; they run in the tests. */
  readonly examples: readonly Example[];
  /** What the summary does not say. */
  readonly details?: string;
  run(call: Call<Options>): Promise<ExitCode> | ExitCode;
}

/** 0 nothing to report, 1 findings or differences, 2 could not do it. */
export type ExitCode = 0 | 1 | 2;

/** Something a command needs. */
export interface Operand {
  readonly name: string;
  readonly describe: string;
  readonly choices?: readonly string[];
  /** Whether it may be left out. @default false */
  readonly optional?: boolean;
  /** Whether several may be named; nothing comes after it. @default false */
  readonly repeatable?: boolean;
}

/** Something a command can be told. */
export interface Flag {
  /** As commander reads it: `--outdir <folder>`. */
  readonly flags: string;
  readonly describe: string;
  /** Environment variable that says the same; set to nothing it says nothing (a list: that nothing is named), and of a switch `0` and `false` mean no. */
  readonly variable: `SLIPWAY_${string}`;
  /** Whether it may be given several times, or with commas. */
  readonly repeatable?: boolean;
  readonly choices?: readonly string[];
  readonly default?: string;
  /** Commands that mean the same by it: lines of theirs that are shown for the reader to type keep it. @default none */
  readonly carriedTo?: readonly string[];
  /** Names of options that it does not go with. */
  readonly conflicts?: readonly string[];
}

/** A line of a command's help. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** One call of a command. */
export interface Call<Options> {
  readonly operands: readonly string[];
  readonly options: Options;
  readonly output: 'text' | 'json';
  readonly place: Place;
  readonly systems: readonly SystemDefinition[];
  readonly terminal: Terminal;
  /** A line for the reader to type, with what they typed: see Typed. Errors are completed without it. */
  typed(line: string): string;
  /** Adds what the reader must know besides when the command fails: `dist is as it was`; undefined takes it back. */
  remark(text: string | undefined): void;
}
