import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ALONE } from '../../src/delivery/git/test-support/git-folder.ts';
import { ROOT } from '../cli-project.ts';
import { type RunStep } from './workflow-files.ts';

/** Programs that lead out of the machine, or into packages: they write down how they were called. */
const SHADOWED = ['gh', 'curl', 'npm', 'npx', 'ssh', 'docker', 'kubectl'];

const STUB = `#!/bin/bash
program=$(basename "$0")
# What it was given on standard input or as a file belongs to the call.
{ printf '%s' "$program"; for word in "$@"; do printf '\\t%s' "\${word//[$'\\t\\n']/ }"; done; printf '\\n'; } >> "$STUB_FOLDER/calls"
previous=
for word in "$@"; do if [ "$previous" = --input ]; then cp "$word" "$STUB_FOLDER/input"; fi; previous=$word; done
for match in "$STUB_FOLDER"/answers/*.match; do
  [ -e "$match" ] || break
  if [[ "$program $*" == *"$(cat "$match")"* ]]; then cat "\${match%.match}.out"; exit "$(cat "\${match%.match}.code")"; fi
done
exit 0
`;

/** Everything but slipway itself is the real node. */
const NODE = `#!/bin/bash
if [ "$1" = bin/slipway ] && [ -z "$STUB_REAL" ]; then exec "$(dirname "$0")/slipway" "\${@:2}"; fi
exec ${process.execPath} "$@"
`;

/** What a shadowed program answers when its command line holds a text. */
export interface StubAnswer {
  readonly to: string;
  readonly out?: string;
  readonly code?: number;
}

/** How a script is run. */
export interface StepSetting {
  /** Values of the expressions in its variables: `inputs.system`. */
  readonly contexts?: Readonly<Record<string, string>>;
  /** Variables that a step before it, or the runner, has set. */
  readonly env?: Readonly<Record<string, string>>;
  readonly answers?: readonly StubAnswer[];
  /** Files in the runner's temporary folder. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** Whether slipway itself runs. @default false: it is written down and answered like the others */
  readonly real?: boolean;
}

/** What a script did. */
export interface StepOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Calls of shadowed programs, words parted by tabs. */
  readonly calls: readonly (readonly string[])[];
  /** What the last call was given as a file. */
  input(): string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What was added to the environment of later steps. */
  readonly environment: Readonly<Record<string, string>>;
  readonly temp: string;
}

/** A clone of this repository with a remote, as a runner has it after checkout. */
export class Sandbox {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-workflow-')));
  readonly home = join(this.folder, 'home');
  readonly clone = join(this.folder, 'clone');
  readonly origin = join(this.folder, 'definitions.git');
  readonly #stubs = join(this.folder, 'stubs');
  #runs = 0;

  constructor() {
    for (const folder of [this.home, this.#stubs, this.clone]) mkdirSync(folder, { recursive: true });
    for (const name of [...SHADOWED, 'slipway']) this.#program(name, STUB);
    this.#program('node', NODE);
    // What is in the work tree, whether it is committed or not.
    const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 }).split('\0');
    // A file that was deleted and not committed yet is listed all the same.
    for (const file of files.filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
      mkdirSync(dirname(join(this.clone, file)), { recursive: true });
      cpSync(join(ROOT, file), join(this.clone, file), { force: true, verbatimSymlinks: true, errorOnExist: false });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.clone, 'node_modules'));
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', this.origin], { env: ALONE });
    this.git('init', '--quiet', '--initial-branch=main');
    // node_modules is a link here, which the pattern of a folder does not ignore.
    writeFileSync(join(this.clone, '.git', 'info', 'exclude'), 'node_modules\n');
    this.git('remote', 'add', 'origin', `file://${this.origin}`);
    this.commit('Everything');
  }

  git(...words: string[]): string {
    return execFileSync('git', words, { cwd: this.clone, env: { ...ALONE, HOME: this.home, GIT_CONFIG_GLOBAL: join(this.home, '.gitconfig') }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.clone, file)), { recursive: true });
    writeFileSync(join(this.clone, file), text);
  }

  /** Commits what is in the clone, and pushes it. */
  commit(subject: string): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '-m', subject);
    this.git('push', '--quiet', 'origin', 'HEAD:main');
    return this.git('rev-parse', 'HEAD');
  }

  /** Runs the script of a step as the runner does. */
  run(step: RunStep, { contexts = {}, env = {}, answers = [], files = {}, real = false }: StepSetting = {}): StepOutcome {
    const folder = join(this.folder, `run-${this.#runs++}`);
    const [temp, stub] = [join(folder, 'temp'), join(folder, 'stub')];
    mkdirSync(temp, { recursive: true });
    mkdirSync(join(stub, 'answers'), { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(temp, name)), { recursive: true });
      writeFileSync(join(temp, name), text);
    }
    for (const [index, { to, out = '', code = 0 }] of answers.entries()) {
      for (const [kind, text] of Object.entries({ match: to, out, code: String(code) })) writeFileSync(join(stub, 'answers', `${index}.${kind}`), text);
    }
    const script = join(folder, 'script.sh');
    writeFileSync(script, step.run);
    for (const name of ['output', 'summary', 'env']) writeFileSync(join(folder, name), '');
    const variables = Object.fromEntries(Object.entries(step.env).map(([name, text]) => [name, substitute(text, contexts, step.id)]));
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: this.clone,
      encoding: 'utf8',
      timeout: 120_000,
      env: {
        PATH: `${this.#stubs}:${process.env['PATH'] ?? ''}`,
        HOME: this.home,
        GIT_CONFIG_NOSYSTEM: '1',
        SLIPWAY_NO_TYPECHECK: '1',
        STUB_FOLDER: stub,
        STUB_REAL: real ? '1' : '',
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_ACTOR: 'ada',
        GITHUB_REPOSITORY: 'acme/slipway',
        GITHUB_RUN_ID: '77',
        GITHUB_SERVER_URL: 'https://github.example',
        GITHUB_SHA: this.git('rev-parse', 'HEAD'),
        GITHUB_WORKSPACE: this.clone,
        GITHUB_OUTPUT: join(folder, 'output'),
        GITHUB_STEP_SUMMARY: join(folder, 'summary'),
        GITHUB_ENV: join(folder, 'env'),
        RUNNER_TEMP: temp,
        ...variables,
        ...env,
      },
    });
    const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
    const calls = spawnSync('cat', [join(stub, 'calls')], { encoding: 'utf8' }).stdout.split('\n').filter((line) => line !== '');
    return { code: status, stdout, stderr, calls: calls.map((line) => line.split('\t')), input: () => read('stub/input'), outputs: pairsOf(read('output')), summary: read('summary'), environment: pairsOf(read('env')), temp };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #program(name: string, text: string): void {
    writeFileSync(join(this.#stubs, name), text);
    chmodSync(join(this.#stubs, name), 0o755);
  }
}

/** Puts values in the place of expressions. @throws where one is not given */
function substitute(text: string, contexts: Readonly<Record<string, string>>, where: string): string {
  return text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const value = contexts[expression];
    if (value === undefined) throw new Error(`${where}: the test gives no value for ${expression}`);
    return value;
  });
}

function pairsOf(text: string): Record<string, string> {
  return Object.fromEntries(text.split('\n').filter((line) => line !== '').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}
