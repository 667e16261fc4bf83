import { type Problem, quoted } from '../../kernel/problem.ts';
import { boundedPatterns, type PatternAnswer } from './bounded-pattern.ts';
import { type Contract, type RequiredVariable } from './contract.ts';

/** A container as a contract sees it. */
export interface ContractContainer {
  /** Such as `Deployment/app`. */
  readonly object: string;
  readonly container: string;
  /** What each variable is set by: its text, a Secret, or something that is known in the cluster alone. */
  readonly variables: ReadonlyMap<string, VariableSource>;
}

/** What sets a variable. */
export type VariableSource = { readonly kind: 'literal'; readonly text: string } | { readonly kind: 'secret' } | { readonly kind: 'other' };

/** Longest literal that a pattern is tried on. */
const LONGEST = 10_000;

/** Every way in which containers break what their program requires; never with the value of what must be secret. */
export function contractProblems(contract: Contract, containers: readonly ContractContainer[]): Problem[] {
  const search = boundedPatterns();
  return containers.flatMap(({ object, container, variables }) =>
    Object.entries(contract).flatMap(([name, wanted]): Problem[] => {
      const source = variables.get(name);
      const path = `${object} › ${container} › ${name}`;
      if (source === undefined) return wanted.required === true ? [{ path, message: `the program requires ${name}, and nothing sets it`, fix: `set ${name} in the overlay of the environment, or in the construct` }] : [];
      if (source.kind !== 'literal') return [];
      if (wanted.secret === true) return [{ path, message: `${name} is secret, and stands in the clear`, allowed: 'a key of a Secret, such as an ExternalSecret writes', fix: `keys: { ${name}: shop/runtime#${name.toLowerCase()} }   (of the ExternalSecrets in uses)` }];
      const fault = literalFault(source.text, wanted, search);
      return fault === undefined ? [] : [{ path, message: `the program refuses ${quoted(source.text)} for ${name}`, allowed: fault, fix: `${name}: <a value that the program takes>` }];
    }),
  );
}

/** What would be right, in words; undefined when it is. */
function literalFault(text: string, { oneOf, pattern, minLength = 0, maxLength = Infinity, minimum = -Infinity, maximum = Infinity, type, format }: RequiredVariable, search: (pattern: string, text: string) => PatternAnswer): string | undefined {
  if (oneOf !== undefined && !oneOf.includes(text)) return oneOf.slice(0, 20).join(', ');
  const { length } = Array.from(text);
  if (length < minLength || length > maxLength) return maxLength === Infinity ? `at least ${minLength} characters` : `${minLength} to ${maxLength} characters`;
  if (type === 'integer' && !/^[+-]?\d{1,15}$/.test(text)) return 'a whole number';
  if (type === 'number' && (text.trim() === '' || !Number.isFinite(Number(text)))) return 'a number';
  if ((type === 'integer' || type === 'number') && (Number(text) < minimum || Number(text) > maximum)) return minimum === -Infinity ? `at most ${maximum}` : maximum === Infinity ? `at least ${minimum}` : `${minimum} to ${maximum}`;
  if (type === 'boolean' && !['true', 'false', '1', '0'].includes(text)) return 'true or false';
  if (format === 'uri' && !URL.canParse(text)) return 'an address with a scheme';
  if (pattern === undefined) return undefined;
  const found = text.length > LONGEST ? 'not-found' : search(pattern, text);
  if (found === 'found') return undefined;
  return found === 'too-slow' ? `text of which can be told in time whether it matches ${pattern}: write the pattern without repetition inside of repetition` : `text that matches ${pattern}`;
}
