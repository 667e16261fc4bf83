import { Command as Program, CommanderError, Option } from 'commander';
import { UserError, quoted } from '../kernel/problem.ts';
import { typedLine } from './command-line.ts';
import { type Call, type Command, type ExitCode, type Flag } from './command.ts';
import { COMMANDS } from './commands.ts';
import { COMMON_FLAGS } from './flags.ts';
import { saidByVariable } from './said-by-variable.ts';

/** What is the same for every call of a program. */
export type Surroundings = Pick<Call<object>, 'place' | 'systems' | 'terminal' | 'remark'> & { readonly version: string };

/**
 * Reads a command line and runs the command it names. Only that command is loaded.
 *
 * @throws UserError when the command line makes no sense
 */
export async function runProgram(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const named = argv.find((word) => COMMANDS.some(({ name }) => name === word));
  let result: ExitCode = 0;
  const command = await COMMANDS.find(({ name }) => name === named)?.load();
  const program = overview(surroundings, command);
  for (const { name, summary, hidden } of COMMANDS) {
    const listed = program.command(name, { hidden: hidden === true }).description(summary);
    if (name !== named || command === undefined) continue;
    fill(listed, command);
    listed.action(async () => {
      result = await call(command, listed, surroundings, argv);
    });
  }
  try {
    const saysNothing = argv.every((word) => word === '--no-typecheck');
    await program.parseAsync(saysNothing ? ['--help'] : [...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    // The help of a command that there is not: the overview has been shown.
    if (error.code === 'commander.help') return 2;
    throw misuse(error, named);
  }
  return result;
}

/** What commander found wrong with the command line, told as every other problem is. */
function misuse(error: CommanderError, named: string | undefined): UserError {
  const [message = '', near] = error.message.replace(/^error: /, '').split('\n');
  return new UserError({
    message: near === undefined ? message : `${message}, ${near.replace(/^\(D(.*)\)$/, 'd$1')}`,
    fix: `npx slipway ${named === undefined ? '' : `${named} `}--help`,
  });
}

/** @param command the one that is called, where one is: it may take more forms of output, and a version of its own, so that `-V` alone prints ours */
function overview({ terminal, version }: Surroundings, command: Command<never> | undefined): Program {
  const versionIsTaken = command?.options?.some(({ flags }) => flags.startsWith('--version ')) === true;
  const program = new Program('slipway')
    .description('One typed definition of a system, the Kubernetes manifests of every environment.')
    .usage('<command> [options]')
    .version(version, versionIsTaken ? '-V' : '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .configureHelp({ showGlobalOptions: true, commandUsage: usage })
    .configureOutput({ writeOut: (text) => terminal.answer.write(text), writeErr: (text) => terminal.talk.write(text), outputError: () => undefined })
    .exitOverride();
  for (const flag of COMMON_FLAGS) program.addOption(option(flag.flags.startsWith('-o') ? { ...flag, choices: [...flag.choices!, ...(command?.forms ?? [])] } : flag));
  return program;
}

function fill(listed: Program, command: Command<never>): void {
  for (const { name, describe, choices, optional = false, repeatable = false } of command.operands ?? []) {
    const shown = repeatable ? `${name}...` : name;
    const argument = listed.createArgument(optional ? `[${shown}]` : `<${shown}>`, describe);
    listed.addArgument(choices === undefined ? argument : argument.choices([...choices]));
  }
  for (const flag of command.options ?? []) listed.addOption(option(flag));
  const examples = command.examples.map(({ line, does }) => `  $ npx ${line}\n      ${does}`);
  listed.addHelpText('after', `${command.details === undefined ? '' : `\n${command.details}\n`}\nExamples:\n${examples.join('\n')}\n`);
}

async function call(command: Command<never>, listed: Program, surroundings: Surroundings, argv: readonly string[]): Promise<ExitCode> {
  const options: Record<string, unknown> = listed.optsWithGlobals();
  const { version: _, ...rest } = surroundings;
  const said = Object.fromEntries(Object.entries(options).filter(([name]) => listed.getOptionValueSourceWithGlobals(name) === 'cli'));
  const typed = typedLine(listed.name(), command, said, argv);
  try {
    return await command.run({ ...rest, operands: listed.args, options: options as never, output: options['output'] === 'json' ? 'json' : 'text', typed: (line) => typed.complete(line) });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const byVariable = (command.options ?? []).filter((flag) => listed.getOptionValueSource(new Option(flag.flags).attributeName()) === 'env');
    const problems = error.problems.map((problem) => saidByVariable(problem, byVariable));
    throw new UserError(problems.map((problem) => (problem.fix === undefined ? problem : { ...problem, fix: typed.complete(problem.fix) })), { cause: error });
  }
}

function option(flag: Flag): Option {
  const made = new Option(flag.flags, flag.describe).env(flag.variable);
  const isSwitch = !made.required && !made.optional;
  // commander asks only whether the variable is there; a CI engine sets what nobody gave a value to nothing. A list that
  // names nothing is the command's to judge: for one that publishes, nothing must not mean everything.
  if ((process.env[flag.variable] === '' && flag.repeatable !== true) || (isSwitch && !isYes(flag))) delete process.env[flag.variable];
  if (flag.choices !== undefined) made.choices([...flag.choices]);
  if (flag.default !== undefined) made.default(flag.default);
  if (flag.conflicts !== undefined) made.conflicts([...flag.conflicts]);
  if (flag.repeatable === true) made.argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), ...text.split(',').filter((part) => part !== '')]);
  return made;
}

/** @throws UserError when the variable of a switch says neither yes nor no */
function isYes({ variable }: Flag): boolean {
  const text = process.env[variable] ?? '';
  if (['', '0', 'false'].includes(text)) return false;
  if (['1', 'true'].includes(text)) return true;
  throw new UserError({ message: `the variable ${variable} is ${quoted(text)}, which is neither yes nor no`, allowed: '1, true; 0, false or nothing', fix: `${variable}=1` });
}

function usage(program: Program): string {
  const parent = program.parent === null ? '' : `${program.parent.name()} `;
  return `${parent}${program.name()} ${program.usage()}`;
}
