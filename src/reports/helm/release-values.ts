import { type Json, type Manifest } from '../../kernel/manifest.ts';
import { type ChartValues } from './chart-values.ts';
import { imageParts } from './image-parts.ts';
import { along, isJsonList, isJsonMap, ownOf } from './json-kind.ts';
import { type PairedObject } from './paired-objects.ts';
import { GLOBAL, valueKey, type ValuePath } from './value-path.ts';
import { type ChartSource, type Variants } from './chart-source.ts';

/** An image as values, each part on its own. */
export interface ImageValue {
  /** The whole references, as they are rendered. */
  readonly references: Variants<string>;
  readonly repository: ValuePath;
  readonly tag?: ValuePath;
  readonly tags: Variants<string>;
  readonly digest?: ValuePath;
  /** The component whose chart the values are in; undefined for all of them. */
  readonly home: string | undefined;
}

/** What the system's release says, as values. */
export interface ReleaseValues {
  readonly images: readonly ImageValue[];
  readonly version: { readonly path: ValuePath; readonly texts: Variants<string> } | undefined;
  readonly commit: { readonly path: ValuePath; readonly texts: Variants<string> } | undefined;
}

/**
 * The release as ConfigMap `<system>-release` has it, as values that workloads, version labels and
 * the ConfigMap itself read alike: one value for each image, in the chart of the component that
 * runs it, or a global one where several do.
 */
export function releaseValues({ system, environments }: ChartSource, objects: readonly PairedObject[], values: ChartValues): ReleaseValues {
  const data = new Map(environments.flatMap(({ name, manifests }) => manifests.filter((manifest) => isRelease(manifest, system)).map((manifest): [string, Json] => [name, along(manifest, 'data') ?? {}])));
  const keys = [...new Set([...data.values()].flatMap((map) => Object.keys(map as object)))].sort();
  const textsOf = (key: string): Variants<string> => new Map([...data].flatMap(([environment, map]): [string, string][] => (typeof ownOf(map, key) === 'string' ? [[environment, ownOf(map, key) as string]] : [])));
  const images = keys.filter((key) => key.startsWith('image.')).flatMap((key) => {
    const references = textsOf(key);
    const name = key.slice('image.'.length);
    const runners = [...new Set(objects.filter((object) => runs(object, references)).map(({ component }) => component))];
    const home = runners.length === 1 ? runners[0]! : undefined;
    const main = home !== undefined && objects.some((object) => object.component === home && mainContainers(object).some((container) => isOneOf(references, ownOf(container, 'image'))));
    const base = home === undefined ? [GLOBAL, 'images', valueKey(name)] : main ? [home, 'image'] : [home, 'images', valueKey(name)];
    return imageValue(references, [base, home === undefined ? base : [home, 'images', valueKey(name)]], values) ?? [];
  });
  const told = (key: string) => {
    const texts = textsOf(key);
    return texts.size === 0 ? undefined : { path: values.place([[GLOBAL, 'release', key]], texts, { type: 'string', minLength: 1 }), texts };
  };
  return { images, version: told('version'), commit: told('commit') };
}

/** An image's parts as values; undefined where the environments' references have not the same parts. */
export function imageValue(references: Variants<string>, bases: readonly ValuePath[], values: ChartValues): ImageValue | undefined {
  const parts = new Map([...references].map(([environment, reference]) => [environment, imageParts(reference)]));
  const shapes = new Set([...parts.values()].map((each) => (each === undefined ? 'none' : `${String(each.tag !== undefined)} ${String(each.digest !== undefined)}`)));
  if (shapes.size !== 1 || shapes.has('none')) return undefined;
  const textsOf = (part: Part): Variants<string> => new Map([...parts].flatMap(([environment, each]): [string, string][] => (each?.[part] === undefined ? [] : [[environment, each[part]]])));
  // All parts in one place, or none of them.
  const free = bases.find((base) => PARTS.every((part) => values.fits([...base, part], textsOf(part)))) ?? bases.at(-1)!;
  const place = (part: Part): { path: ValuePath; texts: Variants<string> } | undefined => {
    const texts = textsOf(part);
    return texts.size === 0 ? undefined : { texts, path: values.place([[...free, part]], texts, { type: 'string', pattern: PATTERN[part] }) };
  };
  const tag = place('tag');
  const digest = place('digest');
  const repository = place('repository')!.path;
  const [top] = repository;
  return { references, repository, tags: tag?.texts ?? new Map(), ...(tag === undefined ? {} : { tag: tag.path }), ...(digest === undefined ? {} : { digest: digest.path }), home: top === GLOBAL ? undefined : top };
}

type Part = 'repository' | 'tag' | 'digest';
const PARTS: readonly Part[] = ['repository', 'tag', 'digest'];
const PATTERN = { repository: '^[a-z0-9][A-Za-z0-9._-]*(:[0-9]+)?(/[a-z0-9._-]+)*$', tag: '^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$', digest: '^sha256:[0-9a-f]{64}$' } as const;

/** Whether it is the ConfigMap that the system's release stands in. */
export function isRelease({ kind, metadata }: Manifest, system: string): boolean {
  return kind === 'ConfigMap' && metadata.name === `${system}-release`;
}

/** The containers that an object of a component is about. */
function mainContainers({ component, manifests }: PairedObject): Json[] {
  return [...manifests.values()].flatMap((manifest) => {
    const containers = along(manifest, 'spec', 'template', 'spec', 'containers');
    return isJsonList(containers) ? containers.filter((each, index) => ownOf(each, 'name') === component || index === 0) : [];
  });
}

function runs({ manifests }: PairedObject, references: Variants<string>): boolean {
  return [...manifests.values()].some((manifest) => hasImage(manifest, references));
}

function hasImage(value: unknown, references: Variants<string>): boolean {
  if (isJsonList(value)) return value.some((item) => hasImage(item, references));
  if (!isJsonMap(value)) return false;
  return Object.keys(value).some((key) => (key === 'image' && isOneOf(references, value[key])) || hasImage(value[key], references));
}

function isOneOf(references: Variants<string>, value: Json | undefined): boolean {
  return [...references.values()].some((reference) => reference === value);
}
