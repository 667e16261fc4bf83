import { type Json } from '../../kernel/manifest.ts';
import { emitYaml } from '../../kernel/yaml-emitter.ts';
import { type Bundle, type BundledRelease } from '../bundle.ts';
import { type SchemaChange } from '../evidence/evidence.ts';
import { type Contract } from './contract.ts';

/** The format of `overlays/<system>/<environment>.release.yaml`. */
export const RELEASE_SCHEMA = 'slipway.release/v1';

/** What a release file holds. */
export interface ReleaseFile extends BundledRelease {
  /** Commit of this repository that defines how it is rendered, where it came by promotion or rollback. */
  readonly definition?: string | undefined;
  /** What it does to the database's schema, where that was said. */
  readonly schemaChange?: SchemaChange | undefined;
  /** By image, what its program requires of its environment. */
  readonly contracts?: Readonly<Record<string, Contract>> | undefined;
}

/** Path of a release file in this repository. */
export function releasePath(system: string, environment: string): string {
  return `overlays/${system}/${environment}.release.yaml`;
}

/**
 * A release file as text: the same bytes for the same release, text quoted where YAML would read
 * something else (`"1234567"`). The order is the one people read in.
 */
export function releaseFileText({ version, commit, repository, definition, schemaChange, images, contracts }: ReleaseFile): string {
  const parts: { readonly [key: string]: Json }[] = [
    { schema: RELEASE_SCHEMA },
    { version },
    { source: { repository, commit } },
    ...(definition === undefined ? [] : [{ definition }]),
    ...(schemaChange === undefined ? [] : [{ schemaChange: { kind: schemaChange.kind, ...(schemaChange.compatibleSince === undefined ? {} : { compatibleSince: schemaChange.compatibleSince }) } }]),
    { images: Object.fromEntries(Object.entries(images).map(([key, image]) => [key, imageOf(image, version)])) },
    ...(contracts === undefined || Object.keys(contracts).length === 0 ? [] : [{ contracts: contracts as unknown as Json }]),
  ];
  return `# Written by slipway release, promote and rollback.\n# yaml-language-server: $schema=../release.schema.json\n${parts.map((part) => emitYaml(part)).join('')}`;
}

function imageOf({ name, digest, version }: BundledRelease['images'][string], release: string): Json {
  return { name, digest, ...(version === undefined || version === release ? {} : { version }) };
}

/** The release of a bundle, as the file of an environment that it moves to holds it. */
export function releaseOf({ version, source, definition, images }: Bundle, rest: Pick<ReleaseFile, 'schemaChange' | 'contracts'> = {}): ReleaseFile {
  return { version, ...source, definition, images, ...rest };
}

/**
 * A release with images laid over what an earlier one brought: an image that was not built anew
 * keeps the version that built it, so that its pods stay as they are.
 *
 * @param before the release that is there; undefined for the first
 */
export function overlaidImages(version: string, given: Readonly<Record<string, { readonly name: string; readonly digest: string }>>, before: BundledRelease | undefined): ReleaseFile['images'] {
  const kept = Object.entries(before?.images ?? {}).map(([key, image]) => [key, { ...image, version: image.version ?? before!.version }] as const);
  const held = new Map(kept);
  const laid = Object.entries(given).map(([key, image]) => {
    const there = held.get(key);
    return [key, there !== undefined && there.name === image.name && there.digest === image.digest ? there : { ...image, version }] as const;
  });
  return Object.fromEntries([...held, ...laid].sort(([a], [b]) => (a < b ? -1 : 1)));
}
