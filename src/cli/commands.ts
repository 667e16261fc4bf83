import { type Command } from './command.ts';

/** A command as the overview names it; its record is loaded when it is used. */
export interface ListedCommand {
  /** Also the name of its file. */
  readonly name: string;
  readonly summary: string;
  /** Left out of the overview: no person calls it. @default false */
  readonly hidden?: boolean;
  load(): Promise<Command<never>>;
}

/** Every command, in the order of the overview. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    name: 'synth',
    summary: 'render every environment into dist',
    load: async () => (await import('./commands/synth.ts')).command,
  },
  {
    name: 'app',
    summary: 'what `cdk8s synth` runs',
    hidden: true,
    load: async () => (await import('./commands/app.ts')).command,
  },
  {
    name: 'schemas',
    summary: 'write the JSON Schemas that editors complete overlays by',
    load: async () => (await import('./commands/schemas.ts')).command,
  },
  {
    name: 'new',
    summary: 'add a system to this repository',
    load: async () => (await import('./commands/new.ts')).command,
  },
  {
    name: 'init',
    summary: 'make a repository of your own in an empty folder',
    load: async () => (await import('./commands/init.ts')).command,
  },
];
