import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** What moves from environment to environment: a release, and the commit that defines how it is rendered. */
export interface Bundle {
  readonly system: string;
  /** Commit of this repository whose constructs and `base.yaml` render it, 40 hex digits. */
  readonly definition: string;
  /** The release's label for people. */
  readonly version: string;
  /** What the images were built from. */
  readonly source: { readonly repository: string; readonly commit: string };
  readonly images: Readonly<Record<string, BundleImage>>;
}

/** One image of a bundle. */
export interface BundleImage {
  /** Repository without tag or digest. */
  readonly name: string;
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
  /** The version that labels its pods: its own where an earlier release built it, else the release's. */
  readonly version: string;
}

/** A release as a release file holds it. */
export interface BundledRelease {
  readonly version: string;
  /** Commit of the system's source. */
  readonly commit: string;
  /** Address of the system's source. */
  readonly repository: string;
  readonly images: Readonly<Record<string, { readonly name: string; readonly digest: string; readonly version?: string | undefined }>>;
}

/** The bundle of a release and a definition. */
export function bundleOf(system: string, definition: string, { version, commit, repository, images }: BundledRelease): Bundle {
  const held = Object.entries(images).map(([key, image]): [string, BundleImage] => [key, { name: image.name, digest: image.digest, version: image.version ?? version }]);
  return { system, definition, version, source: { repository, commit }, images: Object.fromEntries(held) };
}

/** Sixty-four hex digits over exactly what a bundle is; two bundles are the same when these are. */
export function bundleId({ system, definition, version, source, images }: Bundle): string {
  const held = Object.entries(images).map(([key, { name, digest, version: own }]): [string, BundleImage] => [key, { name, digest, version: own }]);
  const parts: Bundle = { system, definition, version, source: { repository: source.repository, commit: source.commit }, images: Object.fromEntries(held) };
  return createHash('sha256').update(canonicalJson(parts)).digest('hex');
}
