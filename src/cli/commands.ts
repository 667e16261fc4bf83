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
    name: 'validate',
    summary: 'judge manifests as the API server, and the cluster they go to, will',
    load: async () => (await import('./commands/validate.ts')).command,
  },
  {
    name: 'explain',
    summary: 'what a rule of validate wants, and why',
    load: async () => (await import('./commands/explain.ts')).command,
  },
  {
    name: 'diff',
    summary: 'what a change does to the clusters, the riskiest first',
    load: async () => (await import('./commands/diff.ts')).command,
  },
  {
    name: 'merge',
    summary: 'one answer of validate or diff, from those of several machines',
    load: async () => (await import('./commands/merge.ts')).command,
  },
  {
    name: 'plan',
    summary: 'show how Argo CD will act on a change, and prove what every failure leaves',
    load: async () => (await import('./commands/plan.ts')).command,
  },
  {
    name: 'publish',
    summary: 'publish to the repository that Argo CD pulls from',
    load: async () => (await import('./commands/publish.ts')).command,
  },
  {
    name: 'release',
    summary: "take over what a system's own repository has built",
    load: async () => (await import('./commands/release.ts')).command,
  },
  {
    name: 'verify',
    summary: 'wait until what is published runs and is ready, and record it',
    load: async () => (await import('./commands/verify.ts')).command,
  },
  {
    name: 'attest',
    summary: 'record that a bundle passed or failed a check',
    load: async () => (await import('./commands/attest.ts')).command,
  },
  {
    name: 'promote',
    summary: 'move what was proven in one stage into the next',
    load: async () => (await import('./commands/promote.ts')).command,
  },
  {
    name: 'rollback',
    summary: 'go back to what was verified in an environment before',
    load: async () => (await import('./commands/rollback.ts')).command,
  },
  {
    name: 'ledger',
    summary: 'show what is live where, and on which evidence',
    load: async () => (await import('./commands/ledger.ts')).command,
  },
  {
    name: 'contract',
    summary: 'print what the programs of a system require of their environment',
    load: async () => (await import('./commands/contract.ts')).command,
  },
  {
    name: 'cache',
    summary: 'forget what was rendered',
    load: async () => (await import('./commands/cache.ts')).command,
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
