import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

/** Slipway's own folder. */
export const ROOT = resolve(__dirname, '..');
const ENTRY = join(ROOT, 'bin', 'slipway');
const CDK8S = join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');

/** What a build leaves, by the kind of bundle. */
const BUNDLES = {
  main: { stamp: 'stamp.json', files: /^(stamp\.json$|main-)/ },
  synth: { stamp: 'synth.json', files: /^(synth\.json$|synth-|quick-)/ },
} as const;

type BundleKind = keyof typeof BUNDLES;

/** How a process ended. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process under way. */
export interface Running {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

/**
 * A project in a temporary folder, run by this repository's entry on this repository's packages.
 * Types are not checked: each project would be checked anew.
 */
export class CliProject {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-cli-')));

  /** @param main the source of `src/main.ts` */
  constructor(main: string) {
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
    this.write('src/main.ts', main);
    this.write('cdk8s.yaml', cdk8sYaml(`node ${ENTRY} app --no-typecheck`));
  }

  /** This repository's systems over a copy of its overlays and of what they render. */
  static ofThisRepository(): CliProject {
    const project = new CliProject(`export { app } from ${JSON.stringify(join(ROOT, 'src', 'main.ts'))};\n`);
    cpSync(join(ROOT, 'overlays'), project.path('overlays'), { recursive: true });
    return project;
  }

  /** CapaKraken alone, over a copy of its overlays, in the environments of this repository. */
  static ofCapakraken(): CliProject {
    const source = (file: string): string => JSON.stringify(join(ROOT, 'src', file));
    const project = new CliProject(`import { run } from ${source('cli/index.ts')};\nimport { capakraken } from ${source('systems/capakraken/build.ts')};\n\nexport const app = run([capakraken]);\n`);
    cpSync(join(ROOT, 'overlays'), project.path('overlays'), { recursive: true, filter: (path) => !/^overlays\/(?!capakraken)[a-z]+$/.test(relative(ROOT, path)) });
    project.write('overlays/environments.yaml', ofCapakrakenAlone(project.read('overlays/environments.yaml')));
    return project;
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  write(file: string, text: string | Buffer): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  remove(): void {
    this.#shareBundle();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Where projects of a main like this one share their bundles during a run of Jest. */
  #sharedBundle(kind: BundleKind): string | undefined {
    const { BUNDLES_OF_SLIPWAY_TESTS: folder } = process.env;
    return folder === undefined || !existsSync(this.path('src/main.ts')) ? undefined : join(folder, `${kind}-${createHash('sha256').update(this.read('src/main.ts')).digest('hex')}`);
  }

  /** Leaves the bundles to the next project; slipway looks at what they were made of, and takes no wrong one. */
  #shareBundle(): void {
    for (const [kind, { stamp, files }] of Object.entries(BUNDLES) as [BundleKind, (typeof BUNDLES)[BundleKind]][]) {
      const shared = this.#sharedBundle(kind);
      if (shared === undefined || existsSync(shared) || !existsSync(this.path(`.slipway/bundle/${stamp}`))) continue;
      const copy = mkdtempSync(`${shared}-`);
      for (const name of readdirSync(this.path('.slipway/bundle')).filter((file) => files.test(file) && !file.endsWith('.tmp'))) copyFileSync(this.path(`.slipway/bundle/${name}`), join(copy, name));
      try {
        renameSync(copy, shared);
      } catch {
        // Another suite was faster.
        rmSync(copy, { recursive: true });
      }
    }
  }

  #takeBundle(): void {
    if (existsSync(this.path('.slipway'))) return;
    for (const kind of Object.keys(BUNDLES) as BundleKind[]) {
      const shared = this.#sharedBundle(kind);
      if (shared !== undefined && existsSync(shared)) cpSync(shared, this.path('.slipway/bundle'), { recursive: true });
    }
  }

  /** Runs `slipway` with these arguments. */
  slipway(argv: readonly string[], options: StartOptions = {}): Promise<Outcome> {
    return this.start([ENTRY, ...argv, '--no-typecheck'], options).outcome;
  }

  /** Starts `slipway` with these arguments. */
  startSlipway(argv: readonly string[], options: StartOptions = {}): Running {
    return this.start([ENTRY, ...argv, '--no-typecheck'], options);
  }

  /** Runs `cdk8s synth` with these arguments. */
  cdk8s(argv: readonly string[] = [], options: StartOptions = {}): Promise<Outcome> {
    return this.start([CDK8S, 'synth', ...argv], { ...options, env: { CDK8S_CHECK_UPGRADE: 'false', ...options.env } }).outcome;
  }

  private start(argv: readonly string[], { cwd = this.folder, env = {} }: StartOptions): Running {
    this.#takeBundle();
    const { FORCE_COLOR: _force, NO_COLOR: _no, ...inherited } = process.env;
    const child = spawn(process.execPath, argv, { cwd, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const outcome = new Promise<Outcome>((done) => child.on('close', (code, signal) => done({ code, signal, stdout, stderr })));
    return { child, outcome };
  }
}

/** Where and how a process starts. */
export interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** cdk8s.yaml of a project whose app is run by this command. */
export function cdk8sYaml(app: string): string {
  const plugin = join(ROOT, 'bin', 'plugin.js');
  return `language: typescript\napp: ${app}\noutput: .slipway/cdk8s\nvalidations:\n  - package: ${plugin}\n    version: 0.1.0\n    class: SlipwayValidation\n`;
}

/** All files below a folder with their text, by relative path; a link is shown as one. Empty where the folder is missing. */
export function treeOf(folder: string, below = ''): Map<string, string> {
  const found = new Map<string, string>();
  if (!existsSync(join(folder, below))) return found;
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) for (const [inside, text] of treeOf(folder, path)) found.set(inside, text);
    else found.set(path, entry.isSymbolicLink() ? '(link)' : readFileSync(join(folder, path), 'utf8'));
  }
  return found;
}

/** The environments without what they say of other systems. */
export function ofCapakrakenAlone(environments: string): string {
  return environments
    .replace(/^ {4}readyUrls: \{.*(capakraken: [^ ,}]+).*\}$/gm, '    readyUrls: { $1 }')
    .replace(/^ {4}secretStores: .*\n/gm, '')
    .replace(/^ {4}exceptions:\n(?: {6}.*\n)*/gm, '');
}
