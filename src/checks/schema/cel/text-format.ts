import { CelError } from './cel-error.ts';
import { type CelMeter } from './cel-meter.ts';
import { textOf } from './conversion-functions.ts';
import { CelList, CelMap, CelUint, type CelValue, typeNameOf } from './cel-value.ts';

/**
 * A text with its verbs (`%s`, `%d`, `%.2f`) replaced by values.
 * @see https://pkg.go.dev/github.com/google/cel-go/ext#Strings
 */
export function formatted(text: string, { items }: CelList, meter: CelMeter): string {
  let next = 0;
  const made = text.replace(/%(?:\.([0-9]{1,3}))?([\s\S]?)/g, (_all, precision: string | undefined, verb: string) => {
    if (verb === '%') return '%';
    if (next >= items.length) throw new CelError(`index ${next} out of range`);
    return written(verb, items[next++]!, precision === undefined ? 6 : Number(precision));
  });
  meter.spend(made.length / 10);
  return made;
}

function written(verb: string, value: CelValue, precision: number): string {
  const whole = typeof value === 'bigint' ? value : value instanceof CelUint ? value.value : undefined;
  const real = typeof value === 'number' ? value : undefined;
  switch (verb) {
    case 's':
      return plain(value);
    case 'd':
      if (whole !== undefined || real !== undefined) return String(whole ?? real);
      break;
    case 'f':
      if (real !== undefined || whole !== undefined) return (real ?? Number(whole)).toFixed(precision);
      break;
    case 'e':
      if (real !== undefined || whole !== undefined) return scientific((real ?? Number(whole)).toExponential(precision));
      break;
    case 'b':
      if (whole !== undefined) return whole.toString(2);
      if (typeof value === 'boolean') return value ? '1' : '0';
      break;
    case 'o':
      if (whole !== undefined) return whole.toString(8);
      break;
    case 'x':
    case 'X': {
      const hex = whole !== undefined ? whole.toString(16) : typeof value === 'string' ? Buffer.from(value, 'utf8').toString('hex') : value instanceof Uint8Array ? Buffer.from(value).toString('hex') : undefined;
      if (hex !== undefined) return verb === 'X' ? hex.toUpperCase() : hex;
      break;
    }
    default:
  }
  throw new CelError(`could not parse formatting clause: "%${verb}" doesn't take ${typeNameOf(value)}`);
}

function plain(value: CelValue): string {
  if (value === null) return 'null';
  if (value instanceof CelList) return `[${value.items.map(inside).join(', ')}]`;
  if (value instanceof CelMap) return `{${value.keys().map((key) => `${inside(key)}:${inside(value.get(key)!)}`).sort().join(', ')}}`;
  return textOf(value) ?? typeNameOf(value);
}

/** A value in a list or map: texts in quotes, so that they are told from the rest. */
function inside(value: CelValue): string {
  return typeof value === 'string' ? JSON.stringify(value) : typeof value === 'number' ? value.toFixed(6) : plain(value);
}

/** CEL writes the power of ten as a mathematician does: `1.5×10⁰³`. */
function scientific(text: string): string {
  const [, size = '', sign = '', power = ''] = /^(.*)e([+-])(\d+)$/.exec(text) ?? [];
  return `${size}×10${sign === '-' ? '⁻' : ''}${power.padStart(2, '0').replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!)}`;
}
