import type { Schema } from './schema.ts';

/** The definitions of one Kubernetes minor. */
export interface CoreSchema {
  /** The minor: `1.36`. */
  readonly kubernetes: string;
  readonly definitions: Readonly<Record<string, Schema>>;
}

/** Kinds that are asked or told, not kept: nobody puts them into a manifest. */
const NOT_DECLARED = new Set(['Binding', 'ComponentStatus', 'Event', 'Eviction', 'Scale', 'TokenRequest']);

/**
 * Ids of the definitions that are kinds somebody may declare in a manifest: those with object
 * metadata, but for reviews, events and subresources.
 */
export function declaredKinds(definitions: Readonly<Record<string, Schema>>): readonly string[] {
  return Object.keys(definitions).filter((id) => {
    const definition = definitions[id];
    const names = definition?.['x-kubernetes-group-version-kind'];
    if (names?.length !== 1) return false;
    const kind = names[0]?.kind ?? '';
    const metadata = definition?.properties?.['metadata']?.$ref ?? '';
    return metadata.endsWith('.ObjectMeta') && !kind.endsWith('Review') && !NOT_DECLARED.has(kind);
  });
}
