import { z } from 'zod';
import { type Problem, quoted } from '../kernel/problem.ts';
import { wholeNumber } from './field-choice.ts';
import { field, refuse, textField, withExample } from './field.ts';
import { imageDigest, imageName, isInRegistry } from './field-image.ts';
import { dnsLabel } from './field-name.ts';
import { httpsUrl } from './field-network.ts';
import { locate } from './locate.ts';
import { type Layer, merge } from './merge.ts';
import { nearest } from '../kernel/nearest.ts';
import { type Parsed, parseMerged } from './parse.ts';

/** The format of `<environment>.release.yaml`. */
export const RELEASE_SCHEMA = 'slipway.release/v1';

/** A version: it is a tag and a label's value, and never decides anything. */
const version = textField({
  what: 'a version',
  allowed: 'up to 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends; such as sha-4f1c9d2 or v1.10.0',
  example: 'v1.0.0',
  pattern: /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/,
});

const commit = field<string>({
  what: 'a commit',
  allowed: '40 hex digits in lower case',
  example: '"<40 hex digits>"',
  json: { type: 'string', pattern: '^[0-9a-f]{40}$' },
  parse: (value) => {
    // A commit of digits alone is read as a number, and has lost most of them by then.
    if (typeof value === 'number') return refuse({ because: 'a number must be quoted to stay text' });
    if (typeof value !== 'string') return refuse();
    if (/^[0-9a-f]{40}$/.test(value)) return value;
    return refuse({ because: /^[0-9a-f]{7,39}$/i.test(value) ? 'it is abbreviated' : 'it is no object name' });
  },
});

const image = z.strictObject({
  name: imageName.describe('Registry and path, without tag or digest.'),
  digest: imageDigest.describe('What runs: the digest decides, nothing else.'),
  version: version.exactOptional().describe("The image's own version, where an earlier release built it."),
});

const schemaChange = z.strictObject({
  kind: z.enum(['expand', 'contract']).describe('expand: programs before it go on working; contract: they do not.'),
  compatibleSince: version.exactOptional().describe('The oldest version whose program runs on the new schema.'),
});

const requiredVariable = z.strictObject({
  required: z.boolean().exactOptional().describe('Whether it must be there.'),
  secret: z.boolean().exactOptional().describe('Whether it may come from a Secret alone.'),
  oneOf: z.array(z.string()).exactOptional().describe('The texts it may have.'),
  pattern: z.string().exactOptional().describe('A regular expression that is found in it.'),
  minLength: wholeNumber(0, 1_000_000, 1).exactOptional().describe('Fewest characters.'),
  maxLength: wholeNumber(0, 1_000_000, 100).exactOptional().describe('Most characters.'),
  minimum: z.number().exactOptional().describe('Least number, where it is read as one.'),
  maximum: z.number().exactOptional().describe('Greatest number, where it is read as one.'),
  type: z.enum(['integer', 'number', 'boolean']).exactOptional().describe('What its text is read as.'),
  format: z.enum(['uri']).exactOptional().describe('The form it has.'),
});

/** What a release file holds. */
export const releaseSchema = z.strictObject({
  schema: z.literal(RELEASE_SCHEMA).describe('Format of this file.'),
  version: version.describe('A label for people: sha-<commit>, vX.Y.Z or <branch>-<sha>.'),
  source: z
    .strictObject({
      repository: withExample(httpsUrl, 'https://git.acme.example/shop').describe("The system's own repository."),
      commit: commit.describe('Commit that the images were built from.'),
    })
    .describe('What the images were built from.'),
  definition: commit.exactOptional().describe('Commit of this repository that defines how the release is rendered, where it came by promotion.'),
  schemaChange: schemaChange.exactOptional().describe("What it does to the database's schema."),
  images: z.record(dnsLabel, image).describe('The images by name: exactly those that the system runs.'),
  contracts: z.record(dnsLabel, z.record(z.string(), requiredVariable)).exactOptional().describe('By image, what its program requires of its environment.'),
});

/** A release as code reads it. */
export interface OverlayRelease {
  readonly version: string;
  /** Commit of the system's source, 40 hex digits. */
  readonly commit: string;
  /** Address of the system's source. */
  readonly repository: string;
  /** Commit of this repository that defines how the release is rendered; absent: the working tree. */
  readonly definition?: string;
  readonly images: Readonly<Record<string, z.output<typeof image>>>;
  /** What it does to the database's schema, where that was said. */
  readonly schemaChange?: z.output<typeof schemaChange>;
  /** By image, what its program requires of its environment. */
  readonly contracts?: Readonly<Record<string, Readonly<Record<string, z.output<typeof requiredVariable>>>>>;
}

/** What a release must fit. */
export interface ReleaseExpectation {
  readonly system: string;
  /** The images that the system runs. */
  readonly images: readonly string[];
  /** Registry that every image must lie in, where the environment has one. */
  readonly registry?: string | undefined;
  /** Name of the environment that it is for. */
  readonly environment?: string | undefined;
  /** Whether releases come there by promotion alone. @default false */
  readonly isPromoted?: boolean;
}

/**
 * The release of a file. It must hold exactly the images of its system, unless it came by promotion
 * or rollback: then it is what its definition runs, not what the system runs today.
 */
export function parseRelease(file: Layer, { system, images, registry, environment, isPromoted = false }: ReleaseExpectation): Parsed<OverlayRelease> {
  const merged = merge([file]);
  const parsed = parseMerged(releaseSchema, merged);
  if (parsed.outcome === 'refused') return parsed;
  const { source, definition, version: label, images: held, schemaChange: change, contracts } = parsed.values;
  const problems: Problem[] = [];
  const names = Object.keys(held);
  const isFormer = definition !== undefined;
  for (const name of isFormer || isPromoted ? [] : images.filter((wanted) => !names.includes(wanted))) {
    const reference = `${registry ?? 'ghcr.io/acme'}/${system}-${name}`;
    problems.push({
      ...locate(merged, ['images', name], 'key'),
      message: `the release lacks the image ${quoted(name)} of ${system}`,
      allowed: `exactly ${[...images].sort().join(', ')}`,
      fix: `${name}: { name: ${reference}, digest: "sha256:<64 hex digits>" }   (where main runs it already: npx slipway release ${system} --env ${environment ?? '<environment>'} --version <version> --commit <commit> --image ${name}=${reference}@sha256:<64 hex digits>)`,
    });
  }
  for (const name of names) {
    if (!images.includes(name) && !isFormer) {
      const near = nearest(name, images.filter((wanted) => !names.includes(wanted)));
      problems.push({
        ...locate(merged, ['images', name], 'key'),
        message: `${system} runs no image ${quoted(name)}${near === undefined ? '' : `, did you mean ${quoted(near)}?`}`,
        allowed: `exactly ${[...images].sort().join(', ')}`,
        fix: near === undefined ? 'delete the image' : `${near}:`,
      });
    }
    const { name: reference } = held[name]!;
    if (registry !== undefined && !isInRegistry(reference, registry)) {
      problems.push({
        ...locate(merged, ['images', name, 'name']),
        message: `${quoted(reference)} lies outside the registry of the environment`,
        allowed: `names that start with ${registry}/`,
        fix: `name: ${registry}/${reference.slice(reference.lastIndexOf('/') + 1)}`,
      });
    }
  }
  if (problems.length > 0) return { outcome: 'refused', problems };
  return { outcome: 'parsed', values: { version: label, ...source, ...(definition === undefined ? {} : { definition }), images: held, ...(change === undefined ? {} : { schemaChange: change }), ...(contracts === undefined ? {} : { contracts }) } };
}
