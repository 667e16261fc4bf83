import { type Json } from '../../kernel/manifest.ts';
import { setOwn } from '../../kernel/set-own.ts';
import { canonicalKey } from './canonical-key.ts';
import { isJsonMap } from './json-kind.ts';
import { type ValuePath } from './value-path.ts';

/** That a value is not there in an environment, so that what it stands for is not rendered. */
export const ABSENT = Symbol('absent');

/** What a value is in each environment that asks for it. */
export type ByEnvironment = ReadonlyMap<string, Json | typeof ABSENT>;

/** A value and where it lies. */
export interface ChartValue {
  readonly path: ValuePath;
  readonly byEnvironment: ReadonlyMap<string, Json | typeof ABSENT>;
  /** What its schema says besides the type that its values have. */
  readonly schema?: Readonly<Record<string, Json>>;
}

interface Branch {
  readonly children: Map<string, Branch>;
  value?: { path: ValuePath; byEnvironment: Map<string, Json | typeof ABSENT>; schema?: Readonly<Record<string, Json>> };
}

/** The values of all charts of a system, as one tree. */
export class ChartValues {
  readonly #root: Branch = { children: new Map() };

  /**
   * Places a value at the first of the paths that is free, or that holds the same already, and tells
   * which. Where none is, a step of the last one gets a number. At the top there are no values, only
   * those of a chart.
   */
  place(paths: readonly ValuePath[], byEnvironment: ByEnvironment, schema?: Readonly<Record<string, Json>>): ValuePath {
    const path = this.#free(paths.filter(({ length }) => length > 1), byEnvironment);
    this.#put(path, byEnvironment, schema);
    return path;
  }

  #free(paths: readonly ValuePath[], byEnvironment: ByEnvironment): ValuePath {
    const free = paths.find((path) => this.fits(path, byEnvironment));
    if (free !== undefined) return free;
    const last = paths.at(-1)!;
    for (let number = 2; ; number++) {
      for (let step = last.length - 1; step > 0; step--) {
        const path = last.map((name, index) => (index === step ? `${name}${number}` : name));
        if (this.fits(path, byEnvironment)) return path;
      }
    }
  }

  /** Whether a value would stand there alone, or be the one that stands there. */
  fits(path: ValuePath, byEnvironment: ByEnvironment): boolean {
    let branch: Branch | undefined = this.#root;
    for (const step of path) {
      if (branch?.value !== undefined) return false;
      branch = branch?.children.get(step);
    }
    return branch === undefined || (branch.children.size === 0 && (branch.value === undefined || agree(branch.value.byEnvironment, byEnvironment)));
  }

  /** Every value, sorted by path. */
  all(): ChartValue[] {
    const found: ChartValue[] = [];
    const visit = ({ children, value }: Branch): void => {
      if (value !== undefined) found.push(value);
      for (const key of [...children.keys()].sort()) visit(children.get(key)!);
    };
    visit(this.#root);
    return found;
  }

  #put(path: ValuePath, byEnvironment: ByEnvironment, schema: Readonly<Record<string, Json>> | undefined): void {
    let branch = this.#root;
    for (const step of path) {
      let next = branch.children.get(step);
      if (next === undefined) branch.children.set(step, (next = { children: new Map() }));
      branch = next;
    }
    branch.value ??= { path, byEnvironment: new Map(), ...(schema === undefined ? {} : { schema }) };
    for (const [environment, value] of byEnvironment) branch.value.byEnvironment.set(environment, value);
  }
}

function agree(a: ByEnvironment, b: ByEnvironment): boolean {
  for (const [environment, value] of b) if (a.has(environment) && !same(a.get(environment)!, value)) return false;
  return true;
}

/**
 * What holds unless an environment says otherwise: the first environment's value, of maps only what
 * all of them have. Helm merges maps, so a key that stood here could not be left out there.
 */
export function defaultOf({ byEnvironment }: ChartValue): Json | typeof ABSENT {
  return overlap([...byEnvironment.keys()].sort().map((environment) => byEnvironment.get(environment)!));
}

/** Values as the tree that a file holds; a branch without any is an empty map, so that templates can ask for what lies in it. */
export function valueTree(values: readonly ChartValue[], pick: (value: ChartValue) => Json | typeof ABSENT): { [key: string]: Json } {
  const root: { [key: string]: Json } = {};
  for (const value of values) {
    const picked = pick(value);
    let map = root;
    for (const step of value.path.slice(0, -1)) {
      if (!Object.hasOwn(map, step)) setOwn<Json>(map, step, {});
      map = map[step] as { [key: string]: Json };
    }
    if (picked !== ABSENT) setOwn(map, value.path.at(-1)!, picked);
  }
  return root;
}

function overlap(variants: readonly (Json | typeof ABSENT)[]): Json | typeof ABSENT {
  const [first] = variants;
  if (first === undefined || variants.includes(ABSENT)) return ABSENT;
  const maps = variants.filter((variant) => isJsonMap(variant));
  if (maps.length === 0) return first;
  if (maps.length < variants.length) return ABSENT;
  const map: { [key: string]: Json } = {};
  for (const key of Object.keys(maps[0]!)) {
    const value = overlap(maps.map((each) => (Object.hasOwn(each, key) ? each[key]! : ABSENT)));
    if (value !== ABSENT) setOwn(map, key, value);
  }
  return map;
}

function same(a: Json | typeof ABSENT, b: Json | typeof ABSENT): boolean {
  if (a === ABSENT || b === ABSENT) return a === b;
  return canonicalKey(a) === canonicalKey(b);
}
