import { type Problem, quoted } from '../kernel/problem.ts';
import { type EnvironmentName } from './environments.ts';
import { nearest } from '../kernel/nearest.ts';

/** An entry of a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
}

/** What an entry is, as node tells it. */
export function entryKind(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): FolderEntry['kind'] {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : entry.isSymbolicLink() ? 'link' : 'other';
}

/** The entries that mean something, as one text: the same text, the same files to read and the same problems with names. */
export function listingOf(entries: readonly FolderEntry[]): string {
  return entries
    .filter(({ name }) => !isAside(name))
    .map(({ name, kind }) => `${kind} ${name}\0`)
    .sort()
    .join('');
}

/** What a system's overlay folder holds. */
export interface OverlayFolder {
  readonly hasBase: boolean;
  /** Stages that have a file of their own. */
  readonly stages: ReadonlySet<string>;
  /** Environments that the system is deployed to. */
  readonly environments: readonly EnvironmentName[];
  /** Environments that have a release file. */
  readonly releases: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** Files that slipway writes itself, or that say nothing to it. */
const OTHER_FILES = ['overlay.schema.json', 'README.md'];

/**
 * What the files of `overlays/<system>/` are, by their names, and which of them are nothing: a
 * misnamed file would otherwise be passed over without a word.
 */
export function readFolder(folder: string, entries: readonly FolderEntry[], known: readonly EnvironmentName[]): OverlayFolder {
  const byName = new Map(known.map((environment) => [environment.name, environment]));
  const stages = new Set(known.map(({ stage }) => stage).filter((stage) => !byName.has(stage)));
  const files = new Set<string>();
  const problems: Problem[] = [];
  const environments: EnvironmentName[] = [];
  const releases = new Set<string>();
  const candidates = ['base.yaml', ...[...stages, ...byName.keys()].map((name) => `${name}.yaml`), ...[...byName.keys()].map((name) => `${name}.release.yaml`)];
  for (const { name, kind } of entries) {
    if (isAside(name) || OTHER_FILES.includes(name)) continue;
    const file = `${folder}/${name}`;
    const release = /^(.*)\.release\.yaml$/s.exec(name)?.[1];
    const stem = /^(.*)\.yaml$/s.exec(name)?.[1] ?? '';
    const isKnown = candidates.includes(name);
    if (kind !== 'file' && (isKnown || kind !== 'other')) problems.push(notAFile(file, kind));
    else if (!isKnown) problems.push(unknownFile(folder, name, { stages, known, entries }));
    else if (release !== undefined) releases.add(release);
    else if (byName.has(stem)) environments.push(byName.get(stem)!);
    else files.add(stem);
  }
  // A link or folder of the right name is a problem of its own, and no reason to miss the file.
  const deployed = new Set(entries.filter(({ name }) => name.endsWith('.yaml')).map(({ name }) => name.slice(0, -'.yaml'.length)));
  for (const name of releases) {
    if (!deployed.has(name)) problems.push({ file: `${folder}/${name}.release.yaml`, message: `is the release of no environment: ${name}.yaml is missing`, fix: `add ${folder}/${name}.yaml, or delete this file` });
  }
  for (const { name } of environments) {
    if (!entries.some((entry) => entry.name === `${name}.release.yaml`)) problems.push({ file: `${folder}/${name}.release.yaml`, message: 'the release file is missing', fix: `add ${folder}/${name}.release.yaml (slipway release writes it), or delete ${name}.yaml` });
  }
  const staged = new Set(environments.map(({ stage }) => stage));
  for (const stage of files) {
    if (stage !== 'base' && !staged.has(stage)) {
      const members = known.filter((environment) => environment.stage === stage).map(({ name }) => `${name}.yaml`);
      problems.push({ file: `${folder}/${stage}.yaml`, message: `is used by nothing: no environment of the stage ${quoted(stage)} has a file here`, fix: `add ${members.join(' or ')}, or delete this file` });
    }
  }
  return { hasBase: files.delete('base'), stages: files, environments, releases, problems };
}

/** What tools keep beside the files that people write: hidden files, and copies that editors and merges leave. */
export function isAside(name: string): boolean {
  return name.startsWith('.') || /(~|\.swp|\.orig)$/.test(name) || /^#.*#$/s.test(name);
}

/** What is wrong with the entries of `overlays/` itself; folders of registered systems and our own files are in order. */
export function folderProblems(entries: readonly FolderEntry[], systems: readonly string[]): Problem[] {
  const files = ['environments.yaml', 'deletions.yaml', 'waivers.yaml', 'environments.schema.json', 'release.schema.json', 'waivers.schema.json', 'README.md'];
  return entries.flatMap(({ name, kind }): Problem[] => {
    const file = `overlays/${name}`;
    if (isAside(name)) return [];
    if (kind === 'link' || kind === 'other') return [notAFile(file, kind)];
    if (kind === 'file') {
      if (files.includes(name)) return [];
      const meant = meantFile(name, (stem) => nearest(stem, files.map((known) => partsOf(known).stem)), files);
      return [{ file, message: `is a file that slipway does not know${didYouMean(meant)}`, allowed: files.join(', '), fix: wayOut(meant, entries, 'delete or move the file') }];
    }
    if (files.includes(name)) return [notAFile(file, kind)];
    if (systems.includes(name)) return [];
    const near = nearest(name, systems);
    return [
      {
        file,
        message: `is the overlay folder of no system${near === undefined ? '' : `, did you mean ${quoted(near)}?`}`,
        allowed: systems.length === 0 ? 'no system is registered' : [...systems].sort().join(', '),
        fix: near === undefined ? `register a system called ${name}, or delete the folder` : entries.some((entry) => entry.name === near) ? `move its files to overlays/${near}, or delete the folder` : `rename it to ${near}`,
      },
    ];
  });
}

function notAFile(file: string, kind: FolderEntry['kind']): Problem {
  const what = { link: 'is a symbolic link, not a file', directory: 'is a folder, not a file', other: 'is neither a file nor a folder, but a pipe, a socket or a device', file: '' }[kind];
  return { file, message: what, allowed: 'plain files and folders, so that what is reviewed is what is read', fix: kind === 'link' ? 'put a copy of the file in its place' : 'delete or move it' };
}

interface Surroundings {
  readonly stages: ReadonlySet<string>;
  readonly known: readonly EnvironmentName[];
  readonly entries: readonly FolderEntry[];
}

function unknownFile(folder: string, name: string, { stages, known, entries }: Surroundings): Problem {
  const environments = known.map((environment) => environment.name);
  const files = ['base.yaml', ...[...stages, ...environments].map((stem) => `${stem}.yaml`), ...environments.map((stem) => `${stem}.release.yaml`)];
  const meant = meantFile(name, (stem, isRelease) => nearest(stem, isRelease ? environments : ['base', ...stages, ...environments]), files);
  return {
    file: `${folder}/${name}`,
    message: `belongs to no environment${didYouMean(meant)}`,
    allowed: `base.yaml, and <name>.yaml and <name>.release.yaml of ${environments.join(', ')}`,
    fix: wayOut(meant, entries, 'name its environment in overlays/environments.yaml, or delete or move the file'),
  };
}

/** A file's name before its first dot, which no environment's name holds, and what its endings say. */
function partsOf(name: string): { readonly stem: string; readonly isRelease: boolean; readonly isYaml: boolean } {
  const [stem = '', ...endings] = name.split('.');
  const isRelease = endings.length > 0 && nearest(endings[0]!, ['release']) !== undefined;
  const [last, ...more] = isRelease ? endings.slice(1) : endings;
  return { stem, isRelease, isYaml: more.length === 0 && (last === undefined || nearest(last, ['yaml', 'yml', 'json']) !== undefined) };
}

/** The file that a misnamed one most likely is: endings that all files share would make any two names alike. */
function meantFile(name: string, stemOf: (stem: string, isRelease: boolean) => string | undefined, files: readonly string[]): string | undefined {
  const { stem, isRelease, isYaml } = partsOf(name);
  const near = isYaml ? stemOf(stem, isRelease) : undefined;
  if (near === undefined) return undefined;
  return files.find((file) => partsOf(file).stem === near && partsOf(file).isRelease === isRelease);
}

function didYouMean(meant: string | undefined): string {
  return meant === undefined ? '' : `, did you mean ${quoted(meant)}?`;
}

/** Whoever renames a file to one that is there loses that one. */
function wayOut(meant: string | undefined, entries: readonly FolderEntry[], otherwise: string): string {
  if (meant === undefined) return otherwise;
  return entries.some(({ name }) => name === meant) ? `delete it, or move what it says to ${meant}, which is there already` : `rename it to ${meant}`;
}
