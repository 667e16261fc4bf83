import { type RawNode, type RawSchema } from './raw-schema.ts';
import { type PublishedSchema, rawOf } from './published-schema.ts';

/**
 * The root of a custom resource in the form of the packs: the API server takes metadata by its own type, and
 * drops a status that has an endpoint of its own.
 *
 * @param nameOf how a reference is written; a custom resource definition itself has none
 */
export function customRoot(schema: PublishedSchema, dropsStatus: boolean, nameOf?: (ref: string) => RawSchema): RawSchema {
  const raw = rawOf(schema, nameOf);
  const node: RawNode = typeof raw === 'string' ? { type: 'object' } : raw;
  const status = node.properties?.['status'];
  const properties = {
    ...node.properties,
    apiVersion: 'string',
    kind: 'string',
    metadata: '#meta.v1.ObjectMeta',
    ...(status === undefined ? {} : { status: dropsStatus ? 'fields' : status }),
  };
  const required = node.required?.filter((name) => name !== 'status');
  const { required: _required, ...rest } = node;
  return { ...rest, properties: sorted(properties), ...(required === undefined || required.length === 0 ? {} : { required }) };
}

function sorted(properties: Readonly<Record<string, RawSchema>>): Readonly<Record<string, RawSchema>> {
  return Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)));
}
