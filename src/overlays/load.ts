import { type Stats, closeSync, constants, fstatSync, lstatSync, openSync, readSync, readdirSync } from 'node:fs';
import { type z } from 'zod';
import { type Path } from '../kernel/path.ts';
import { type Problem, UserError, quoted, sortProblems } from '../kernel/problem.ts';
import { type Attesters } from './attesters.ts';
import { valueAt } from './data.ts';
import { type Environment, targetOf } from './environment.ts';
import { type EnvironmentName, type Environments, environmentsFileSchema, parseEnvironments } from './environments.ts';
import { isDnsLabel } from './field-name.ts';
import { type ArgocdSettings, type Gitops } from './gitops.ts';
import { type Layer, type Source, merge, sourceOf } from './merge.ts';
import { openFile, takeHeader } from './overlay-file.ts';
import { type FolderEntry, entryKind, folderProblems, readFolder } from './overlay-folder.ts';
import { type OverlayRule, applyRules } from './overlay-rule.ts';
import { parseMerged } from './parse.ts';
import { type Preview, previewOf } from './preview.ts';
import { type OverlayRelease, parseRelease, releaseSchema } from './release.ts';
import { type Selection, takes, takesPair, unknownNames } from './selection.ts';
import { type TargetFacts } from './target-facts.ts';
import { parseWaivers, type Waiver } from './waivers.ts';

/** A system as its overlays see it. */
export interface OverlaySystem {
  /** A DNS label; its overlays lie in `overlays/<name>/`. */
  readonly name: string;
  /** The images that every release of it holds. */
  readonly images: readonly string[];
  /** What its overlays may say, merged. */
  readonly overlay: z.ZodType;
  /** @default none */
  readonly rules?: readonly OverlayRule<never>[];
}

/** What to load. */
export interface LoadOptions {
  /** The folder that holds `overlays/`. */
  readonly root: string;
  readonly systems: readonly OverlaySystem[];
  readonly only?: Selection;
  /** Whether waivers hold only until their last day; what a former commit is rendered to must not depend on the day. @default true */
  readonly waiversEnd?: boolean;
  /** Is told of everything that is read, for whoever wants to know next time whether it changed. */
  readonly witness?: LoadWitness;
}

/** What is told of the reading of overlays. */
export interface LoadWitness {
  /** Does the reading of a file or folder, for whoever must tell it from what the systems' schemas read. @default it is just done */
  reading?<Result>(read: () => Result): Result;
  /** @param stat taken before the bytes were read */
  onRead(file: string, bytes: Uint8Array, stat: Stats): void;
  /** @param stat taken before the entries were listed */
  onList(folder: string, entries: readonly FolderEntry[], stat: Stats): void;
}

/** One system in one environment: everything that it is rendered from. */
export interface OverlayPair {
  readonly system: string;
  /** The environment's name. */
  readonly environment: string;
  readonly target: TargetFacts;
  /** The values, merged and parsed by the system's schema. */
  readonly values: unknown;
  /** The release as its file has it. */
  readonly release: OverlayRelease;
  /** What it is rendered with where that came by promotion or rollback from a time when the system ran other images. */
  readonly preview?: Preview;
  /** Findings that may stay for now. @default none */
  readonly waivers?: readonly Waiver[];
  /** The files that it was read from, environments.yaml and waivers.yaml aside. */
  readonly files: readonly string[];
  /** Where the value (or key) at a path of the values was written; undefined for a default. */
  sourceOf(path: Path, part?: 'key' | 'value'): Source | undefined;
  /** What the files say at a path of the values, the one that wins first; as it is written, before it is parsed. */
  saidAt(path: Path): readonly unknown[];
  /** Where the value at a path of the release's file stands. */
  releaseSourceOf(path: Path): Source;
}

/** Everything under `overlays/`. */
export interface LoadedOverlays {
  /** By name, in code units; all of them, whatever is selected. */
  readonly environments: readonly Environment[];
  /** The repository that Argo CD pulls from, where there is one. */
  readonly gitops?: Gitops;
  readonly argocd: ArgocdSettings;
  /** Who may attest what, where, by name. */
  readonly attesters: Attesters;
  /** By environment, then system, in code units. */
  readonly pairs: readonly OverlayPair[];
}

/**
 * Loads the environments and the overlays of every pair of system and environment that has a file.
 * Each file is read once. Links are not followed, so that nothing outside of the folder is read.
 *
 * @throws UserError with the problems of all files at once
 */
export function loadOverlays({ root, systems, only = {}, waiversEnd = true, witness }: LoadOptions): LoadedOverlays {
  const problems: Problem[] = [];
  const note = (found: readonly Problem[]): void => void problems.push(...found);
  const names = systems.map(({ name }) => name);
  note(names.filter((name) => !isDnsLabel(name)).map((name) => ({ message: `the system name ${quoted(name)} is not a DNS label`, allowed: 'up to 63 of a-z, 0-9 and "-"' })));

  const entries = list(root, 'overlays', note, witness);
  note(folderProblems(entries, names));
  const isPlain = entries.every(({ name, kind }) => name !== 'environments.yaml' || kind === 'file');
  const file = isPlain ? open(root, 'overlays/environments.yaml', environmentsFileSchema, note, witness) : undefined;
  const facts: Environments = file === undefined ? { environments: [], names: [], problems: [] } : parseEnvironments(file, names);
  note(facts.problems);
  note(unknownNames('system', only.systems, names));
  if (file !== undefined) note(unknownNames('environment', only.environments, facts.names.map(({ name }) => name)));

  const deployed = entries.filter(({ name, kind }) => kind === 'directory' && names.includes(name)).map(({ name }) => name);
  if (file !== undefined && facts.names.length === 0 && deployed.length > 0 && facts.problems.length === 0) note([{ file: file.file, ...file.positionOf(['environments'], 'key'), path: 'environments', message: `no environment is named, and overlays/${deployed[0]} is for some`, fix: 'environments: { dev: { cluster: { name: dev } } }' }]);
  const byName = new Map(facts.environments.map((environment) => [environment.name, environment]));
  const folders = new Set(entries.filter(({ kind }) => kind === 'directory').map(({ name }) => name));
  const pairs = systems
    .filter(({ name }) => folders.has(name) && takes(only.systems, name))
    .flatMap((system) => loadSystem({ root, system, only, note, witness, known: file === undefined || facts.names.length === 0 ? undefined : facts.names, byName }));
  const waivers = entries.some(({ name }) => name === 'waivers.yaml') ? loadWaivers(root, waiversEnd, note, witness) : [];
  if (problems.length === 0) note(missingPairs(only, pairs));
  if (problems.length > 0) throw new UserError(sortProblems(unique(problems)));
  // What is absent here was a problem above.
  const { gitops, argocd = { namespace: 'argocd', kinds: [], kindsOf: {} }, attesters = {} } = facts;
  return { environments: facts.environments, ...(gitops === undefined ? {} : { gitops }), argocd, attesters, pairs: (waivers.length === 0 ? pairs : pairs.map((pair) => ({ ...pair, waivers }))).sort((a, b) => compare(a.environment, b.environment) || compare(a.system, b.system)) };
}

interface SystemLoad {
  readonly root: string;
  readonly system: OverlaySystem;
  readonly only: Selection;
  readonly note: (problems: readonly Problem[]) => void;
  readonly witness: LoadWitness | undefined;
  /** The environments by name; undefined where environments.yaml cannot be read. */
  readonly known: readonly EnvironmentName[] | undefined;
  readonly byName: ReadonlyMap<string, Environment>;
}

function loadSystem({ root, system, only, note, witness, known, byName }: SystemLoad): OverlayPair[] {
  const folder = `overlays/${system.name}`;
  const entries = list(root, folder, note, witness);
  const layerOf = (name: string): Layer | undefined => {
    const layer = open(root, `${folder}/${name}`, system.overlay, note, witness);
    if (layer === undefined) return undefined;
    const headed = takeHeader(layer);
    note(headed.problems);
    return headed.layer;
  };
  if (known === undefined) {
    // Which file is whose is unknown; what each says by itself is not.
    for (const { name, kind } of entries) {
      if (kind !== 'file' || !name.endsWith('.yaml')) continue;
      if (name.endsWith('.release.yaml')) open(root, `${folder}/${name}`, releaseSchema, note, witness);
      else layerOf(name);
    }
    return [];
  }
  const { hasBase, stages, environments, releases, problems } = readFolder(folder, entries, known);
  note(problems);
  const taken = environments.filter(({ name }) => takesPair(only, name, system.name));
  if (only.pair !== undefined && taken.length === 0) return [];
  const base = hasBase ? layerOf('base.yaml') : undefined;
  // Environments mostly hold the very same release, which is then parsed once.
  const good: GoodRelease[] = [];
  const stageLayers = new Map([...stages].filter((stage) => taken.some((environment) => environment.stage === stage)).map((stage) => [stage, layerOf(`${stage}.yaml`)]));
  return taken.flatMap(({ name, stage }): OverlayPair[] => {
    const own = layerOf(`${name}.yaml`);
    const environment = byName.get(name);
    const file = `${folder}/${name}.release.yaml`;
    const opened = releases.has(name) ? loadRelease({ root, system, note, witness }, file, environment, good) : undefined;
    // A layer that cannot be read would leave holes, and a hole is no mistake of the others.
    if (own === undefined || (hasBase && base === undefined) || (stageLayers.has(stage) && stageLayers.get(stage) === undefined)) return [];
    const layers = [base, stageLayers.get(stage), own].filter((layer) => layer !== undefined);
    const merged = merge(layers);
    const parsed = parseMerged(system.overlay, merged);
    if (parsed.outcome === 'refused') note(parsed.problems);
    else if (environment !== undefined) note(applyRules((system.rules ?? []) as readonly OverlayRule<unknown>[], parsed.values, targetOf(environment, system.name), merged));
    if (parsed.outcome === 'refused' || environment === undefined || opened === undefined) return [];
    const { release, positionOf } = opened;
    const preview = previewOf(release, { system: system.name, images: system.images, registry: environment.registry });
    return [
      {
        system: system.name,
        environment: name,
        target: targetOf(environment, system.name),
        values: parsed.values,
        release,
        ...(preview === undefined ? {} : { preview }),
        files: [...layers.map((layer) => layer.file), file],
        sourceOf: (path, part) => sourceOf(merged, path, part),
        saidAt: (path) => layers.map(({ value }) => valueAt(value, path)).filter((value) => value !== undefined && value !== null).reverse(),
        releaseSourceOf: (path) => ({ file, ...positionOf(path, 'value') }),
      },
    ];
  });
}

/** A release file that nothing was wrong with. */
interface GoodRelease {
  readonly bytes: Buffer;
  /** The registry that its images lie in. */
  readonly registry: string | undefined;
  readonly isPromoted: boolean;
  readonly opened: OpenedRelease;
}

/** A release, and where it says what. */
interface OpenedRelease extends Pick<Layer, 'positionOf'> {
  readonly release: OverlayRelease;
}

function loadRelease({ root, system, note, witness }: Pick<SystemLoad, 'root' | 'system' | 'note' | 'witness'>, file: string, environment: Environment | undefined, good: GoodRelease[]): OpenedRelease | undefined {
  const bytes = read(root, file, note, witness);
  if (bytes === undefined) return undefined;
  const registry = environment?.registry;
  const isPromoted = environment?.promotion.from !== undefined;
  const same = good.find((one) => one.registry === registry && one.isPromoted === isPromoted && one.bytes.equals(bytes));
  if (same !== undefined) return same.opened;
  const { layer, problems } = openFile(bytes, file, releaseSchema);
  note(problems);
  if (layer === undefined) return undefined;
  const parsed = parseRelease(layer, { system: system.name, images: system.images, registry, environment: environment?.name, isPromoted });
  if (parsed.outcome === 'parsed') {
    const opened = { release: parsed.values, positionOf: layer.positionOf };
    if (problems.length === 0) good.push({ bytes, registry, isPromoted, opened });
    return opened;
  }
  note(parsed.problems);
  return undefined;
}

/** Which rules there are is for those to say who know them all. */
function loadWaivers(root: string, end: boolean, note: SystemLoad['note'], witness: LoadWitness | undefined): readonly Waiver[] {
  const bytes = read(root, 'overlays/waivers.yaml', note, witness);
  if (bytes === undefined) return [];
  const today = end ? new Date().toISOString().slice(0, 10) : '';
  try {
    return parseWaivers(bytes, 'overlays/waivers.yaml').filter(({ expires }) => expires >= today);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    note(error.problems);
    return [];
  }
}

/** Who asks for a pair by name wants it, not silence. */
function missingPairs(only: Selection, pairs: readonly OverlayPair[]): Problem[] {
  const { environments = [], systems = [] } = only;
  return systems.flatMap((system) =>
    environments
      .filter((environment) => takesPair(only, environment, system) && !pairs.some((pair) => pair.system === system && pair.environment === environment))
      .map((environment) => ({ file: `overlays/${system}/${environment}.yaml`, message: `${system} is not deployed to ${environment}: this file is missing`, fix: `add overlays/${system}/${environment}.yaml` })),
  );
}

function list(root: string, folder: string, note: SystemLoad['note'], witness: LoadWitness | undefined): FolderEntry[] {
  const listing = (): FolderEntry[] => listNow(root, folder, note, witness);
  return witness?.reading === undefined ? listing() : witness.reading(listing);
}

function listNow(root: string, folder: string, note: SystemLoad['note'], witness: LoadWitness | undefined): FolderEntry[] {
  try {
    const stat = lstatSync(`${root}/${folder}`);
    if (stat.isSymbolicLink()) {
      note([{ file: folder, message: 'is a symbolic link, not a folder', fix: 'put the folder itself in its place' }]);
      return [];
    }
    const entries = folderEntries(`${root}/${folder}`);
    witness?.onList(folder, entries, stat);
    return entries;
  } catch (error) {
    note([{ file: folder, ...ioProblem(error, 'folder') }]);
    return [];
  }
}

/** The entries of a folder, by name in code units. */
function folderEntries(path: string): FolderEntry[] {
  return readdirSync(path, { withFileTypes: true })
    .map((entry): FolderEntry => ({ name: entry.name, kind: entryKind(entry) }))
    .sort((a, b) => compare(a.name, b.name));
}

function open(root: string, file: string, schema: z.ZodType, note: SystemLoad['note'], witness: LoadWitness | undefined): Layer | undefined {
  const bytes = read(root, file, note, witness);
  if (bytes === undefined) return undefined;
  const { layer, problems } = openFile(bytes, file, schema);
  note(problems);
  return layer;
}

/** More than any overlay has; one byte beyond what the YAML reader takes, so that it is the one to refuse. */
const MOST_BYTES = 1_048_577;

/** Not following links and not waiting: the file may have been exchanged for a link or a pipe since it was listed. */
const PLAINLY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

function read(root: string, file: string, note: SystemLoad['note'], witness: LoadWitness | undefined): Buffer | undefined {
  const reading = (): Buffer | undefined => readNow(root, file, note, witness);
  return witness?.reading === undefined ? reading() : witness.reading(reading);
}

function readNow(root: string, file: string, note: SystemLoad['note'], witness: LoadWitness | undefined): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(`${root}/${file}`, PLAINLY);
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) {
      note([{ file, message: 'is not a file', fix: 'delete or move it' }]);
      return undefined;
    }
    const bytes = Buffer.allocUnsafe(Math.min(stat.size, MOST_BYTES));
    let length = 0;
    while (length < bytes.length) {
      const count = readSync(descriptor, bytes, length, bytes.length - length, null);
      if (count === 0) break;
      length += count;
    }
    const whole = length === bytes.length ? bytes : bytes.subarray(0, length);
    witness?.onRead(file, whole, stat);
    return whole;
  } catch (error) {
    note([{ file, ...ioProblem(error, 'file') }]);
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function ioProblem(error: unknown, what: 'file' | 'folder'): Pick<Problem, 'message' | 'fix'> {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return { message: `the ${what} is missing`, fix: `add it, or run slipway in the folder that holds overlays/` };
  if (code === 'EACCES' || code === 'EPERM') return { message: `the ${what} may not be read`, fix: `chmod u+r it` };
  if (code === 'ELOOP') return { message: 'is a symbolic link, not a file', fix: 'put a copy of the file in its place' };
  if (code === 'ENOTDIR') return { message: 'is not a folder', fix: 'delete or move it' };
  if (code === undefined) throw error;
  return { message: `the ${what} cannot be read (${code})` };
}

/** What is wrong with base.yaml is wrong in every environment, and said once. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
