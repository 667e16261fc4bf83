import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Outcome, ROOT } from './cli-project.ts';

const execute = promisify(execFile);

/** A folder of a user's own, with the packed package installed in it. */
export class Installed {
  private readonly base = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-installed-')));
  readonly folder = join(this.base, 'shop');

  /** As `npm install slipway-0.1.0.tgz` leaves it, but with this repository's own packages, linked. */
  static async linked(): Promise<Installed> {
    const made = new Installed();
    const modules = join(made.folder, 'node_modules');
    mkdirSync(modules, { recursive: true });
    const tarball = await made.pack();
    await execute('tar', ['-xzf', tarball, '-C', modules]);
    renameSync(join(modules, 'package'), join(modules, 'slipway'));
    for (const name of readdirSync(join(ROOT, 'node_modules'))) {
      if (name !== 'slipway' && name !== '.bin') symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
    }
    symlinkSync(join(ROOT, 'node_modules', '.bin'), join(modules, '.bin'));
    made.write('package.json', '{ "dependencies": { "slipway": "file:../slipway-0.1.0.tgz" } }\n');
    return made;
  }

  /** By npm, from its cache where that holds what is needed. */
  static async byNpm(): Promise<Installed> {
    const made = new Installed();
    mkdirSync(made.folder);
    const tarball = await made.pack();
    await made.npm(['install', ...QUIETLY, tarball]);
    return made;
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  remove(): void {
    rmSync(this.base, { recursive: true, force: true });
  }

  /** Runs a command of an installed package, as `npx` does. */
  run(command: string, argv: readonly string[]): Promise<Outcome> {
    const bin = command === 'slipway' ? this.path('node_modules/slipway/bin/slipway') : this.path(`node_modules/.bin/${command}`);
    return this.start(process.execPath, [bin, ...argv]);
  }

  /** Runs a line of the help. */
  runLine(line: string): Promise<Outcome> {
    const [command, ...argv] = line.split(' ');
    return this.run(command!, argv);
  }

  /** Runs npm in the folder. */
  async npm(argv: readonly string[]): Promise<Outcome> {
    const outcome = await this.start('npm', argv);
    if (outcome.code !== 0) throw new Error(`npm ${argv.join(' ')} failed\n${outcome.stdout}${outcome.stderr}`);
    return outcome;
  }

  private async pack(): Promise<string> {
    const { stdout } = await execute('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', this.base], { cwd: ROOT });
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    return join(this.base, filename);
  }

  private start(program: string, argv: readonly string[]): Promise<Outcome> {
    const { FORCE_COLOR: _force, NODE_ENV: _env, JEST_WORKER_ID: _worker, ...inherited } = process.env;
    const env = { ...inherited, CDK8S_CHECK_UPGRADE: 'false', NO_COLOR: '1', XDG_CACHE_HOME: join(this.base, 'cache') };
    const child = spawn(program, argv, { cwd: this.folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    return new Promise((done) => child.on('close', (code, signal) => done({ code, signal, stdout, stderr })));
  }
}

/** Options of `npm install` that keep it to the cache where possible, and to the point. */
export const QUIETLY = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
