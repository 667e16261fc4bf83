import { describe, expect, it } from '@jest/globals';
import { commandLine, type TypedOptions, typedLine } from './command-line.ts';
import { type Flag } from './command.ts';
import { COMMANDS } from './commands.ts';

describe('the command line to type again', () => {
  it.each([
    ['is the one that was run, with more', ['promote', 'shop', '--to', 'production'], 'npx slipway promote shop --to production --install'],
    ['has it before the operands', ['ledger', '--dry-run', '--', 'shop'], 'npx slipway ledger --dry-run --install -- shop'],
    ['quotes a word that a shell would take apart', ['release', '--version', 'a b; rm -rf ~'], "npx slipway release --version 'a b; rm -rf ~' --install"],
    ['and one with quotes in it', ['release', '--version', "it's"], "npx slipway release --version 'it'\\''s' --install"],
    ['shows no address that may hold a password', ['publish', '--repo', 'https://ana:secret@git.acme.example/a.git', '--branch=x'], 'npx slipway publish --repo ... --branch=x --install'],
    ['nor a user, who may be a token', ['publish', '--repo=https://ghp_1234@git.acme.example/a.git'], 'npx slipway publish ... --install'],
    ['nor what follows a question mark', ['verify', '--argocd', 'https://argocd.acme.example/?token=secret'], 'npx slipway verify --argocd ... --install'],
    ['but the user of ssh', ['publish', '--repo', 'ssh://git@git.acme.example/a.git'], 'npx slipway publish --repo ssh://git@git.acme.example/a.git --install'],
    ['shows no character that a terminal obeys', ['release', '--version', 'a\u{1b}[2J'], 'npx slipway release --version ... --install'],
  ])('%s', (_, argv, line) => {
    expect(commandLine('--install', argv)).toBe(line);
  });
});

const FLAGS: readonly Flag[] = [
  { flags: '--to <stage>', describe: '', variable: 'SLIPWAY_TO' },
  { flags: '--repo <address>', describe: '', variable: 'SLIPWAY_REPO', carriedTo: ['promote', 'verify', 'publish'] },
  { flags: '--pr', describe: '', variable: 'SLIPWAY_PR', carriedTo: ['promote'] },
  { flags: '--image <name=reference>', describe: '', variable: 'SLIPWAY_IMAGE', repeatable: true },
];

interface Row {
  readonly argv?: readonly string[];
  readonly options?: TypedOptions;
  readonly text: string;
  readonly line: string;
}

const TYPED = { argv: ['promote', 'shop', '--repo', '../gitops.git', '--pr'], options: { repo: '../gitops.git', pr: true } };
const ROWS: Readonly<Record<string, Row>> = {
  'a command gets the options that it takes': { text: 'npx slipway verify shop --env staging', line: 'npx slipway verify shop --env staging --repo ../gitops.git' },
  'and the same command all of them': { text: 'npx slipway promote shop --to production', line: 'npx slipway promote shop --to production --repo ../gitops.git --pr' },
  'one that takes none stays': { text: 'npx slipway synth', line: 'npx slipway synth' },
  'they stand before what follows': { text: 'npx slipway publish   (that publishes all)', line: 'npx slipway publish --repo ../gitops.git   (that publishes all)' },
  'in each of several commands': { text: 'next: npx slipway verify shop, or after mending: npx slipway publish --env a,b', line: 'next: npx slipway verify shop --repo ../gitops.git, or after mending: npx slipway publish --env a,b --repo ../gitops.git' },
  'after a text in quotes, whatever it holds': { text: 'npx slipway verify shop --reason "it is gone, and came (back)"', line: 'npx slipway verify shop --reason "it is gone, and came (back)" --repo ../gitops.git' },
  'an option that the line has stays as it is': { text: 'npx slipway verify shop --repo other', line: 'npx slipway verify shop --repo other' },
  'options alone become the whole line': { text: '--to production', line: 'npx slipway promote shop --repo ../gitops.git --pr --to production' },
  'in place of what was typed': { argv: ['promote', '--to', 'prod', 'shop', '--repo=x'], options: { to: 'prod', repo: 'x' }, text: '--to production   (or dev)', line: 'npx slipway promote shop --repo=x --to production   (or dev)' },
  'also where it was typed in one word': { argv: ['promote', '--to=prod', 'shop'], options: { to: 'prod' }, text: '--to production', line: 'npx slipway promote shop --to production' },
  'one value of several is not taken for all': { argv: ['promote', 'shop', '--image', 'a=1', '--image', 'b=2'], options: { image: ['a=1', 'b=2'] }, text: '--image a=3', line: '--image a=3' },
  'an option of another command stays alone': { text: '--kubernetes 1.32', line: '--kubernetes 1.32' },
  'what is no line stays': { text: 'name another folder', line: 'name another folder' },
  'a password is in no line': { argv: ['promote', 'shop', '--repo', 'https://a:b@c.example/d'], options: { repo: 'https://a:b@c.example/d' }, text: 'npx slipway verify shop', line: 'npx slipway verify shop --repo ...' },
};

describe('a line to type next', () => {
  it.each(Object.entries(ROWS))('%s', (_, { argv = TYPED.argv, options = TYPED.options, text, line }) => {
    const typed = typedLine('promote', { options: FLAGS }, options, argv);
    expect(typed.complete(text)).toBe(line);
    expect(typed.complete(line)).toBe(line);
  });

  it('is left as it is by a command that carries nothing', () => {
    expect(typedLine('synth', { options: [] }, {}, ['synth']).complete('--outdir dist')).toBe('--outdir dist');
  });

  it('carries an option only to commands that have it, by the same variable', async () => {
    const commands = new Map(await Promise.all(COMMANDS.map(async ({ name, load }) => [name, (await load()).options ?? []] as const)));
    let carried = 0;
    for (const flags of commands.values()) {
      for (const { flags: text, variable, carriedTo = [] } of flags) {
        for (const name of carriedTo) {
          carried += 1;
          expect([name, commands.get(name)?.find((flag) => flag.flags.split(' ')[0] === text.split(' ')[0])?.variable]).toEqual([name, variable]);
        }
      }
    }
    expect(carried).toBeGreaterThan(20);
  });
});
