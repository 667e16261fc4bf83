import { type ContractFault, NO_EXAMPLE } from '../constructs/environment-contract.ts';
import { type Path, pathText } from '../kernel/path.ts';
import { type Problem } from '../kernel/problem.ts';
import { type OverlayPair } from '../overlays/load.ts';
import { camelOf, leavesOf } from './overlay-leaves.ts';
import { variablePath } from './overlay-place.ts';

/** What of a pair a fix is found by. */
export type FixedPair = Pick<OverlayPair, 'system' | 'environment' | 'values' | 'sourceOf' | 'saidAt'>;

/**
 * The line that mends a break of a contract, as the overlays of this system are written: below the key
 * that holds such variables, with the value or reference that another file or environment has.
 *
 * @param others the system in other environments
 * @returns undefined where the overlays tell nothing better than the fault itself does
 */
export function contractFix({ component, variable, kind, secret, schema, meant, problem }: ContractFault, pair: FixedPair, others: readonly FixedPair[]): Problem['fix'] {
  if (kind === 'unknown') {
    const written = variablePath(pair, component, variable);
    const value = written?.at(-1) === variable ? leavesOf(pair.values).find(({ path }) => pathText(path) === pathText(written))?.value : undefined;
    return meant === undefined || (!isReference(value) && (secret || typeof value !== 'string')) ? undefined : `${meant}: ${isReference(value) ? value : JSON.stringify(value)}`;
  }
  if (secret && (kind === 'unset' || kind === 'clear')) return secretFix(component, variable, pair, others);
  if (schema === undefined || secret) return undefined;
  const place = holderOf(component, pair, (value) => typeof value === 'string' && !isReference(value));
  const where = kind === 'unset' && place !== undefined ? `   (below ${pathText(place)})` : '';
  const known = problem.fix?.includes(NO_EXAMPLE) === true || kind === 'unset' ? exampleIn(component, variable, pair, others, (text) => schema.safeParse(text).success) : undefined;
  if (known !== undefined) return `${variable}: ${JSON.stringify(known.text)}   (as in ${known.where}${where === '' ? '' : `;${where.replace(/^ +\(|\)$/g, ' ')}`.trimEnd()})`;
  return where === '' ? undefined : problem.fix?.replace(/ {3}\(in env\)$/, where);
}

function secretFix(component: string, variable: string, pair: FixedPair, others: readonly FixedPair[]): string | undefined {
  const place = holderOf(component, pair, isReference) ?? others.map((other) => holderOf(component, other, isReference)).find((found) => found !== undefined);
  if (place === undefined) return undefined;
  for (const other of others) {
    const said = leavesOf(other.values).find(({ path }) => pathText(path) === pathText([...place, variable]))?.value;
    if (isReference(said)) return line(variable, said.split(other.environment).join(pair.environment), place);
  }
  const sibling = leavesOf(pair.values).find(({ path, value }) => isReference(value) && pathText(path.slice(0, -1)) === pathText(place))?.value as string | undefined;
  const [path = `${pair.system}/${pair.environment}/${component}`, property = 'a-b'] = sibling?.split('#') ?? [];
  return line(variable, `${path}#${variable.toLowerCase().replace(/_/g, property.includes('_') ? '_' : '-')}`, place);
}

function line(variable: string, reference: string, place: Path): string {
  return `${variable}: ${reference}   (below ${pathText(place)})`;
}

/** The map that holds variables of a component, of the sort: that in its own part, else one of the whole system. */
function holderOf(component: string, { values }: FixedPair, isOfSort: (value: unknown) => boolean): Path | undefined {
  const holders = leavesOf(values).filter(({ path, value }) => path.length > 1 && /^[A-Z][A-Z0-9_]*$/.test(String(path.at(-1))) && isOfSort(value)).map(({ path }) => path.slice(0, -1));
  return holders.find(([root]) => camelOf(root) === camelOf(component)) ?? (holders.every(({ length }) => length === holders[0]!.length && length === 2) ? holders[0] : undefined);
}

/** What another file, or another environment, has for a variable, where the program takes it. */
function exampleIn(component: string, variable: string, pair: FixedPair, others: readonly FixedPair[], isRight: (text: string) => boolean): { readonly text: string; readonly where: string } | undefined {
  for (const each of [pair, ...others]) {
    const path = variablePath(each, component, variable);
    if (path === undefined || camelOf(path[0]) !== camelOf(component)) continue;
    const text = each.saidAt(path).find((said): said is string => typeof said === 'string' && isRight(said));
    if (text !== undefined) return { text, where: each === pair ? 'what it overrides' : each.environment };
  }
  return undefined;
}

function isReference(value: unknown): value is string {
  return typeof value === 'string' && /^[^\s#]+#[^\s#]+$/.test(value);
}
