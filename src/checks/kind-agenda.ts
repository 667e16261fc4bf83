import { type Fields } from './field.ts';
import { type Node } from './nodes-of.ts';
import { type Rule } from './rule.ts';

/** What a manifest calls for. */
export interface Call {
  readonly rules: readonly Rule[];
  /** The values that call for them; absent where nobody has looked. */
  readonly suspects?: readonly Node[];
}

/** The rules about one kind, by what calls for them. */
export class KindAgenda {
  /** Rules that are asked about every manifest of the kind. */
  readonly always: readonly Rule[];
  /** Rules that wait for a key or value to look at. */
  readonly waiting: readonly Rule[];
  readonly #byKey = new Map<string, readonly Rule[]>();
  readonly #byNull: readonly Rule[];
  readonly #byEmpty: readonly Rule[];

  constructor(rules: readonly Rule[]) {
    this.always = rules.filter((rule) => !waits(rule));
    this.waiting = rules.filter(waits);
    this.#byNull = orNone(this.waiting.filter(({ values }) => values?.includes('null') === true));
    this.#byEmpty = orNone(this.waiting.filter(({ values }) => values?.includes('empty') === true));
  }

  /**
   * The waiting rules that the keys and values of a manifest call for: one walk, however many rules wait.
   * What is too large to be walked, such as what holds itself, calls for all of them.
   */
  callOf(manifest: object): Call {
    if (this.waiting.length === 0) return NO_CALL;
    const byKey = this.#byKey;
    let rules = NONE;
    const suspects: Node[] = [];
    const branches: Node[] = [{ key: undefined, value: manifest, parent: undefined }];
    for (let next = 0; next < branches.length; next++) {
      if (next === MOST_WALKED) return { rules: this.waiting };
      const parent = branches[next]!;
      const value = parent.value as Fields;
      const isList = Array.isArray(value);
      let empty = true;
      // Without a list of the keys; an inherited one would at worst call for a rule too many.
      for (const key in value) {
        empty = false;
        const child = value[key];
        const called = isList ? NONE : (byKey.get(key) ?? this.#lookUp(key));
        const isBranch = typeof child === 'object' && child !== null;
        const calledByNull = child === null ? this.#byNull : NONE;
        if (!isBranch && called === NONE && calledByNull === NONE) continue;
        const node = { key: isList ? Number(key) : key, value: child, parent };
        if (isBranch) branches.push(node);
        if (called === NONE && calledByNull === NONE) continue;
        suspects.push(node);
        rules = union(union(rules, called), calledByNull);
      }
      if (empty && this.#byEmpty !== NONE) {
        // Its key may have called already.
        if (typeof parent.key !== 'string' || (byKey.get(parent.key) ?? this.#lookUp(parent.key)) === NONE) suspects.push(parent);
        rules = union(rules, this.#byEmpty);
      }
    }
    return rules === NONE ? NO_CALL : { rules, suspects };
  }

  #lookUp(key: string): readonly Rule[] {
    if (this.#byKey.size >= MOST_KEYS) this.#byKey.clear();
    const rules = orNone(this.waiting.filter(({ keys }) => keys?.some((each) => (typeof each === 'string' ? each === key : each.test(key))) === true));
    this.#byKey.set(key, rules);
    return rules;
  }
}

/** Maps and lists of one manifest; of ours none has a hundred. */
const MOST_WALKED = 10_000;
/** Keys that are remembered: systems use some hundreds, hostile input any number. */
const MOST_KEYS = 10_000;

const NONE: readonly Rule[] = [];
const NO_CALL: Call = { rules: NONE };

function waits({ keys, values }: Rule): boolean {
  return keys !== undefined || values !== undefined;
}

/** No rules are always the same list, so that one glance tells. */
function orNone(rules: readonly Rule[]): readonly Rule[] {
  return rules.length === 0 ? NONE : rules;
}

function union(some: readonly Rule[], more: readonly Rule[]): readonly Rule[] {
  if (more === NONE || some === more) return some;
  if (some === NONE) return more;
  const missing = more.filter((rule) => !some.includes(rule));
  return missing.length === 0 ? some : [...some, ...missing];
}
