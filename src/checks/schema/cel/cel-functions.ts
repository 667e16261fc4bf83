import { ADDRESS_FUNCTIONS } from './address-functions.ts';
import { type CelFunction } from './cel-function.ts';
import { CONVERSION_FUNCTIONS } from './conversion-functions.ts';
import { FORMAT_FUNCTIONS } from './format-functions.ts';
import { LIST_FUNCTIONS } from './list-functions.ts';
import { OPERATORS } from './operators.ts';
import { OPTIONAL_FUNCTIONS } from './optional-functions.ts';
import { QUANTITY_FUNCTIONS } from './quantity-functions.ts';
import { SEMVER_FUNCTIONS } from './semver-functions.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';
import { TIME_FUNCTIONS } from './time-functions.ts';
import { URL_FUNCTIONS } from './url-functions.ts';

/** Several libraries may have a function of one name, for values of their own. */
function merged(tables: readonly Readonly<Record<string, CelFunction>>[]): ReadonlyMap<string, CelFunction> {
  const all = new Map<string, readonly CelFunction[]>();
  for (const table of tables) for (const [name, apply] of Object.entries(table)) all.set(name, [...(all.get(name) ?? []), apply]);
  return new Map([...all].map(([name, functions]) => [name, functions.length === 1 ? functions[0]! : firstOf(functions)]));
}

function firstOf(functions: readonly CelFunction[]): CelFunction {
  return (args, meter) => {
    for (const apply of functions) {
      const value = apply(args, meter);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

/**
 * The functions and operators, by name; a method's first argument is what it is called on.
 * @see https://kubernetes.io/docs/reference/using-api/cel/#cel-options-language-features-and-libraries
 */
export const CEL_FUNCTIONS: ReadonlyMap<string, CelFunction> = merged([
  OPERATORS,
  CONVERSION_FUNCTIONS,
  TEXT_FUNCTIONS,
  LIST_FUNCTIONS,
  TIME_FUNCTIONS,
  OPTIONAL_FUNCTIONS,
  QUANTITY_FUNCTIONS,
  ADDRESS_FUNCTIONS,
  URL_FUNCTIONS,
  SEMVER_FUNCTIONS,
  FORMAT_FUNCTIONS,
]);
