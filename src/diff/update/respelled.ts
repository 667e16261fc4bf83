import { isFields } from '../../api/defaults/fill.ts';

/** Whether two objects of the same meaning are stored in other words: `1Gi` and `1073741824`. */
export function isRespelled(a: unknown, b: unknown): boolean {
  if (a === b) return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.some((item, index) => isRespelled(item, b[index]));
  if (isFields(a) && isFields(b)) return Object.keys(a).some((key) => Object.hasOwn(b, key) && isRespelled(a[key], b[key]));
  return typeof a === 'string' && typeof b === 'string';
}
