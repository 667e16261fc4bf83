import { execFileSync, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { GitFolder } from '../src/delivery/git/test-support/git-folder.ts';
import { type Fault, type GitServer, serveGit } from '../src/delivery/git/test-support/git-server.ts';
import { type Attesters } from '../src/overlays/attesters.ts';
import { loadOverlays } from '../src/overlays/load.ts';
import { capakraken } from '../src/systems/capakraken/build.ts';
import { type ArgoStub, argoApplication, startArgoStub, type StubAnswer } from './argocd-stub.ts';
import { CliProject, type Outcome, ROOT } from './cli-project.ts';

const from = (file: string): string => JSON.stringify(`${ROOT}/${file}`);

/** CapaKraken, with one more object by which definitions can be told apart, and perhaps with an image more that this object names. */
function main(says: string, image?: string): string {
  const data = image === undefined ? `{ says: ${JSON.stringify(says)} }` : `{ says: ${JSON.stringify(says)}, image: scope.image(${JSON.stringify(image)}).reference }`;
  return `
import { ApiObject } from 'cdk8s';
import { run } from ${from('src/cli/index.ts')};
import { WAVE } from ${from('src/constructs/wave.ts')};
import { capakraken } from ${from('src/systems/capakraken/build.ts')};

const system: typeof capakraken = {
  ...capakraken,${image === undefined ? '' : `\n  images: [...capakraken.images, ${JSON.stringify(image)}],`}
  build(scope, input) {
    capakraken.build(scope, input);
    new ApiObject(scope, 'note', { apiVersion: 'v1', kind: 'ConfigMap', metadata: scope.metadata({ name: 'note', wave: WAVE.foundation }), data: ${data} });
  },
};

export const app = run([system]);
`;
}

/** A digest that is plainly an example. */
export function digest(letter: string): string {
  return `sha256:${letter.repeat(64).slice(0, 64)}`;
}

/** A place that CapaKraken runs in, as Argo CD and users see it. */
export interface Served {
  /** What the ready URL answers, one after the other; the last one stays. */
  play(...versions: readonly string[]): void;
  readonly url: string;
}

/** Everything a release passes through, all of it real but the cluster: two git repositories behind HTTP, a work tree, Argo CD's API, and the application. */
export class DeliveryWorld {
  readonly git = new GitFolder();
  readonly project: CliProject;
  readonly gitops: string;
  readonly origin: string;
  argo!: ArgoStub;
  server!: GitServer;
  #app!: Server;
  readonly #served = new Map<string, string[]>();
  faultOf: (request: string) => Fault = () => 'none';

  constructor(requires = 'ready, e2e, approvals: 1') {
    this.gitops = this.git.bare('gitops.git');
    this.origin = this.git.bare('config.git');
    this.project = CliProject.ofCapakraken();
    this.define('one');
    this.project.write('.gitignore', 'node_modules\n.slipway/\n');
    this.project.write('package-lock.json', '{}\n');
    this.project.write('bin/slipway', `require(${from('bin/slipway')});\n`);
    for (const name of ['ci', 'ana', 'eve']) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', this.key(name)]);
    this.edit('overlays/environments.yaml', (text) => {
      const attesters = [
        `  ci: { keys: ["${this.#publicKey('ci')}"], checks: [deployed, ready, e2e, load], environments: [dev, staging, production] }`,
        ...['ana', 'eve'].map((name) => `  ${name}: { keys: ["${this.#publicKey(name)}"], checks: [approval], environments: [production], identities: [${name}@acme.example] }`),
      ];
      // This repository's own attesters hold keys that nobody has.
      const others = text.replace(/^attesters:\n(?: .*\n|\n(?= ))*/m, '');
      return `${others.replace(/requires: \[ready,.*\]/, `requires: [${requires}]`).trimEnd()}\n\nattesters:\n${attesters.join('\n')}\n`;
    });
  }

  async open(): Promise<void> {
    this.server = await serveGit(this.git.path, (request) => this.faultOf(request));
    this.argo = await startArgoStub();
    this.#app = createServer((request, response) => {
      const name = /^\/([a-z]+)\/api\/ready$/.exec(request.url ?? '')?.[1] ?? '';
      const versions = this.#served.get(name) ?? [];
      const version = versions.length > 1 ? versions.shift()! : versions[0];
      if (version === undefined || version === 'down') return void response.writeHead(503).end('not ready');
      response.writeHead(200, { 'x-release': version }).end('ready');
    });
    await new Promise<void>((done) => this.#app.listen(0, '127.0.0.1', done));
    const { folder } = this.project;
    this.git.git(folder, 'init', '--quiet', '--initial-branch=main');
    this.git.git(folder, 'config', 'user.email', 'eve@acme.example');
    this.git.git(folder, 'config', 'user.name', 'Eve Example');
    await this.slipway('synth');
    this.git.commit(folder, 'Begin');
    this.git.git(folder, 'remote', 'add', 'origin', `${this.server.url}/config.git`);
    this.git.git(folder, 'push', '--quiet', this.origin, 'main');
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.argo.close();
    await new Promise((done) => {
      this.#app.closeAllConnections();
      this.#app.close(done);
    });
    this.project.remove();
    this.git.remove();
  }

  /** Sets what the definition says of itself, and an image that the system runs besides its own. */
  define(says: string, image?: string): void {
    this.project.write('src/main.ts', main(says, image));
  }

  edit(file: string, change: (text: string) => string): void {
    this.project.write(file, change(this.project.read(file)));
  }

  /** Path of somebody's private key. */
  key(name: string): string {
    return join(this.git.path, `${name}.key`);
  }

  #publicKey(name: string): string {
    return execFileSync('ssh-keygen', ['-y', '-f', this.key(name)], { encoding: 'utf8' }).trim().split(' ').slice(0, 2).join(' ');
  }

  /** Who may attest what, as the work tree says. */
  attesters(): Attesters {
    return loadOverlays({ root: this.project.folder, systems: [capakraken] }).attesters;
  }

  #overHttp = true;

  /** Reaches both repositories as folders from here on: over HTTP most of the time goes by starting the programs of a server. */
  useFolders(): void {
    this.#overHttp = false;
    this.git.git(this.project.folder, 'remote', 'set-url', 'origin', this.origin);
  }

  /** Environment of a process of slipway. */
  env(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      SLIPWAY_REPO: this.#overHttp ? `${this.server.url}/gitops.git` : this.gitops,
      SLIPWAY_SIGNING_KEY: this.key('ci'),
      SLIPWAY_INTERVAL: '0s',
      ARGOCD_SERVER: this.argo.url,
      ARGOCD_AUTH_TOKEN: 'an-example-token',
      GITHUB_ACTOR: '',
      GITHUB_RUN_ID: '',
      ...more,
    };
  }

  slipway(...argv: readonly string[]): Promise<Outcome> {
    return this.project.slipway(argv, { env: this.env() });
  }

  /**
   * Starts slipway in a process group of its own, with repositories as folders: so the programs that
   * it starts can be killed with it, git on the other side of a push among them.
   */
  startAlone(argv: readonly string[]): { kill(what: 'process' | 'group'): void; readonly ended: Promise<NodeJS.Signals | null> } {
    const child = spawn(process.execPath, [join(ROOT, 'bin', 'slipway'), ...argv, '--no-typecheck'], { cwd: this.project.folder, env: { ...process.env, ...this.env() }, stdio: 'ignore', detached: true });
    const ended = new Promise<NodeJS.Signals | null>((done) => child.on('close', (_code, signal) => done(signal)));
    return {
      ended,
      kill: (what) => {
        try {
          process.kill(what === 'group' ? -child.pid! : child.pid!, 'SIGKILL');
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
        }
      },
    };
  }

  /** The same, by somebody with another key. */
  as(name: string, ...argv: readonly string[]): Promise<Outcome> {
    return this.project.slipway(argv, { env: this.env({ SLIPWAY_SIGNING_KEY: this.key(name) }) });
  }

  // Not over HTTP: the server is in this process, which waits.
  /** Brings the work tree up to what is on main. */
  pull(): void {
    this.git.git(this.project.folder, 'pull', '--quiet', '--ff-only', this.origin, 'main');
  }

  /** Commits what changed in the work tree, with what it renders, as a merged pull request would. */
  async merge(subject: string): Promise<string> {
    await this.slipway('synth');
    const commit = this.git.commit(this.project.folder, subject);
    this.git.git(this.project.folder, 'push', '--quiet', this.origin, 'main');
    return commit;
  }

  release(environment: string, version: string, letter: string, ...more: readonly string[]): Promise<Outcome> {
    return this.slipway('release', 'capakraken', '--env', environment, '--version', version, '--commit', letter.repeat(40).slice(0, 40), '--image', `app=ghcr.io/acme/capakraken-app@${digest(letter)}`, '--image', `migrator=ghcr.io/acme/capakraken-migrator@${digest(letter)}`, ...more);
  }

  publish(environment: string): Promise<Outcome> {
    return this.slipway('publish', '--env', environment);
  }

  verify(environment: string, ...more: readonly string[]): Promise<Outcome> {
    return this.slipway('verify', 'capakraken', '--env', environment, '--timeout', '20s', '--ready-url', this.readyUrl(environment), ...more);
  }

  readyUrl(environment: string): string {
    return `http://127.0.0.1:${(this.#app.address() as AddressInfo).port}/${environment}/api/ready`;
  }

  /** What the ready URL answers, one after the other; the last one stays. */
  serve(environment: string, ...versions: readonly string[]): void {
    this.#served.set(environment, [...versions]);
  }

  /** Tip of a branch of the GitOps repository. */
  tip(branch = 'main'): string {
    return this.git.git(this.gitops, 'rev-parse', branch);
  }

  /** A commit of somebody else's in the GitOps repository. */
  foreign(): string {
    const blob = this.git.feed(this.gitops, `${Math.random()}`, 'hash-object', '-w', '--stdin');
    const entries = this.git.git(this.gitops, 'ls-tree', 'main').split('\n').filter((line) => line !== '' && !line.endsWith('\tforeign.txt'));
    const tree = this.git.feed(this.gitops, [...entries, `100644 blob ${blob}\tforeign.txt`].join('\n'), 'mktree');
    const commit = this.git.git(this.gitops, 'commit-tree', '-p', 'main', '-m', 'somebody else', tree);
    this.git.git(this.gitops, 'update-ref', 'refs/heads/main', commit);
    return commit;
  }

  /** Argo CD's answers about CapaKraken in an environment: an application at each moment, or a function that makes one. */
  play(environment: string, moments: readonly (Parameters<typeof argoApplication>[0] | StubAnswer | (() => Parameters<typeof argoApplication>[0]))[]): void {
    const left = [...moments];
    this.argo.answer(`capakraken-${environment}`, () => {
      const next = left.length > 1 ? left.shift()! : left[0]!;
      if (typeof next === 'string') return next;
      if (typeof next === 'object' && ('application' in next || 'status' in next)) return next;
      const moment = typeof next === 'function' ? next() : next;
      return { application: argoApplication({ name: `capakraken-${environment}`, path: `${environment}/capakraken`, ...(moment as object) }) };
    });
  }

  /** A manifest as it is published. */
  published(path: string): string {
    return this.git.git(this.gitops, 'show', `main:${path}`);
  }

  /** A file of main. */
  merged(path: string): string {
    return this.git.git(this.origin, 'show', `main:${path}`);
  }

  count(repository: string, branch = 'main'): number {
    return Number(this.git.git(repository, 'rev-list', '--count', branch));
  }
}
