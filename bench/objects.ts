import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** Objects as canonical JSON, by what identifies them. */
export type Objects = ReadonlyMap<string, string>;

/** Every object in the YAML files of a folder and the folders in it, read as cdk8s itself reads YAML. */
export function objectsIn(folder: string): Objects {
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  return objectsOf(texts);
}

/** Every object in texts of YAML. */
export function objectsOf(texts: readonly string[]): Objects {
  return toObjects(texts.flatMap((text) => parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as unknown)));
}

/** Objects by identity. Throws when two are one to Kubernetes. */
export function toObjects(values: readonly unknown[]): Objects {
  const objects = new Map<string, string>();
  for (const value of values) {
    const { apiVersion, kind, metadata } = value as { apiVersion: string; kind: string; metadata: { namespace?: string; name: string } };
    const key = `${apiVersion} ${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
    if (objects.has(key)) throw new Error(`${key} is there twice`);
    objects.set(key, canonical(value));
  }
  return objects;
}

/** What two sets of objects differ in, a line each; empty where they are the same. */
export function differences(ours: Objects, theirs: Objects): string[] {
  return [...new Set([...ours.keys(), ...theirs.keys()])].sort().flatMap((key) => {
    const [our, their] = [ours.get(key), theirs.get(key)];
    if (our === their) return [];
    if (our === undefined || their === undefined) return [`${key} is made by ${our === undefined ? 'the second' : 'the first'} alone`];
    return [`${key}: ${our}\n  is not ${their}`];
  });
}

/** JSON whose keys are in order, so that equal values are equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
