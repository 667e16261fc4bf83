import { type Json } from '../../kernel/manifest.ts';
import { canonicalKey } from './canonical-key.ts';
import { type Variants } from './chart-source.ts';
import { ABSENT, type ByEnvironment, type ChartValues } from './chart-values.ts';
import { isJsonList, isJsonMap, type JsonMap, ownOf } from './json-kind.ts';
import { pairedItems } from './paired-items.ts';
import { imageValue, type ImageValue } from './release-values.ts';
import { type SharedValues } from './shared-values.ts';
import { commonParts, type StandIn } from './stand-in.ts';
import { type Condition, type TemplateEntry, type TemplateItem, type TemplateNode, type TextPart } from './template-node.ts';
import { valueKey, type ValuePath } from './value-path.ts';

/** What the parts of an object are turned into a template with. */
export interface ObjectContext {
  readonly values: ChartValues;
  readonly shared: SharedValues;
  readonly component: string;
  /** The component whose chart it is for; undefined for the umbrella. */
  readonly chart: string | undefined;
  /** Where the object's own values lie. */
  readonly base: ValuePath;
  /** Whether it is what its component is about, so that its values lie at the top. */
  readonly isMain: boolean;
  readonly kind: string;
  /** Whether the object holds what the release is. */
  readonly isRelease: boolean;
  /** The release's image that the object's pods run, if any. */
  readonly image: ImageValue | undefined;
}

/** A place in an object. */
interface Spot {
  /** Where a value of this place lies, in the words of people. */
  readonly path: ValuePath;
  /** The same with every key. */
  readonly full: ValuePath;
  /** Every key from the object down. */
  readonly keys: readonly string[];
  readonly container?: { readonly name: string; readonly image: ImageValue | undefined };
}

/** Keys between the object and what people look for; a path without them says as much. */
const UNSAID = new Set(['spec', 'template', 'metadata', 'data', 'containers', 'initContainers']);

/** What people change most: a value wherever it stands, also where all environments have it alike. */
const ALWAYS_A_VALUE: Readonly<Record<string, readonly string[]>> = { HorizontalPodAutoscaler: ['minReplicas', 'maxReplicas'], Cluster: ['instances'], ScaledObject: ['minReplicaCount', 'maxReplicaCount'] };

/** Turns one object, as its environments have it, into a template. */
export function buildTemplate(context: ObjectContext, manifests: Variants<JsonMap>): TemplateNode {
  return new Builder(context).object(manifests);
}

class Builder {
  readonly #context: ObjectContext;
  readonly #values: ChartValues;

  constructor(context: ObjectContext) {
    this.#context = context;
    this.#values = context.values;
  }

  object(manifests: Variants<JsonMap>): TemplateNode {
    return this.#map(manifests, { path: this.#context.base, full: this.#context.base, keys: [] });
  }

  #node(variants: Variants, spot: Spot): TemplateNode {
    const values = [...variants.values()];
    if (values.every(isJsonMap)) return this.#map(variants as Variants<JsonMap>, spot);
    if (values.every(isJsonList)) return this.#list(variants as Variants<readonly Json[]>, spot);
    if (values.every((value) => typeof value === 'string')) return this.#text(variants as Variants<string>, spot);
    const scalars = values.every((value) => typeof value !== 'object' || value === null);
    if (scalars && allEqual(variants)) return { kind: 'literal', value: values[0] as string | number | boolean | null };
    return this.#value(variants, spot, scalars ? 'scalar' : 'tree');
  }

  #map(variants: Variants<JsonMap>, spot: Spot): TemplateNode {
    const sizes = [...variants.values()].map((map) => Object.keys(map).length);
    // Conditions on all of its keys would leave nothing where it has to be an empty map.
    if (spot.keys.length > 0 && sizes.includes(0) && !sizes.every((size) => size === 0)) return this.#value(variants, spot, 'tree');
    const keys = [...new Set([...variants.values()].flatMap((map) => Object.keys(map)))].sort();
    const entries = keys.map((key) => this.#entry(key, variants, this.#below(spot, key)));
    return { kind: 'map', entries };
  }

  #entry(key: string, maps: Variants<JsonMap>, spot: Spot): TemplateEntry {
    const variants: Variants = new Map([...maps].filter(([, map]) => Object.hasOwn(map, key)).map(([environment, map]) => [environment, map[key]!]));
    const absent = [...maps.keys()].filter((environment) => !variants.has(environment));
    const forced = this.#forcedPath(key, variants, spot);
    if (forced !== undefined) return { key, ...this.#forcedValue(variants, absent, forced) };
    if (absent.length === 0) return { key, node: this.#node(variants, spot) };
    return { key, ...this.#optional(variants, absent, spot) };
  }

  /** Where a value lies that people change most; undefined for any other. */
  #forcedPath(key: string, variants: Variants, spot: Spot): { readonly paths: readonly ValuePath[]; readonly holds: 'scalar' | 'tree'; readonly schema: JsonMap } | undefined {
    if (key === 'resources' && [...variants.values()].every((value) => ownOf(value, 'requests') !== undefined || ownOf(value, 'limits') !== undefined)) return { paths: [spot.path, spot.full], holds: 'tree', schema: RESOURCES };
    const isReplicas = key === 'replicas' && spot.keys.length === 2 && spot.keys[0] === 'spec';
    const isCount = isReplicas || (spot.keys.length === 2 && spot.keys[0] === 'spec' && Object.hasOwn(ALWAYS_A_VALUE, this.#context.kind) && ALWAYS_A_VALUE[this.#context.kind]!.includes(key));
    if (!isCount || ![...variants.values()].every((value) => typeof value === 'number')) return undefined;
    return { paths: [spot.path, spot.full], holds: 'scalar', schema: { type: 'integer', minimum: 0 } };
  }

  #forcedValue(variants: Variants, absent: readonly string[], { paths, holds, schema }: { readonly paths: readonly ValuePath[]; readonly holds: 'scalar' | 'tree'; readonly schema: JsonMap }): { node: TemplateNode; when?: Condition } {
    const path = this.#values.place(paths, withAbsent(variants, absent), schema);
    return { node: { kind: 'value', path, holds }, ...(absent.length === 0 ? {} : { when: { path, is: 'set' } }) };
  }

  /** What only some environments have: a value that may be missing, or a switch where it is more than that. */
  #optional(variants: Variants, absent: readonly string[], spot: Spot): { node: TemplateNode; when: Condition } {
    const values = [...variants.values()];
    const texts = values.every((value) => typeof value === 'string');
    const scalars = values.every((value) => typeof value !== 'object' || value === null);
    const flatLists = values.every((value) => isJsonList(value) && value.every((item) => typeof item !== 'object' || item === null));
    const followsAnother = texts && this.#partsOf(variants as Variants<string>, spot, false) !== undefined;
    if ((scalars && !followsAnother) || flatLists) {
      const path = this.#values.place([spot.path, spot.full], withAbsent(variants, absent));
      return { node: { kind: 'value', path, holds: texts ? 'text' : scalars ? 'scalar' : 'tree' }, when: { path, is: 'set' } };
    }
    const when = this.#switch([...variants.keys()], absent, spot);
    return { node: this.#node(variants, spot), when };
  }

  #switch(present: readonly string[], absent: readonly string[], spot: Spot): Condition {
    const on: ByEnvironment = new Map([...present.map((environment): [string, boolean] => [environment, true]), ...absent.map((environment): [string, boolean] => [environment, false])]);
    return { path: this.#values.place([[...spot.path, 'enabled'], [...spot.full, 'enabled']], on), is: 'true' };
  }

  #list(variants: Variants<readonly Json[]>, spot: Spot): TemplateNode {
    const lists = [...variants.values()];
    const sizes = lists.map((list) => list.length);
    if (sizes.includes(0)) return sizes.every((size) => size === 0) ? { kind: 'list', items: [] } : this.#value(variants, spot, 'tree');
    const isFlat = lists.every((list) => list.every((item) => typeof item !== 'object' || item === null));
    if (isFlat) return this.#flatList(variants, spot);
    const paired = pairedItems(variants);
    if (paired === undefined) return this.#value(variants, spot, 'tree');
    const items = paired.map(({ name, items: own }, index): TemplateItem => {
      const below = this.#itemSpot(spot, name, own, index, variants);
      const absent = [...variants.keys()].filter((environment) => !own.has(environment));
      if (absent.length === 0) return { node: this.#node(own, below) };
      return this.#optionalItem(own, absent, below);
    });
    return { kind: 'list', items };
  }

  /** An environment variable that only some environments set is a value that may be missing, like any other text. */
  #optionalItem(own: Variants, absent: readonly string[], spot: Spot): TemplateItem {
    const values = [...own.values()];
    const isVariable = spot.keys.at(-2) === 'env' && values.every((value) => isJsonMap(value) && Object.keys(value).sort().join() === 'name,value');
    if (isVariable) {
      const texts: Variants = new Map([...own].map(([environment, value]) => [environment, ownOf(value, 'value')!]));
      const { node, when } = this.#optional(texts, absent, spot);
      return { node: { kind: 'map', entries: [{ key: 'name', node: { kind: 'literal', value: ownOf(values[0], 'name') as string } }, { key: 'value', node }] }, when };
    }
    return { node: this.#node(own, spot), when: this.#switch([...own.keys()], absent, spot) };
  }

  /** Lists of plain values are replaced as wholes, as Helm does; only where each item follows another value are they looked into. */
  #flatList(variants: Variants<readonly Json[]>, spot: Spot): TemplateNode {
    const lists = [...variants.values()];
    const [first = []] = lists;
    const items = lists.every((list) => list.length === first.length)
      ? first.map((_, index): TemplateNode | undefined => {
          const own: Variants = new Map([...variants].map(([environment, list]) => [environment, list[index]!]));
          if ([...own.values()].every((value) => typeof value === 'string')) {
            const parts = this.#partsOf(own as Variants<string>, spot, true);
            if (parts !== undefined) return { kind: 'text', parts };
          }
          return allEqual(own) ? { kind: 'literal', value: first[index] as string | number | boolean | null } : undefined;
        })
      : [undefined];
    if (items.every((item) => item !== undefined)) return { kind: 'list', items: items.map((node) => ({ node })) };
    return this.#value(variants, spot, 'tree');
  }

  #text(variants: Variants<string>, spot: Spot): TemplateNode {
    const image = this.#image(variants, spot);
    if (image !== undefined) return image;
    const parts = this.#partsOf(variants, spot, true);
    if (parts !== undefined) return { kind: 'text', parts };
    if (allEqual(variants)) return { kind: 'literal', value: [...variants.values()][0]! };
    return this.#value(variants, spot, 'text');
  }

  #image(variants: Variants<string>, spot: Spot): TemplateNode | undefined {
    const key = spot.keys.at(-1)!;
    const isTold = this.#context.isRelease && key.startsWith('image.');
    if (!isTold && key !== 'image' && key !== 'imageName') return undefined;
    const own = this.#releaseImage(variants);
    if (own !== undefined) return { kind: 'text', parts: referenceParts(own) };
    const base = [...spot.path.slice(0, -1), 'image'];
    const value = isTold ? undefined : imageValue(variants, [base, [...spot.full.slice(0, -1), 'image']], this.#values);
    return value === undefined ? undefined : { kind: 'text', parts: referenceParts(value) };
  }

  #releaseImage(variants: Variants<string>): ImageValue | undefined {
    return this.#context.shared.release.images.find(({ references, home }) => this.#sees(home) && [...variants].every(([environment, text]) => references.get(environment) === text));
  }

  #sees(home: string | undefined): boolean {
    return home === undefined || this.#context.chart === undefined || this.#context.chart === home;
  }

  /**
   * The text as pieces and values that other objects read, too; undefined where it has none.
   *
   * @param anywhere whether to look also for what differs between environments, such as the namespace, in the midst of other text
   */
  #partsOf(texts: Variants<string>, spot: Spot, anywhere: boolean): readonly TextPart[] | undefined {
    const { shared, chart } = this.#context;
    if (isIdentity(spot.keys)) return undefined;
    const { namespace, instance, names } = shared;
    const places = isInstanceLabel(spot.keys) ? [instance] : isNamespaceField(spot.keys, this.#context.kind) ? [namespace] : [];
    const always = [...places, ...shared.hosts.filter(({ path }) => chart === undefined || chart === path[0])];
    const own = (/instance$/i.test(spot.keys.at(-1) ?? '') ? [instance, namespace] : [namespace, instance]).filter(differs);
    const orders = anywhere ? [[...always, ...names, ...own], [...always, ...names, ...[...own].reverse()]] : [always];
    for (const version of [...this.#versions(texts, spot), undefined]) {
      for (const order of orders) {
        const parts = commonParts(texts, version === undefined ? order : [version, ...order]);
        if (parts !== undefined) return parts;
      }
    }
    return undefined;
  }

  /** The versions that may be repeated here: the container's own, the object's, that of the component which the container is named for, the release's. */
  #versions(texts: Variants<string>, { container, keys }: Spot): StandIn[] {
    const { shared, image, isRelease } = this.#context;
    const { images, version, commit } = shared.release;
    if (isRelease) return [keys.at(-1) === 'commit' ? commit : version].filter((told) => told !== undefined).map((told) => ({ ...told, beside: 'name' as const }));
    const named = images.find(({ home }) => home !== undefined && home === container?.name && this.#sees(home));
    const sources = [container?.image, image, named].flatMap((source) => (source?.tag === undefined ? [] : [{ path: source.tag, texts: source.tags }]));
    const isTold = keys.at(-1) === 'app.kubernetes.io/version' || keys.includes('env') || keys.includes('args');
    return [...sources, ...(version === undefined ? [] : [version])]
      .filter(({ texts: words }) => [...texts].every(([environment, text]) => (isTold && words.get(environment) === text) || isTelling(words.get(environment))))
      .map((source) => ({ ...source, beside: 'name' as const }));
  }

  #value(variants: Variants, spot: Spot, holds: 'text' | 'scalar' | 'tree'): TemplateNode {
    return { kind: 'value', path: this.#values.place([spot.path, spot.full], variants), holds };
  }

  #below(spot: Spot, key: string): Spot {
    const isSaid = !UNSAID.has(key) && !(key === 'value' && spot.keys.at(-2) === 'env');
    return { ...spot, path: isSaid ? [...spot.path, valueKey(key)] : spot.path, full: [...spot.full, valueKey(key)], keys: [...spot.keys, key] };
  }

  #itemSpot(spot: Spot, name: string | undefined, items: Variants, index: number, lists: Variants<readonly Json[]>): Spot {
    const list = spot.keys.at(-1);
    const image = [...items.values()].map((item) => ownOf(item, 'image'));
    const steps = name === undefined ? [] : [valueKey(name)];
    const below = { full: [...spot.full, ...steps], keys: [...spot.keys, name ?? String(index)] };
    const containerName = ownOf([...items.values()][0], 'name');
    if ((list !== 'containers' && list !== 'initContainers') || typeof containerName !== 'string' || !image.every((each) => typeof each === 'string')) return { ...spot, path: [...spot.path, ...steps], ...below };
    const isMain = list === 'containers' && this.#isMain(containerName, index, lists);
    const references = new Map([...items].map(([environment, item]) => [environment, ownOf(item, 'image') as string]));
    return { path: isMain ? spot.path : [...spot.path, valueKey(containerName)], ...below, container: { name: containerName, image: this.#releaseImage(references) } };
  }

  /** The container that its object is about: the one named for the component, else the first. */
  #isMain(name: string, index: number, lists: Variants<readonly Json[]>): boolean {
    const { component } = this.#context;
    if (name === component) return true;
    return index === 0 && ![...lists.values()].flat().some((container) => ownOf(container, 'name') === component);
  }
}

const QUANTITIES: JsonMap = { type: 'object', additionalProperties: { type: ['string', 'number'] } };
const RESOURCES: JsonMap = { type: 'object', properties: { requests: QUANTITIES, limits: QUANTITIES }, additionalProperties: false };

function referenceParts({ repository, tag, digest }: ImageValue): TextPart[] {
  return [{ path: repository }, ...(tag === undefined ? [] : [':', { path: tag }]), ...(digest === undefined ? [] : ['@', { path: digest }])];
}

/** What an object is, and what no value may change. */
function isIdentity(keys: readonly string[]): boolean {
  return keys.length === 1 && (keys[0] === 'apiVersion' || keys[0] === 'kind');
}

function isInstanceLabel(keys: readonly string[]): boolean {
  return keys.at(-1) === 'app.kubernetes.io/instance';
}

function isNamespaceField(keys: readonly string[], kind: string): boolean {
  return keys.length === 2 && keys[0] === 'metadata' && (keys[1] === 'namespace' || (kind === 'Namespace' && keys[1] === 'name'));
}

/** Whether a version is long enough not to stand in a text by chance: `v1` does, `v1.4.2` does not. */
function isTelling(version: string | undefined): boolean {
  return version !== undefined && version.length >= 6;
}

/** Of one environment, or the same in all of them, it may stand in a text by chance. */
function differs({ texts }: StandIn): boolean {
  return new Set(texts.values()).size > 1;
}

function allEqual(variants: Variants): boolean {
  return new Set([...variants.values()].map(canonicalKey)).size === 1;
}

function withAbsent(variants: Variants, absent: readonly string[]): ByEnvironment {
  return new Map<string, Json | typeof ABSENT>([...variants, ...absent.map((environment): [string, typeof ABSENT] => [environment, ABSENT])]);
}
