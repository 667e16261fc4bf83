import { type CoreSchema, declaredKinds } from './core-kinds.ts';
import { lastOf, nameKinds, nameTypes, versionOf } from './core-names.ts';
import { type CoreType, coreType, type EnumTable, fieldsOf } from './core-types.ts';
import type { Declaration, Field, KindDeclaration, TypeNode } from './model.ts';
import { literal, print } from './print.ts';
import { apiVersionOf, byCodeUnits, byVersionPriority, type GroupVersionKind, type Schema } from './schema.ts';

/** The text of `imports/kubernetes.ts`: every core kind and the types they use. */
export function coreFile(core: CoreSchema, enums: EnumTable): string {
  const { definitions } = core;
  const kinds = new Map(declaredKinds(definitions).map((id) => [id, gvkOf(definitions, id)] as const));
  const classNames = nameKinds(kinds);
  const kindDeclarations = [...classNames].map(([id, name]) => kindDeclaration(id, name, definitions, enums));
  const types = reachableTypes(kindDeclarations, definitions, kinds, enums);
  const representative = mergeAlike(types);
  const taken = new Set([...classNames.values()].flatMap((name) => [name, `${name}Props`]));
  const names = nameTypes([...new Set(representative.values())], kinds, taken);

  const nameOf = (id: string): string => names.get(representative.get(id) ?? '') ?? fail(`${id} has no name`);
  const declarations = [...names].map(([id, name]) => declare(name, types.get(id) ?? fail(`${id} has no type`)));
  assertUnique([...taken, ...names.values()]);
  return print({
    source: `Kubernetes ${core.kubernetes}`,
    imports: ["import { ApiObject } from 'cdk8s';", "import type { Construct } from 'constructs';"],
    kinds: kindDeclarations.sort((a, b) => byCodeUnits(a.name, b.name)),
    declarations: declarations.sort((a, b) => byCodeUnits(a.name, b.name)),
    nameOf,
  });
}

function kindDeclaration(id: string, name: string, definitions: Definitions, enums: EnumTable): KindDeclaration {
  const { kind, ...version } = gvkOf(definitions, id);
  const fields = fieldsOf(id, definitionOf(definitions, id), enums);
  return { name, kind, apiVersion: apiVersionOf(version), fields: fields.filter((field) => !IDENTITY_OR_STATUS.has(field.name)) };
}

const IDENTITY_OR_STATUS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

type Definitions = Readonly<Record<string, Schema>>;

/** The types that the kinds use, directly or through others, and ObjectMeta, which all of them use. */
function reachableTypes(
  from: readonly KindDeclaration[],
  definitions: Definitions,
  kinds: ReadonlyMap<string, GroupVersionKind>,
  enums: EnumTable,
): ReadonlyMap<string, CoreType> {
  const types = new Map<string, CoreType>();
  const queue = [...Object.keys(definitions).filter((id) => id.endsWith('.meta.v1.ObjectMeta')), ...from.flatMap(({ fields }) => fields.flatMap(refsOfField))];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (types.has(id)) continue;
    const type = kinds.has(id) ? embedded(id, definitions, enums) : coreType(id, definitionOf(definitions, id), enums);
    types.set(id, type);
    queue.push(...refsOf(type));
  }
  return types;
}

/** A kind inside another one (`volumeClaimTemplates`): it may name its version and kind, but need not. */
function embedded(id: string, definitions: Definitions, enums: EnumTable): CoreType {
  const { kind, ...version } = gvkOf(definitions, id);
  const fixed = new Map([
    ['apiVersion', textType(literal(apiVersionOf(version)))],
    ['kind', textType(literal(kind))],
  ]);
  const fields = fieldsOf(id, definitionOf(definitions, id), enums)
    .filter(({ name }) => name !== 'status')
    .map(({ name, type, optional }) => ({ name, type: fixed.get(name) ?? type, optional }));
  return { is: 'object', shape: { fields, open: false } };
}

/**
 * Maps each definition to the one that stands for it: definitions that end alike and have the same
 * shape (`resource.v1.Counter`, `resource.v1beta1.Counter`) are one type. Starts from "all that end
 * alike are the same" and splits until nothing changes, so that recursive types need no special care.
 */
function mergeAlike(types: ReadonlyMap<string, CoreType>): ReadonlyMap<string, string> {
  const ids = [...types.keys()].sort((a, b) => byVersionPriority(versionOf(a), versionOf(b)) || byCodeUnits(a, b));
  let classOf = new Map(ids.map((id) => [id, lastOf(id)]));
  for (;;) {
    const signatures = new Map(ids.map((id) => [id, `${lastOf(id)} ${signatureOf(types.get(id), classOf)}`]));
    const first = new Map<string, string>();
    for (const id of ids) if (!first.has(signatures.get(id) ?? '')) first.set(signatures.get(id) ?? '', id);
    const next = new Map(ids.map((id) => [id, first.get(signatures.get(id) ?? '') ?? id]));
    if (new Set(next.values()).size === new Set(classOf.values()).size) return next;
    classOf = next;
  }
}

function signatureOf(type: CoreType | undefined, classOf: ReadonlyMap<string, string>): string {
  return JSON.stringify(type, (key, value: unknown) => (key === 'id' ? classOf.get(String(value)) : value));
}

function declare(name: string, type: CoreType): Declaration {
  return type.is === 'object' ? { is: 'interface', name, shape: type.shape } : { is: 'alias', name, type: type.type };
}

function refsOf(type: CoreType): readonly string[] {
  return type.is === 'object' ? type.shape.fields.flatMap(refsOfField) : refsOfType(type.type);
}

function refsOfField(field: Field): readonly string[] {
  return refsOfType(field.type);
}

function refsOfType(type: TypeNode): readonly string[] {
  switch (type.is) {
    case 'text':
      return [];
    case 'ref':
      return [type.id];
    case 'either':
      return type.of.flatMap(refsOfType);
    case 'list':
    case 'map':
      return refsOfType(type.of);
    default:
      return type satisfies never;
  }
}

function textType(text: string): TypeNode {
  return { is: 'text', text };
}

function gvkOf(definitions: Definitions, id: string): GroupVersionKind {
  return definitionOf(definitions, id)['x-kubernetes-group-version-kind']?.[0] ?? fail(`${id} is no kind`);
}

function definitionOf(definitions: Definitions, id: string): Schema {
  return (Object.hasOwn(definitions, id) ? definitions[id] : undefined) ?? fail(`${id} is not defined`);
}

function assertUnique(names: readonly string[]): void {
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) fail(`names given twice: ${twice.join(', ')}`);
}

function fail(message: string): never {
  throw new Error(message);
}
