import { type Json } from '../../kernel/manifest.ts';
import { setOwn } from '../../kernel/set-own.ts';
import { CHART_MARK } from './chart-source.ts';
import { ABSENT, type ChartValue, defaultOf } from './chart-values.ts';
import { isJsonList, isJsonMap, type JsonMap } from './json-kind.ts';
import { GLOBAL, type ValuePath } from './value-path.ts';

/** What a chart's values may be. */
export interface SchemaOptions {
  readonly title: string;
  /** The charts inside: Helm puts the global values into theirs before it asks the schema. */
  readonly nested: readonly string[];
  /** Where the image of a component is, of those whose own value it is not; the chart's own component is empty. */
  readonly imagesElsewhere: ReadonlyMap<string, ValuePath>;
  /** Global values that need not be there, because only other charts read them. */
  readonly optional: (value: ChartValue) => boolean;
}

/**
 * The JSON Schema (draft 7, which Helm reads) of values: every key, its type as the environments
 * have it, and nothing else.
 *
 * @see https://helm.sh/docs/topics/charts/#schema-files
 */
export function valuesSchema(values: readonly ChartValue[], { title, nested, imagesElsewhere, optional }: SchemaOptions): string {
  const root: Level = newLevel();
  for (const value of values) {
    let level = root;
    const isOptional = optional(value);
    for (const step of value.path.slice(0, -1)) {
      let next = level.levels.get(step);
      if (next === undefined) level.levels.set(step, (next = newLevel()));
      if (!isOptional) level.required.add(step);
      level = next;
    }
    const last = value.path.at(-1)!;
    level.leaves.set(last, leafSchema(value));
    if (!isOptional && defaultOf(value) !== ABSENT) level.required.add(last);
  }
  const anything = { type: 'object', description: 'What Helm hands down to this chart.' };
  for (const component of nested) {
    const level = root.levels.get(component) ?? newLevel();
    level.leaves.set(GLOBAL, anything);
    root.levels.set(component, level);
  }
  for (const [component, path] of imagesElsewhere) {
    const level = component === '' ? root : root.levels.get(component);
    if (level === undefined || level.levels.has('image') || level.leaves.has('image')) continue;
    // Nothing is that text: a value here is refused, and whoever wrote it reads where it belongs.
    level.leaves.set('image', { const: `is ${path.join('.')}, which several components run`, description: `The image is ${path.join('.')}.` });
  }
  if (!root.levels.has(GLOBAL)) root.leaves.set(GLOBAL, anything);
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', $comment: CHART_MARK, title, ...levelSchema(root) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

interface Level {
  readonly levels: Map<string, Level>;
  readonly leaves: Map<string, JsonMap>;
  readonly required: Set<string>;
}

function newLevel(): Level {
  return { levels: new Map(), leaves: new Map(), required: new Set() };
}

function levelSchema({ levels, leaves, required }: Level): JsonMap {
  const properties: Record<string, Json> = {};
  for (const key of [...levels.keys(), ...leaves.keys()].sort()) setOwn<Json>(properties, key, leaves.get(key) ?? levelSchema(levels.get(key)!));
  return { type: 'object', ...(required.size === 0 ? {} : { required: [...required].sort() }), properties, additionalProperties: false };
}

function leafSchema({ path, byEnvironment, schema }: ChartValue): JsonMap {
  if (schema !== undefined) return schema;
  const values = [...byEnvironment.values()].filter((value) => value !== ABSENT);
  const types = new Set(values.flatMap((value) => typesOf(value, path.at(-1)!)));
  const list = [...types].sort();
  return { type: list.length === 1 ? list[0]! : list, ...itemsOf(values) };
}

/** Numbers of pods that may be given as a share of all of them, and ports that may be given by name. */
const NUMBER_OR_TEXT = /^(maxSurge|maxUnavailable|minAvailable|targetPort)$/;

function typesOf(value: Json, key: string): string[] {
  if (NUMBER_OR_TEXT.test(key)) return ['integer', 'string'];
  if (value === null) return ['null'];
  if (isJsonList(value)) return ['array'];
  if (isJsonMap(value)) return ['object'];
  if (typeof value === 'number') return [Number.isInteger(value) ? 'integer' : 'number'];
  return [typeof value];
}

/** Of lists of plain values, what their items are. */
function itemsOf(values: readonly Json[]): JsonMap {
  const items = values.flatMap((value) => (isJsonList(value) ? [...value] : []));
  if (items.length === 0 || items.some((item) => typeof item === 'object')) return {};
  const types = [...new Set(items.flatMap((item) => typesOf(item, '')))].sort();
  return { items: { type: types.length === 1 ? types[0]! : types } };
}
