import { quoted } from '../kernel/problem.ts';

/** A value as it stands in a message: scalars as they are, a map or list by its kind alone, because it may be of any size. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : 'a list';
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0 ? '{}' : 'a map';
  return quoted(value);
}
