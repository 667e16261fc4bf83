import { readFileSync } from 'node:fs';
import { openGit } from '../../delivery/git/git.ts';
import { publicAddress } from '../../delivery/git/source-repository.ts';
import { type Contract, parseContract } from '../../delivery/release/contract.ts';
import { type ImageArgument, imageArguments } from '../../delivery/release/image-argument.ts';
import { overlaidImages, type ReleaseFile } from '../../delivery/release/release-file.ts';
import { type RegistryLogin, resolveTag } from '../../delivery/release/resolve-tag.ts';
import { schemaChangeOf } from '../../delivery/release/schema-change.ts';
import { type Problem, quoted, UserError } from '../../kernel/problem.ts';
import { type OverlayRelease } from '../../overlays/release.ts';

/** What a release is told on the command line. */
export interface NewReleaseOptions {
  readonly version?: string;
  readonly image?: readonly string[];
  readonly commit?: string;
  readonly repository?: string;
  readonly source?: string;
  readonly schema?: string;
  readonly compatibleSince?: string;
  readonly contract?: readonly string[];
}

/** What a release brings, before it is laid over the one that is there. */
export interface NewRelease {
  readonly version: string;
  readonly commit: string | undefined;
  readonly repository: string | undefined;
  readonly images: Readonly<Record<string, { readonly name: string; readonly digest: string }>>;
  readonly schemaChange: ReleaseFile['schemaChange'];
  /** Undefined contract: the program requires nothing any more. */
  readonly contracts: ReadonlyMap<string, Contract | undefined>;
}

/**
 * Reads what is released: tags are resolved to digests, contracts are read, and what the system's
 * own repository knows is asked there.
 *
 * @throws UserError with what is missing or wrong
 */
export async function readNewRelease(options: NewReleaseOptions, env: Readonly<Record<string, string | undefined>>, progress: (text: string) => void): Promise<NewRelease> {
  const { source } = options;
  const images = imageArguments(options.image ?? []);
  if (images.length === 0) throw new UserError({ message: 'no image is named, so there is nothing to release', fix: '--image app=ghcr.io/acme/shop-app@sha256:<64 hex digits>' });
  const schemaChange = schemaChangeOf(options.schema, options.compatibleSince);
  const contracts = readContracts(options.contract ?? [], images);
  const commit = options.commit ?? (source === undefined ? undefined : await commitOf(source, options.version));
  if (commit !== undefined && !/^[0-9a-f]{40}$/.test(commit)) throw new UserError({ message: `--commit ${quoted(commit)} is no whole name of a commit`, allowed: '40 hex digits in lower case', fix: '--commit "$(git rev-parse HEAD)"' });
  const version = options.version ?? (commit === undefined ? undefined : `sha-${commit.slice(0, 7)}`);
  if (version !== undefined && !/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(version)) throw new UserError({ message: `--version ${quoted(version)} is no version`, allowed: 'up to 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends', fix: `--version ${commit === undefined ? 'v1.10.0' : `sha-${commit.slice(0, 7)}`}` });
  if (version === undefined) throw new UserError({ message: 'the release has neither a version nor a commit', fix: '--version sha-<commit>' });
  const held: [string, { name: string; digest: string }][] = [];
  for (const image of images) held.push([image.key, { name: image.name, digest: await digestOf(image, env, progress) }]);
  return { version, commit, repository: options.repository ?? (source === undefined ? undefined : await addressOf(source)), images: Object.fromEntries(held), schemaChange, contracts };
}

/**
 * The release as an environment gets it: laid over the one that is there. An image that was not
 * handed over stays, with the version that built it.
 *
 * @throws UserError when nobody says what it was built from
 */
export function releaseOver(before: OverlayRelease | undefined, { version, commit, repository, images, schemaChange, contracts }: NewRelease): ReleaseFile {
  const [builtFrom, where] = [commit ?? (before?.version === version ? before.commit : undefined), repository ?? before?.repository];
  const problems: Problem[] = [];
  if (builtFrom === undefined) problems.push({ message: 'it is not said which commit the images were built from', fix: '--commit <40 hex digits>   (or --source <clone of the system\'s repository>)' });
  if (where === undefined) problems.push({ message: "it is not said where the system's own repository is", fix: '--repository https://git.acme.example/shop' });
  if (problems.length > 0) throw new UserError(problems);
  const laid = overlaidImages(version, images, before);
  const kept = Object.entries(before?.contracts ?? {}).filter(([key]) => !contracts.has(key));
  const held = [...kept, ...[...contracts].flatMap(([key, contract]) => (contract === undefined ? [] : [[key, contract] as const]))].sort(([a], [b]) => (a < b ? -1 : 1));
  // Handed over again, a release still is what it was.
  const change = schemaChange ?? (before?.version === version && before.commit === builtFrom ? before.schemaChange : undefined);
  return { version, commit: builtFrom!, repository: where!, images: laid, ...(change === undefined ? {} : { schemaChange: change }), ...(held.length === 0 ? {} : { contracts: Object.fromEntries(held) }) };
}

async function digestOf(image: ImageArgument, env: Readonly<Record<string, string | undefined>>, progress: (text: string) => void): Promise<string> {
  if ('digest' in image) return image.digest;
  progress(`asking for ${image.name}:${image.tag}`);
  return resolveTag(image.name, image.tag, { login: (registry) => loginOf(registry, env) });
}

/** A login is for one registry alone: no other gets to see it. */
function loginOf(registry: string, env: Readonly<Record<string, string | undefined>>): RegistryLogin | undefined {
  const { SLIPWAY_REGISTRY: host, SLIPWAY_REGISTRY_USER: user, SLIPWAY_REGISTRY_PASSWORD: password } = env;
  return host === registry && user !== undefined && password !== undefined ? { user, password } : undefined;
}

function readContracts(given: readonly string[], images: readonly ImageArgument[]): Map<string, Contract | undefined> {
  const contracts = new Map<string, Contract | undefined>();
  for (const text of given) {
    const equals = text.indexOf('=');
    const key = text.slice(0, Math.max(equals, 0));
    const file = text.slice(equals + 1);
    if (!images.some((image) => image.key === key)) throw new UserError({ message: `--contract ${quoted(text)} is for no image of this release`, allowed: images.map((image) => `${image.key}=<file>`).join(', '), fix: `--contract ${images[0]?.key ?? 'app'}=env.schema.json` });
    contracts.set(key, file === '' ? undefined : parseContract(readText(file), file));
  }
  return contracts;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError({ file, message: `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`, fix: '--contract app=env.schema.json' }, { cause: error });
  }
}

async function commitOf(source: string, version: string | undefined): Promise<string | undefined> {
  const git = openGit({ folder: source });
  for (const name of [...(version === undefined ? [] : [`refs/tags/${version}^{commit}`]), 'HEAD^{commit}']) {
    const answer = await git.call({ options: ['rev-parse', '--verify', '--quiet'], operands: [name] });
    const id = answer.stdout.toString('latin1').trim().split('\n').at(-1) ?? '';
    if (answer.status === 0 && /^[0-9a-f]{40}$/.test(id)) return id;
  }
  return undefined;
}

async function addressOf(source: string): Promise<string | undefined> {
  const answer = await openGit({ folder: source }).call({ options: ['config', '--get', 'remote.origin.url'] });
  return answer.status === 0 ? publicAddress(answer.stdout.toString('utf8').trim()) : undefined;
}
