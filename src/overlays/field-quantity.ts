import { type z } from 'zod';
import { compareQuantity, formatQuantity, parseQuantity, quantityProblem } from '../kernel/quantity.ts';
import { type Refusal, field, refuse } from './field.ts';

/** A quantity of anything, zero included; code reads its canonical form (`0.5` is `500m`). */
export const quantity = quantityField({
  what: 'a quantity',
  allowed: 'a number with Ki, Mi, Gi, Ti or k, M, G, T, or with m for thousandths',
  example: '1Gi',
  least: '0',
});

/** Processor time: cores, or thousandths of a core with `m`. */
export const cpuQuantity = quantityField({
  what: 'a quantity of CPU',
  allowed: 'cores such as 2, or thousandths of one such as 500m; at least 1m, at most 1k',
  example: '500m',
  least: '1m',
  most: '1k',
  wrong: (text) => (/[KMGT]i?$/.test(text) ? 'CPU is counted in cores, not in bytes' : undefined),
});

/** Memory, in bytes: at least the 4Mi below which no container starts. */
export const memoryQuantity = quantityField({
  what: 'a quantity of memory',
  allowed: 'a number with Ki, Mi, Gi, Ti or k, M, G, T; at least 4Mi',
  example: '1Gi',
  least: '4Mi',
  wrong: bytes,
});

/** Room on a disk, in bytes: at least 1Mi. */
export const storageQuantity = quantityField({
  what: 'a quantity of storage',
  allowed: 'a number with Ki, Mi, Gi, Ti or k, M, G, T; at least 1Mi',
  example: '10Gi',
  least: '1Mi',
  wrong: bytes,
});

interface QuantityFacts {
  readonly what: string;
  readonly allowed: string;
  readonly example: string;
  readonly least: string;
  readonly most?: string;
  /** What is wrong with a quantity that only this field refuses. */
  readonly wrong?: (text: string) => string | undefined;
}

function quantityField({ what, allowed, example, least, most, wrong }: QuantityFacts): z.ZodType<string, string | number> {
  const json = { type: ['string', 'number'], examples: [example] };
  return field<string, string | number>({ what, allowed, example, json, parse });

  function parse(value: unknown): string | Refusal {
    if (typeof value !== 'string' && typeof value !== 'number') return refuse();
    const text = String(value);
    const problem = quantityProblem(text);
    // The fix may be a quantity and still none of this kind: memory has no thousandths.
    if (problem !== undefined) return refuse(problem.fix === undefined || parse(problem.fix) !== problem.fix ? {} : { fix: problem.fix });
    const because = wrong?.(text);
    if (because !== undefined) return refuse({ because, ...meantBytes(text) });
    const parsed = parseQuantity(text);
    if (compareQuantity(parsed, least) < 0) return refuse({ because: `it is less than ${least}`, ...meantUnit(text) });
    if (most !== undefined && compareQuantity(parsed, most) > 0) return refuse({ because: `it is more than ${most}` });
    return formatQuantity(parsed);
  }

  /** `512m` of memory is half a byte; who writes it means `512Mi`. */
  function meantBytes(text: string): { fix?: string } {
    const fix = `${text.slice(0, -1)}Mi`;
    return text.endsWith('m') && quantityProblem(fix) === undefined && compareQuantity(fix, least) >= 0 ? { fix } : {};
  }

  /** `512` of memory is 512 bytes; who writes it means `512Mi`. */
  function meantUnit(text: string): { fix?: string } {
    return least.endsWith('Mi') && /^[1-9][0-9]*$/.test(text) && compareQuantity(`${text}Mi`, least) >= 0 ? { fix: `${text}Mi` } : {};
  }
}

function bytes(text: string): string | undefined {
  return /[0-9.][num]$/.test(text) ? `"${text.at(-1)}" means a fraction of a byte` : undefined;
}
