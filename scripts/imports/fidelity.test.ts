import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { generate } from './generate.ts';
import { type GeneratedText, itemOf, readGenerated } from './read-generated.test-support.ts';
import { readFolder } from './folder.ts';
import type { Schema } from './schema.ts';
import { changes } from './write.ts';

const ROOT = path.resolve(__dirname, '..', '..');
const SHARED = path.resolve(ROOT, '..', 'shared');
const KINDS_OF_ROOT = ['apiVersion', 'kind', 'metadata', 'status'];

// The sources are reference data of 8 MB that a user's clone does not have.
const here = existsSync(path.join(SHARED, 'crds')) ? describe : describe.skip;

here('imports/, against ../shared (skipped when absent)', () => {
  it('is what the generator gives for it, byte for byte', () => {
    expect(changes(ROOT, generate(readFolder(SHARED)))).toEqual([]);
  });

  it('is the same whatever the order of the sources', () => {
    const sources = readFolder(SHARED);
    const { definitions } = sources.core;
    const reversed = Object.fromEntries(Object.entries(definitions).reverse().map(([id, schema]) => [id, reverseKeys(schema)] as const));
    const again = generate({ ...sources, core: { ...sources.core, definitions: reversed }, crds: [...sources.crds].reverse() });
    expect([...again]).toEqual([...generate(sources)]);
  });

  it('has every field, requirement and enum of the core schema, and no other field', () => {
    const { kinds, definitions } = readJson('schemas/k8s-1.36.json') as CoreFile;
    const enums = (readJson('schemas/k8s-enums.json') as { latest: Readonly<Record<string, readonly string[]>> }).latest;
    const generated = readImport('kubernetes.ts');
    const walk = new CoreWalk(generated, definitions, enums);
    for (const [apiVersionAndKind, id] of Object.entries(kinds)) {
      const props = propsOf('kubernetes.ts', apiVersionAndKind);
      walk.object(id, props, definitions[id] ?? {}, KINDS_OF_ROOT.filter((name) => name !== 'metadata'));
    }
    expect(walk.problems).toEqual([]);
    expect(Object.keys(kinds).length).toBeGreaterThanOrEqual(85);
    expect(walk.fields).toBeGreaterThan(1300);
  });

  it.each(crdFiles())('has every field, requirement and enum of %s', (file) => {
    const { spec } = parse(readFileSync(path.join(SHARED, 'crds', file), 'utf8')) as CrdFile;
    const text = importOf(spec.group, spec.names.kind);
    const version = /static readonly apiVersion = '[^']+\/([^']+)'/.exec(text)?.[1];
    const schema = spec.versions.find(({ name }) => name === version)?.schema.openAPIV3Schema;
    const problems: string[] = [];
    const props = readGenerated(text).interfaces.get(`${spec.names.kind}Props`) ?? new Map();
    compareObject({ generated: readGenerated(text), problems }, props, schema ?? {}, spec.names.kind, KINDS_OF_ROOT);
    expect(problems).toEqual([]);
  });

  it('generates from the version that kubectl prefers', () => {
    const versions = Object.fromEntries(
      crdFiles().flatMap((file) => {
        const { spec } = load(readFileSync(path.join(SHARED, 'crds', file), 'utf8')) as CrdFile;
        if (spec.versions.filter(({ served }) => served).length === 1) return [];
        return [[`${spec.names.kind}.${spec.group}`, /apiVersion = '[^']+\/([^']+)'/.exec(importOf(spec.group, spec.names.kind))?.[1]]];
      }),
    );
    expect(versions).toEqual({
      'AuthorizationPolicy.security.istio.io': 'v1',
      'ClusterImagePolicy.policy.sigstore.dev': 'v1beta1',
      'DestinationRule.networking.istio.io': 'v1',
      'Gateway.gateway.networking.k8s.io': 'v1',
      'Gateway.networking.istio.io': 'v1',
      'HTTPRoute.gateway.networking.k8s.io': 'v1',
      'HTTPRoute.policy.linkerd.io': 'v1beta3',
      'ImageValidatingPolicy.policies.kyverno.io': 'v1',
      'PeerAuthentication.security.istio.io': 'v1',
      'RequestAuthentication.security.istio.io': 'v1',
      'SecretProviderClass.secrets-store.csi.x-k8s.io': 'v1',
      'Server.policy.linkerd.io': 'v1beta3',
      'ServiceEntry.networking.istio.io': 'v1',
      'VirtualService.networking.istio.io': 'v1',
    });
  });
});

interface CoreFile {
  readonly kinds: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, Schema>>;
}

interface CrdFile {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

type Fields = ReadonlyMap<string, { readonly optional: boolean; readonly type: string }>;

/** Walks the definitions and the generated interfaces side by side. */
class CoreWalk {
  readonly problems: string[] = [];
  fields = 0;
  private readonly seen = new Set<string>();

  constructor(
    private readonly generated: GeneratedText,
    private readonly definitions: Readonly<Record<string, Schema>>,
    private readonly enums: Readonly<Record<string, readonly string[]>>,
  ) {}

  object(id: string, fields: Fields, schema: Schema, leftOut: readonly string[]): void {
    const expected = Object.keys(schema.properties ?? {}).filter((name) => !leftOut.includes(name));
    compareNames(id, expected, fields, this.problems);
    for (const name of expected) {
      const field = fields.get(name);
      const property = schema.properties?.[name];
      if (!field || !property) continue;
      this.fields++;
      if (name !== 'metadata' && field.optional === (schema.required ?? []).includes(name)) this.problems.push(`${id}#${name}: optional is ${field.optional}`);
      this.value(`${id}#${name}`, field.type, property);
    }
  }

  private value(where: string, type: string, schema: Schema): void {
    if (schema.items) return this.value(`${where}[]`, itemOf(type), schema.items);
    if (typeof schema.additionalProperties === 'object') return this.value(`${where}{}`, itemOf(type), schema.additionalProperties);
    if (schema.$ref !== undefined) return this.reference(where, type, schema.$ref.slice('#/definitions/'.length));
    if (schema.type === 'object') return;
    const values = this.enums[where];
    const expected = values ? [...values].sort().map((value) => `'${value}'`).join(' | ') : (SCALARS[schema.type ?? ''] ?? '?');
    if (type !== expected && !FIXED.has(type)) this.problems.push(`${where}: ${type} instead of ${expected}`);
  }

  private reference(where: string, type: string, id: string): void {
    const schema = this.definitions[id] ?? {};
    const fields = this.generated.interfaces.get(type);
    if (this.seen.has(`${id} ${type}`)) return;
    this.seen.add(`${id} ${type}`);
    if (!type.endsWith(lastOf(id)) && !type.startsWith(lastOf(id))) this.problems.push(`${where}: ${type} does not stand for ${id}`);
    if (fields) this.object(id, fields, schema, id.endsWith('.PersistentVolumeClaim') ? ['status'] : []);
    else if (schema.properties || !this.generated.aliases.has(type)) this.problems.push(`${where}: ${type} is not declared`);
  }
}

const SCALARS: Readonly<Record<string, string>> = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean' };
/** What an embedded kind says of itself. */
const FIXED: ReadonlySet<string> = new Set(["'v1'", "'PersistentVolumeClaim'"]);

interface CrdWalk {
  readonly generated: GeneratedText;
  readonly problems: string[];
}

function compareObject(walk: CrdWalk, fields: Fields, schema: Schema, where: string, leftOut: readonly string[]): void {
  const expected = Object.keys(schema.properties ?? {}).filter((name) => !leftOut.includes(name));
  compareNames(where, expected, fields, walk.problems, leftOut.length > 0 ? ['metadata'] : []);
  for (const name of expected) {
    const [field, property] = [fields.get(name), schema.properties?.[name]];
    if (!field || !property) continue;
    const needed = (schema.required ?? []).includes(name) && property.default === undefined;
    if (field.optional === needed) walk.problems.push(`${where}.${name}: optional is ${field.optional}`);
    compareValue(walk, field.type, property, `${where}.${name}`);
  }
}

function compareValue(walk: CrdWalk, type: string, schema: Schema, where: string): void {
  if (schema.items) return compareValue(walk, itemOf(type), schema.items, `${where}[]`);
  if (typeof schema.additionalProperties === 'object') return compareValue(walk, itemOf(type), schema.additionalProperties, `${where}{}`);
  if (schema.properties && Object.keys(schema.properties).length > 0) {
    return compareObject(walk, walk.generated.interfaces.get(type) ?? new Map(), schema, where, []);
  }
  const expected = crdScalar(schema);
  if (type !== expected) walk.problems.push(`${where}: ${type} instead of ${expected}`);
}

function crdScalar(schema: Schema): string {
  if (schema['x-kubernetes-int-or-string'] === true) return 'number | string';
  const allowed = schema.enum ?? schema.allOf?.find((part) => part.enum)?.enum;
  if (allowed) return [...new Set(allowed.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))))].sort().join(' | ');
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (schema.type === 'object') return `Readonly<Record<string, ${open ? 'unknown' : 'never'}>>`;
  return schema.type === undefined && open ? 'unknown' : (SCALARS[schema.type ?? ''] ?? '?');
}

function compareNames(where: string, expected: readonly string[], fields: Fields, problems: string[], also: readonly string[] = []): void {
  for (const name of expected) if (!fields.has(name)) problems.push(`${where}: ${name} is missing`);
  for (const name of fields.keys()) if (!expected.includes(name) && !also.includes(name)) problems.push(`${where}: ${name} is invented`);
}

/** The fields of the props of a kind, found by the apiVersion and kind of its class. */
function propsOf(file: string, apiVersionAndKind: string): Fields {
  const at = apiVersionAndKind.lastIndexOf('/');
  const [apiVersion, kind] = [apiVersionAndKind.slice(0, at), apiVersionAndKind.slice(at + 1)];
  const text = readFileSync(path.join(ROOT, 'imports', file), 'utf8');
  const name = new RegExp(`class (\\w+) extends ApiObject \\{\\n  static readonly apiVersion = '${apiVersion}';\\n  static readonly kind = '${kind}';`).exec(text)?.[1];
  return readGenerated(text).interfaces.get(`${name}Props`) ?? new Map();
}

function crdFiles(): readonly string[] {
  const folder = path.join(SHARED, 'crds');
  if (!existsSync(folder)) return ['no file: ../shared is absent'];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml')).sort();
}

/** The generated file of a kind, found by its class and not by its name. */
function importOf(group: string, kind: string): string {
  const folder = path.join(ROOT, 'imports', group);
  const texts = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  return texts.find((text) => text.includes(`export class ${kind} extends`)) ?? '';
}

function readImport(file: string): GeneratedText {
  return readGenerated(readFileSync(path.join(ROOT, 'imports', file), 'utf8'));
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(SHARED, file), 'utf8'));
}

function lastOf(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

function reverseKeys<T>(value: T): T {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  const reversed = Object.entries(value).reverse().map(([key, inner]) => [key, reverseKeys(inner)] as const);
  return Object.fromEntries(reversed) as T;
}
