import { KindAgenda } from './kind-agenda.ts';
import { type Rule } from './rule.ts';

/** Rules sorted by what calls for them, so that a rule costs nothing where it has nothing to say. */
export class Agenda {
  /** Rules that choose their manifests by a look at the set. */
  readonly choosing: readonly ChoosingRule[];
  readonly #others: readonly Rule[];
  readonly #byKind = new Map<string, KindAgenda>();

  constructor(rules: readonly Rule[]) {
    this.choosing = rules.filter(chooses);
    this.#others = rules.filter((rule) => !chooses(rule));
  }

  /** The rules about a kind, given as `group/Kind`, but for those that choose. */
  ofKind(kind: string): KindAgenda {
    let agenda = this.#byKind.get(kind);
    if (agenda === undefined) {
      if (this.#byKind.size >= MOST_KINDS) this.#byKind.clear();
      this.#byKind.set(kind, (agenda = new KindAgenda(this.#others.filter((rule) => isAbout(rule, kind)))));
    }
    return agenda;
  }
}

/** A rule that chooses its manifests by a look at the set. */
export type ChoosingRule = Rule & Required<Pick<Rule, 'among'>>;

/** Whether the rule is asked about the kind. */
export function isAbout({ kinds }: Rule, kind: string): boolean {
  return kinds === undefined || kinds.includes(kind);
}

/** Kinds that are remembered: systems use some dozens, hostile input any number. */
const MOST_KINDS = 1_000;

function chooses(rule: Rule): rule is ChoosingRule {
  return rule.among !== undefined;
}
