import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliProject, type Outcome, ROOT, treeOf } from './cli-project.ts';

const ENVIRONMENTS = ['dev', 'staging', 'production'];
const SYSTEMS = ['alpha', 'beta', 'gamma'];

/** Numbers that look random and are the same for the same seed. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    // https://en.wikipedia.org/wiki/Xorshift
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

/**
 * A project that is edited at random, with everything a render may depend on: overlays of three layers,
 * releases, facts, a source, a file beside it and a variable that it reads.
 */
export class IncrementalWorld {
  readonly project: CliProject;
  /** How often each kind of edit was made. */
  readonly counts: Record<string, number> = {};
  readonly env: Record<string, string> = { WORLD_COLOUR: 'red', WORLD_DAY: '2026-11-01' };
  readonly #random: (below: number) => number;
  readonly #hidden = new Map<string, string>();
  #number = 0;
  #full = 0;
  readonly #bag: Edit[] = [];
  #broken: { readonly file: string; readonly text: string } | undefined;

  constructor(seed: number) {
    this.#random = numbersFrom(seed * 2654435761 + 1);
    this.project = new CliProject(mainSource(1));
    this.project.write('src/banner.txt', 'banner 1\n');
    this.project.write('overlays/environments.yaml', environments(1));
    // A module that tells which bundles a process ran, by the scripts that it made.
    this.project.write('told.cjs', TOLD);
    this.project.write('overlays/waivers.yaml', waivers(0));
    for (const system of SYSTEMS) {
      this.project.write(`overlays/${system}/base.yaml`, 'schema: slipway.overlay/v1\ncount: 1\ntext: base\n');
      this.project.write(`overlays/${system}/live.yaml`, 'schema: slipway.overlay/v1\nlevel: warn\n');
      for (const environment of ENVIRONMENTS) {
        this.project.write(`overlays/${system}/${environment}.yaml`, 'schema: slipway.overlay/v1\nsize: 10\n');
        this.project.write(`overlays/${system}/${environment}.release.yaml`, release(1));
      }
    }
  }

  /** Makes one edit, and tells which kind: by chance one of those named; of all kinds none again before each was made once. */
  edit(kinds?: readonly Edit[]): Edit {
    const kind = this.#broken === undefined ? (kinds?.[this.#random(kinds.length)] ?? this.#drawn()) : 'mend';
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
    this.#number += 1;
    this.#make[kind]();
    return kind;
  }

  #drawn(): Edit {
    if (this.#bag.length === 0) this.#bag.push(...EDITS);
    return this.#bag.splice(this.#random(this.#bag.length), 1)[0]!;
  }

  /** Whether the overlays cannot be rendered just now. */
  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  /** `slipway synth`, and whether it ran the bundle of the project. */
  async synth(options: readonly string[] = []): Promise<Outcome & { readonly ranBundle: boolean }> {
    const told = this.project.path('.slipway/told');
    rmSync(told, { force: true });
    const outcome = await this.project.slipway(['synth', ...options], { env: { ...this.#watched, TOLD: told } });
    return { ...outcome, ranBundle: existsSync(told) && /\b(main|synth)-/.test(readFileSync(told, 'utf8')) };
  }

  /** Kills a run after so many milliseconds. */
  async killed(after: number): Promise<void> {
    const { child, outcome } = this.project.startSlipway(['synth'], { env: this.#watched });
    const timer = setTimeout(() => child.kill('SIGKILL'), after);
    await outcome;
    clearTimeout(timer);
  }

  /** What `dist` must be: a full render from nothing, into an empty folder, without any memory. */
  async full(): Promise<ReadonlyMap<string, string>> {
    const { code, said, tree } = await this.verdict();
    if (code !== 0) throw new Error(`the full render failed:\n${said}`);
    return tree;
  }

  /** A full render: how it ends, what it says of `dist`, and what it makes. */
  async verdict(): Promise<{ readonly code: number | null; readonly said: string; readonly tree: ReadonlyMap<string, string> }> {
    this.#full += 1;
    const folder = `build/full-${this.#full}`;
    const { code, stderr } = await this.project.slipway(['synth', '--no-cache', '--outdir', folder], { env: this.#watched });
    const tree = treeOf(this.project.path(folder));
    rmSync(this.project.path(folder), { recursive: true, force: true });
    return { code, said: stderr.replaceAll(folder, 'dist'), tree };
  }

  /** Takes back what keeps the overlays from being rendered: flaws that nothing waives any more, and clashes. */
  heal(): void {
    this.env['WORLD_DAY'] = '2026-11-01';
    this.project.write('overlays/waivers.yaml', waivers(0));
    for (const file of this.#overlays()) {
      const text = this.project.read(file);
      if (/^archive: /m.test(text)) this.project.write(file, text.replace(/^archive: .*\n/m, ''));
    }
  }

  get #watched(): Record<string, string> {
    return { ...this.env, NODE_OPTIONS: `--require ${this.project.path('told.cjs')}` };
  }

  get dist(): ReadonlyMap<string, string> {
    return treeOf(this.project.path('dist'));
  }

  /** Milliseconds below which a run is killed. */
  moment(): number {
    return this.#random(350);
  }

  readonly #make: Record<Edit, () => void> = {
    value: () => this.#put(this.#overlay(), `schema: slipway.overlay/v1\nsize: ${this.#number}\n`),
    base: () => this.#put(`overlays/${this.#system()}/base.yaml`, `schema: slipway.overlay/v1\ncount: ${1 + this.#random(3)}\ntext: base ${this.#number}\n`),
    stage: () => this.#put(`overlays/${this.#system()}/live.yaml`, `schema: slipway.overlay/v1\nlevel: level-${this.#number}\n`),
    replace: () => {
      const file = this.#overlay();
      this.project.write(`${file}~`, `schema: slipway.overlay/v1\nsize: ${this.#number}\n`);
      renameSync(this.project.path(`${file}~`), this.project.path(file));
    },
    sameSize: () => {
      // The stat that is restored differs in nothing but ctime.
      const file = this.project.path(this.#overlay());
      const { atime, mtime } = lstatSync(file);
      const text = readFileSync(file, 'utf8');
      const size = /size: (\d+)/.exec(text)?.[1];
      if (size === undefined) return;
      writeFileSync(file, text.replace(/size: \d+/, `size: ${size.slice(0, -1)}${(Number(size.at(-1)) + 1 + this.#random(8)) % 10 || 1}`));
      utimesSync(file, atime, mtime);
    },
    touch: () => {
      const file = this.project.path(this.#anyFile());
      const at = [new Date(), new Date(0), new Date('2037-01-01')][this.#random(3)]!;
      utimesSync(file, at, at);
    },
    facts: () => this.#put('overlays/environments.yaml', environments(this.#number)),
    comment: () => this.#put('overlays/environments.yaml', `${this.project.read('overlays/environments.yaml')}# ${this.#number}\n`),
    release: () => {
      const file = this.#overlay();
      if (!file.endsWith('base.yaml')) this.#put(file.replace(/yaml$/, 'release.yaml'), release(this.#number));
    },
    leave: () => {
      const stem = `overlays/${this.#system()}/${ENVIRONMENTS[this.#random(3)]!}`;
      for (const file of [`${stem}.yaml`, `${stem}.release.yaml`]) {
        if (!existsSync(this.project.path(file))) continue;
        this.#hidden.set(file, this.project.read(file));
        rmSync(this.project.path(file));
      }
      // A stage's file that no environment of it uses would be a problem.
      for (const system of SYSTEMS) {
        const live = `overlays/${system}/live.yaml`;
        const used = ['staging', 'production'].some((name) => existsSync(this.project.path(`overlays/${system}/${name}.yaml`)));
        if (used && !existsSync(this.project.path(live))) this.project.write(live, this.#hidden.get(live) ?? 'schema: slipway.overlay/v1\nlevel: warn\n');
        if (!used && existsSync(this.project.path(live))) {
          this.#hidden.set(live, this.project.read(live));
          rmSync(this.project.path(live));
        }
      }
    },
    come: () => {
      for (const [file, text] of this.#hidden) this.project.write(file, text);
      this.#hidden.clear();
    },
    source: () => this.project.write('src/main.ts', mainSource(this.#number)),
    banner: () => this.project.write('src/banner.txt', `banner ${this.#number}\n`),
    flaw: () => this.#put(this.#overlay(), `schema: slipway.overlay/v1\nsize: ${this.#number}\nflawed: true\n`),
    waivers: () => this.#put('overlays/waivers.yaml', waivers(this.#random(6))),
    noWaivers: () => rmSync(this.project.path('overlays/waivers.yaml'), { force: true }),
    day: () => void (this.env['WORLD_DAY'] = ['2026-11-01', '2026-11-30', '2026-12-01', '2027-01-01'][this.#random(4)]!),
    archive: () => this.#put(this.#overlay(), `schema: slipway.overlay/v1\nsize: ${this.#number}\narchive: ${['one', 'two', 'three', 'four'][this.#random(4)]!}\n`),
    variable: () => void (this.env['WORLD_COLOUR'] = ['red', 'green', 'blue'][this.#random(3)]!),
    distFile: () => {
      const file = this.#distFile();
      if (file !== undefined) writeFileSync(file, readFileSync(file, 'utf8').replace(/[a-f]/, 'x'));
    },
    distGone: () => {
      const file = this.#distFile();
      if (file !== undefined) rmSync(this.#random(3) === 0 ? join(file, '..') : file, { recursive: true });
    },
    distAllGone: () => rmSync(this.project.path('dist'), { recursive: true, force: true }),
    corrupt: () => {
      const files = filesIn(this.project.path('.slipway/cache'));
      for (const file of files.filter(() => this.#random(3) === 0)) {
        const bytes = readFileSync(file);
        if (bytes.length === 0) continue;
        const at = this.#random(bytes.length);
        if (this.#random(2) === 0) truncateSync(file, at);
        else {
          bytes[at] = bytes[at]! ^ (1 + this.#random(255));
          writeFileSync(file, bytes);
        }
      }
    },
    forget: () => rmSync(this.project.path('.slipway/cache'), { recursive: true, force: true }),
    break: () => {
      const file = this.#overlay();
      this.#broken = { file, text: this.project.read(file) };
      this.project.write(file, 'schema: slipway.overlay/v1\nsize: [\n');
    },
    mend: () => {
      this.project.write(this.#broken!.file, this.#broken!.text);
      this.#broken = undefined;
    },
    nothing: () => undefined,
  };

  /** Sometimes in place, sometimes what stood there before, so that the very same content comes back. */
  #put(file: string, text: string): void {
    const before = `${file}-before`;
    const old = existsSync(this.project.path(file)) ? this.project.read(file) : text;
    this.project.write(file, this.#random(3) === 0 ? (this.#former.get(before) ?? text) : text);
    this.#former.set(before, old);
  }

  readonly #former = new Map<string, string>();

  #system(): string {
    return SYSTEMS[this.#random(SYSTEMS.length)]!;
  }

  #overlay(): string {
    const files = this.#overlays();
    return files[this.#random(files.length)] ?? 'overlays/alpha/base.yaml';
  }

  #overlays(): string[] {
    return SYSTEMS.flatMap((system) => ENVIRONMENTS.map((environment) => `overlays/${system}/${environment}.yaml`)).filter((file) => existsSync(this.project.path(file)));
  }

  #anyFile(): string {
    const file = this.#random(2) === 0 ? undefined : this.#distFile();
    return file === undefined ? this.#overlay() : file.slice(this.project.folder.length + 1);
  }

  #distFile(): string | undefined {
    const files = filesIn(this.project.path('dist'));
    return files[this.#random(Math.max(files.length, 1))];
  }
}

/** Every kind of edit. `mend` follows `break` by itself. */
export const EDITS = ['value', 'base', 'stage', 'replace', 'sameSize', 'touch', 'facts', 'comment', 'release', 'leave', 'come', 'source', 'banner', 'flaw', 'waivers', 'noWaivers', 'day', 'archive', 'variable', 'distFile', 'distGone', 'distAllGone', 'corrupt', 'forget', 'break', 'nothing'] as const;

/** A kind of edit. */
export type Edit = (typeof EDITS)[number] | 'mend';

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path).isFile());
}

function environments(number: number): string {
  const facts = ENVIRONMENTS.map((name, order) => `  ${name}: { ${name === 'dev' ? '' : `stage: live, order: ${order}, `}cluster: { name: ${name} }, domain: ${name}-${name === 'staging' ? number : 1}.acme.example, apiServer: { cidrs: [10.${order}.0.1/32] } }\n`);
  return `schema: slipway.environments/v1\ngitops: { repository: "https://git.acme.example/gitops" }\ndefaults:\n  kubernetes: "1.34"\n  zones: [zone-a]\n  probeImage: ghcr.io/acme/probe@sha256:${'1'.repeat(64)}\nenvironments:\n${facts.join('')}`;
}

/** Waivers of what `flawed: true` makes wrong; each number is another file, some of which let less stay. */
function waivers(number: number): string {
  const [scope = '', expires = '2026-12-31'] = [[], ['    systems: [alpha]\n'], ['    environments: [dev, staging]\n'], ['', '2026-11-30'], [], []][number]!;
  return `schema: slipway.waivers/v1\nwaivers:\n  - rule: no-server-metadata\n    object: { kind: ConfigMap, name: "map-*" }\n${scope}    reason: the reason number ${number}\n    owner: platform@acme.example\n    expires: "${expires}"\n`;
}

function release(number: number): string {
  const digit = String(number % 10);
  return `schema: slipway.release/v1\nversion: sha-${digit.repeat(7)}\nsource: { repository: "https://git.acme.example/app", commit: "${digit.repeat(40)}" }\nimages: { app: { name: ghcr.io/acme/app, digest: "sha256:${digit.repeat(64)}" } }\n`;
}

function mainSource(number: number): string {
  const from = (file: string) => JSON.stringify(join(ROOT, file));
  return `
import { ApiObject, JsonPatch } from 'cdk8s';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { run } from ${from('src/cli/index.ts')};
import { WAVE } from ${from('src/constructs/wave.ts')};
import { defineSystem } from ${from('src/render/system-definition.ts')};

function one(name: string) {
  return defineSystem({
    name,
    images: ['app'],
    overlay: z.strictObject({ count: z.int().default(1), text: z.string().default(''), level: z.string().default(''), size: z.int().default(0), flawed: z.boolean().default(false), archive: z.string().default('') }),
    build(system, { overlay: { count, text, level, size, flawed, archive }, target }) {
      const banner = size % 2 === 0 ? readFileSync(join(__dirname, 'banner.txt'), 'utf8') : '';
      for (let index = 0; index < count; index++) {
        const map = new ApiObject(system, 'map-' + index, {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: system.metadata({ name: 'map-' + index, wave: WAVE.foundation }),
          data: { text, level, banner, size: String(size), source: '${number}', colour: process.env['WORLD_COLOUR'] ?? '', domain: target.domain, image: system.image('app').reference ?? '' },
        });
        if (flawed) map.addJsonPatch(JsonPatch.add('/metadata/uid', 'b2f1'));
      }
      if (archive !== '') {
        new ApiObject(system, 'store', { apiVersion: 'barmancloud.cnpg.io/v1', kind: 'ObjectStore', metadata: system.metadata({ name: 'db', wave: WAVE.foundation }), spec: { configuration: { destinationPath: 's3://acme/' + archive, wal: { compression: 'gzip' } } } });
        new ApiObject(system, 'db', { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: system.metadata({ name: 'db', wave: WAVE.stores }), spec: { instances: 1, storage: { size: '1Gi' }, plugins: [{ name: 'barman-cloud.cloudnative-pg.io', enabled: true, isWALArchiver: true, parameters: { barmanObjectName: 'db' } }] } });
      }
    },
  });
}

export const app = run([${SYSTEMS.map((name) => `one(${JSON.stringify(name)})`).join(', ')}]);
`;
}

const TOLD = `
const { appendFileSync } = require('node:fs');
const RealDate = Date;
if (process.env.WORLD_DAY) {
  globalThis.Date = class Date extends RealDate {
    constructor(...given) {
      super(...(given.length === 0 ? [process.env.WORLD_DAY + 'T12:00:00Z'] : given));
    }
  };
}
const vm = require('node:vm');
const { Script } = vm;
vm.Script = class extends Script {
  constructor(source, options) {
    super(source, options);
    if (process.env.TOLD) appendFileSync(process.env.TOLD, require('node:path').basename(options.filename) + '\\n');
  }
};
`;

/** Makes the folder for what a process tells of itself. */
export function prepared(world: IncrementalWorld): IncrementalWorld {
  mkdirSync(world.project.path('.slipway'), { recursive: true });
  return world;
}
