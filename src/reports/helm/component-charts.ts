import { type Json } from '../../kernel/manifest.ts';
import { along, isJsonList, isJsonMap, ownOf } from './json-kind.ts';
import { type PairedObject } from './paired-objects.ts';
import { type ImageValue } from './release-values.ts';
import { type SharedValues } from './shared-values.ts';
import { type Variants } from './chart-source.ts';
import { type ValuePath } from './value-path.ts';

/** What a component may be about, the most telling first. */
const MAIN_KINDS = ['Deployment', 'Rollout', 'StatefulSet', 'DaemonSet', 'Cluster', 'Job', 'CronJob'];

/** The object that a component is about, so that its values lie at the top of the component's. */
export function mainObject(objects: readonly PairedObject[]): PairedObject | undefined {
  for (const kind of MAIN_KINDS) {
    const found = objects.filter((object) => object.kind === kind);
    const main = found.find(({ name, component }) => name === component) ?? found[0];
    if (main !== undefined) return main;
  }
  return undefined;
}

/** The release's image that an object's pods run and its chart can read. */
export function releaseImageOf({ component, manifests }: PairedObject, { release }: SharedValues, chart: string | undefined): ImageValue | undefined {
  const references: Variants<string> = new Map([...manifests].flatMap(([environment, manifest]): [string, string][] => {
    const image = ownOf(mainContainer(manifest, component), 'image');
    return typeof image === 'string' ? [[environment, image]] : [];
  }));
  if (references.size === 0) return undefined;
  return release.images.find(({ references: known, home }) => (home === undefined || chart === undefined || home === chart) && [...references].every(([environment, text]) => known.get(environment) === text));
}

/**
 * Where the image of a component's main object is a value, when that is not `<component>.image`: an image
 * that several components run is a global one. Undefined for an image that is no part of the release.
 */
export function imageElsewhere(component: string, objects: readonly PairedObject[], { release }: SharedValues): ValuePath | undefined {
  const main = mainObject(objects);
  const [repository] = main === undefined ? [] : release.images.filter(({ references }) => [...main.manifests].every(([environment, manifest]) => ownOf(mainContainer(manifest, component), 'image') === references.get(environment))).map((image) => image.repository);
  const base = repository?.slice(0, -1);
  return base === undefined || (base.length === 2 && base[0] === component && base[1] === 'image') ? undefined : base;
}

function mainContainer(manifest: unknown, component: string): Json | undefined {
  const pod = along(manifest, 'spec', 'template', 'spec') ?? along(manifest, 'spec', 'jobTemplate', 'spec', 'template', 'spec');
  const containers = ownOf(pod, 'containers');
  return isJsonList(containers) ? (containers.find((container) => ownOf(container, 'name') === component) ?? containers[0]) : undefined;
}

/**
 * Whether a component of Jobs repeats versions of others without running an image of the release
 * itself, as a smoke test does: no chart but the umbrella sees what all of them are.
 */
export function isRunAbroad(objects: readonly PairedObject[], { release }: SharedValues): boolean {
  if (!['Job', 'CronJob'].includes(mainObject(objects)?.kind ?? '')) return false;
  if (objects.some(({ manifests }) => [...manifests].some(([environment, manifest]) => holds(manifest, (key, text) => key === 'image' && release.images.some(({ references }) => references.get(environment) === text))))) return false;
  const versions = [...release.images.map(({ tags }) => tags), ...(release.version === undefined ? [] : [release.version.texts])];
  return objects.some(({ manifests }) => [...manifests].some(([environment, manifest]) => holds(manifest, (key, text) => (key === 'value' || key === 'app.kubernetes.io/version') && versions.some((texts) => texts.get(environment) === text))));
}

function holds(value: unknown, asks: (key: string, text: string) => boolean): boolean {
  if (isJsonList(value)) return value.some((item) => holds(item, asks));
  if (!isJsonMap(value)) return false;
  return Object.keys(value).some((key) => {
    const child = value[key];
    return typeof child === 'string' ? asks(key, child) : holds(child, asks);
  });
}
