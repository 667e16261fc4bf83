import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Slipway's own folder. */
export const ROOT = resolve(__dirname, '..');

/** How a process ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Main file of a project that answers with what it was told, and fails in several ways on demand. */
const MAIN = `
import { word } from './word.ts';
import type { Place } from './place.ts';

async function main(argv: readonly string[], place: Place): Promise<number> {
  const { commands } = await import('./commands.ts');
  const command = commands.get(argv[0] ?? '');
  if (command !== undefined) return command();
  process.stdout.write(JSON.stringify({ word, argv, place }) + '\\n');
  return 0;
}

export const app = { main, validateFiles: async () => [] };
`;

const COMMANDS = `
export const commands = new Map<string, () => Promise<number>>([
  ['findings', async () => 1],
  ['mistake', async () => {
    throw Object.assign(new Error('overlays/shop/base.yaml:3\\n  no such thing'), { name: 'UserError' });
  }],
  ['defect', async () => {
    await Promise.resolve();
    return explode();
  }],
  ['late', async () => {
    setTimeout(() => explode(), 10);
    return 0;
  }],
  ['stuck', () => new Promise<number>(() => {})],
  ['much', async () => {
    for (let line = 0; line < 5000; line++) {
      process.stdout.write('x'.repeat(1000) + '\\n');
      if (line % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    process.stderr.write('to the end');
    return 1;
  }],
]);

function explode(): number {
  throw new TypeError('out of steam');
}
`;

/** What builds and the runs after them leave: the bundle, that for synth, the short way through it, the code cache of each, and a stamp for each build. */
export type ScratchFile = `${'main' | 'synth' | 'quick'} .${'js' | 'cache'}` | 'stamp.json' | 'synth.json';

/** A project in a temporary folder, run by this repository's own entry on this repository's packages. */
export class EntryProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-entry-')));

  constructor(private readonly entry = join(ROOT, 'bin', 'slipway')) {
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
    this.write('cdk8s.yaml', 'app: node bin/slipway app\n');
    this.write('package.json', '{ "name": "shop", "private": true, "type": "commonjs" }\n');
    this.write('tsconfig.json', JSON.stringify({ extends: join(ROOT, 'tsconfig.base.json'), include: ['src'] }));
    this.write('src/main.ts', MAIN);
    this.write('src/commands.ts', COMMANDS);
    this.write('src/word.ts', `export const word: string = 'one';\n`);
    this.write('src/place.ts', 'export interface Place {\n  readonly root: string | undefined;\n  readonly packageRoot: string;\n}\n');
  }

  /** Puts a file in place, as an editor does. */
  write(file: string, text: string): void {
    const path = this.path(file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  /** The files of the scratch folder, sorted. */
  scratch(): string[] {
    return readdirSync(this.path('.slipway/bundle')).sort();
  }

  /** The process that the lock names; undefined where there is none. */
  locker(): number | undefined {
    return this.scratch().includes('lock') ? Number(readlinkSync(this.path('.slipway/bundle/lock')).split(' ')[0]) : undefined;
  }

  /** The one file of the scratch folder with this beginning and this ending: `main .js`. */
  scratchFile(what: ScratchFile): string {
    const [start, ending] = what.endsWith('.json') ? [what, ''] : (what.split(' ') as [string, string]);
    const found = this.scratch().filter((name) => name.startsWith(start) && name.endsWith(ending));
    if (found.length !== 1) throw new Error(`one ${what} was expected, there are: ${this.scratch().join(', ')}`);
    return this.path(`.slipway/bundle/${found[0]}`);
  }

  /** What differs after a build and stays where there was none. */
  builds(): readonly number[] {
    return (['main .js', 'stamp.json'] as const).map((what) => statSync(this.scratchFile(what)).ino);
  }

  run(argv: readonly string[], options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly uid?: number } = {}): Outcome {
    const { cwd = this.folder, env = {}, ...rest } = options;
    const { status, stdout, stderr } = spawnSync(process.execPath, [this.entry, ...argv], {
      cwd,
      env: { ...process.env, ...env },
      encoding: 'utf8',
      timeout: 60_000,
      ...rest,
    });
    return { code: status, stdout, stderr };
  }

  /** A run where the types are not the point: it takes half the time. */
  quick(argv: readonly string[]): Outcome {
    return this.run([...argv, '--no-typecheck']);
  }

  start(argv: readonly string[]): { readonly child: ChildProcess; readonly outcome: Promise<Outcome> } {
    const child = spawn(process.execPath, [this.entry, ...argv], { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (text) => (stdout += text));
    child.stderr.on('data', (text) => (stderr += text));
    const outcome = new Promise<Outcome>((done) => child.on('close', (code) => done({ code, stdout, stderr })));
    return { child, outcome };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The word that a run of the project printed. */
export function wordOf(outcome: Outcome): string {
  if (outcome.code !== 0) throw new Error(`exit ${outcome.code}: ${outcome.stderr}`);
  return (JSON.parse(outcome.stdout) as { word: string }).word;
}

/** Lays the package out in a folder as npm installs it, with a standalone entry that answers with its argv. */
export function installPackage(folder: string): string {
  const target = join(folder, 'node_modules', 'slipway');
  mkdirSync(join(target, 'src', 'cli'), { recursive: true });
  for (const name of ['bin', 'package.json', 'tsconfig.base.json', 'jest-preset.js']) cpSync(join(ROOT, name), join(target, name), { recursive: true });
  writeFileSync(
    join(target, 'src', 'cli', 'index.ts'),
    `export interface Place { readonly root: string | undefined; readonly packageRoot: string }
export function run(systems: readonly string[]) {
  return {
    async main(argv: readonly string[], place: Place): Promise<number> {
      process.stdout.write(JSON.stringify({ systems, argv, place }) + '\\n');
      return 0;
    },
    async validateFiles() { return []; },
  };
}
`,
  );
  writeFileSync(join(target, 'src', 'cli', 'standalone.ts'), `import { run } from './index.ts';\nexport const app = run([]);\n`);
  // The short way, which gives no answer.
  writeFileSync(join(target, 'src', 'cli', 'quick.ts'), `export const quick = { surroundings: () => ({ loading: async <Result>(run: () => Result): Promise<Result> => run() }), synth: async () => undefined };\n`);
  return join(target, 'bin', 'slipway');
}
