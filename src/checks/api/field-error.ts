import { visible } from '../../kernel/problem.ts';
import { type Finding } from '../rule.ts';

// What the API server says of a field, in its own words, so that a finding here and a refusal there read alike.
// https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation/field

/** A field that must be there is not, or is empty. */
export function required(path: string, detail: string): Finding {
  return { path, reason: 'Required', message: `Required value: ${detail}` };
}

/** A value that the field can't have. */
export function invalid(path: string, value: unknown, detail: string): Finding {
  return { path, reason: 'Invalid', message: `Invalid value: ${valueText(value)}: ${detail}` };
}

/** A value that may stand once in its list, and stands there again. */
export function duplicate(path: string, value: unknown): Finding {
  return { path, reason: 'Duplicate', message: `Duplicate value: ${valueText(value)}` };
}

/** A value outside a closed set. */
export function notSupported(path: string, value: unknown, supported: readonly string[]): Finding {
  const allowed = [...supported].sort().map((one) => JSON.stringify(one)).join(', ');
  return { path, reason: 'NotSupported', message: `Unsupported value: ${valueText(value)}: supported values: ${allowed}` };
}

/** A field that may not be set here. */
export function forbidden(path: string, detail: string): Finding {
  return { path, reason: 'Forbidden', message: `Forbidden: ${detail}` };
}

/** A value longer than the field takes; the API server doesn't print it. */
export function tooLong(path: string, most: number, unit: 'bytes' | 'characters' = 'bytes'): Finding {
  return { path, reason: 'TooLong', message: `Too long: may not be more than ${most} ${unit}` };
}

/** A list or map with more entries than the field takes. */
export function tooMany(path: string, got: number, most: number): Finding {
  return { path, reason: 'TooMany', message: `Too many: ${got}: must have at most ${most} items` };
}

/** A name that nothing in the same object has. */
export function notFound(path: string, value: unknown): Finding {
  return { path, reason: 'NotFound', message: `Not found: ${valueText(value)}` };
}

const LONGEST = 200;

function valueText(value: unknown): string {
  const text = visible(JSON.stringify(value) ?? 'null');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
