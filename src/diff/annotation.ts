import { own } from '../api/defaults/fill.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { fieldsAt } from './immutable-field.ts';
import { type PathedDifference } from './impact-rule.ts';

/** The annotation of an object as text; undefined where it has none. */
export function annotationOf(manifest: Manifest, key: string): string | undefined {
  const value = own(fieldsAt(manifest, 'metadata', 'annotations'), key);
  return typeof value === 'string' ? value : undefined;
}

/** The paths of the differences in one of these annotations or labels, or in all of them at once. */
export function metadataPaths(differences: readonly PathedDifference[], keys: readonly string[], among: 'annotations' | 'labels' = 'annotations'): readonly string[] {
  return differences.filter(({ steps: [first, second, third, ...rest] }) => first === 'metadata' && rest.length === 0 && (second === undefined || (second === among && (third === undefined || keys.includes(String(third)))))).map(({ path }) => path);
}
