import { type z } from 'zod';
import { NEWEST_MINOR, OLDEST_MINOR } from '../kernel/kubernetes-minors.ts';
import { type Refusal, field, refuse, textField } from './field.ts';

/** A minor version of Kubernetes that slipway knows. */
export const kubernetesMinor = textField({
  what: 'a Kubernetes minor version that slipway knows',
  allowed: `"1.${OLDEST_MINOR}" to "1.${NEWEST_MINOR}", quoted`,
  example: `"1.${NEWEST_MINOR}"`,
  parse: (text) => {
    const match = /^v?1\.([0-9]{1,3})(\.[0-9]+)?$/.exec(text);
    if (match === null) return refuse();
    const minor = Number(match[1]);
    if (minor < OLDEST_MINOR) return refuse({ because: 'it is too old' });
    if (minor > NEWEST_MINOR) return refuse({ because: 'it is newer than this slipway' });
    return text === `1.${minor}` ? text : refuse({ because: 'only the minor version counts', fix: `"1.${minor}"` });
  },
});

const PERCENT = /^(100|[1-9][0-9]?)%$/;

/** A share, written `70%`. */
export const percentage = textField({
  what: 'a percentage',
  allowed: '1% to 100%',
  example: '70%',
  pattern: PERCENT,
  otherwise: meantPercentage,
});

const PART = /^[1-9][0-9]?%$/;

/**
 * How many of a set of pods: a number of them, or a share. Never none, which would hold up drains
 * and rollouts for ever, and never all, which would protect nothing.
 */
export const podCount = field<number | string>({
  what: 'a number of pods or a percentage',
  allowed: 'a whole number from 1, or 1% to 99%',
  example: '1',
  json: { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'string', pattern: PART.source }] },
  parse: (value) => {
    if (value === '100%') return refuse({ because: 'it is all of them at once, which protects nothing', fix: '1' });
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 10_000) return value;
    if (typeof value === 'string' && PART.test(value)) return value;
    return typeof value === 'string' && /^[1-9][0-9]*$/.test(value) ? refuse({ because: 'it is text, not a number', fix: value }) : refuse();
  },
});

function meantPercentage(value: unknown): Refusal {
  const bare = typeof value === 'number' ? value : typeof value === 'string' && /^[0-9]+(\.[0-9]+)?%?$/.test(value) ? Number.parseFloat(value) : undefined;
  if (bare === undefined) return refuse();
  if (bare > 0 && bare < 1) return refuse({ because: 'it is a fraction', fix: `${Math.max(1, Math.round(bare * 100))}%` });
  if (bare < 1 || bare > 100) return refuse({ because: 'it is out of range' });
  const because = Number.isInteger(bare) ? 'the "%" is missing' : 'it is not whole';
  return refuse({ because, fix: `${Math.round(bare)}%` });
}

/** A whole number in a range, both ends included. */
export function wholeNumber(min: number, max: number, example: number = min): z.ZodType<number, number> {
  const what = `a whole number from ${min} to ${max}`;
  return field<number>({
    what,
    allowed: what,
    example: String(example),
    json: { type: 'integer', minimum: min, maximum: max },
    parse: (value) => {
      if (typeof value === 'string' && /^[0-9]+$/.test(value)) return refuse({ because: 'it is text, not a number', fix: value });
      if (typeof value !== 'number' || !Number.isInteger(value)) return refuse();
      if (value < min) return refuse({ fix: String(min) });
      return value > max ? refuse({ fix: String(max) }) : value;
    },
  });
}
