import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiSchemas } from '../src/api/schema/api-schemas.ts';
import { type SchemaNode } from '../src/api/schema/schema-node.ts';

/**
 * Strict JSON Schemas of the kinds in a folder, by the names of their files, so that kubeconform judges the same
 * kinds from the disk: it would fetch them from the network otherwise.
 */
export function kubeconformSchemas(root: string, manifests: string): Map<string, object> {
  const packs = join(root, 'imports', 'schemas');
  const schemas = new ApiSchemas(36, (pack) => (existsSync(join(packs, pack)) ? readFileSync(join(packs, pack), 'utf8') : undefined));
  const found = new Map<string, object>();
  for (const name of readdirSync(manifests, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.yaml')) continue;
    const text = readFileSync(join(manifests, name), 'utf8');
    const [, apiVersion = '', kind = ''] = /^apiVersion: (\S+)\nkind: (\S+)$/m.exec(text) ?? [];
    // To its templates, the group of the core is its version.
    const parts = apiVersion.split('/');
    const file = `${kind.toLowerCase()}-${parts[0]}-${parts.at(-1)}.json`;
    const schema = found.has(file) ? undefined : schemas.kind(apiVersion, kind);
    if (schema !== undefined) found.set(file, { $schema: 'http://json-schema.org/draft-07/schema#', ...jsonSchema(schema.root, 0) });
  }
  return found;
}

/** Some definitions lead back to themselves; no manifest goes as deep. */
const DEEPEST = 24;

function jsonSchema(node: SchemaNode, depth: number): object {
  if (depth > DEEPEST || node.format === 'quantity' || node.format === 'int-or-string' || node.format === 'any') return {};
  return {
    ...(node.type === undefined ? {} : { type: node.type }),
    ...(node.hasNames ? { properties: Object.fromEntries(node.names.map((name) => [name, jsonSchema(node.property(name)!, depth + 1)])), ...(node.preservesUnknown ? {} : { additionalProperties: false }) } : {}),
    ...(node.values === undefined ? {} : { additionalProperties: jsonSchema(node.values, depth + 1) }),
    ...(node.items === undefined ? {} : { items: jsonSchema(node.items, depth + 1) }),
    ...(node.required.length === 0 ? {} : { required: node.required }),
  };
}
