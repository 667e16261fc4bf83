import { type Path } from '../kernel/path.ts';
import { type Problem, quoted } from '../kernel/problem.ts';
import { valueAt } from './data.ts';
import { type TargetFacts } from './target-facts.ts';
import { isWithinDomain } from './field-network.ts';
import { lineFor, locate } from './locate.ts';
import { type Merged } from './merge.ts';

/** What a rule found wrong. */
export interface RuleFinding {
  /** Which value is wrong: `app.scale.min`, or its steps where a key holds a dot. */
  readonly path: string | Path;
  readonly message: string;
  readonly allowed?: string;
  /** The line to type. */
  readonly fix?: string;
}

/**
 * What no schema can say: a rule over several values, or over a value and the facts of the target.
 * It sees parsed values, so it never asks whether they are of the right type.
 */
export type OverlayRule<Values> = {
  // A method is compared bivariantly, so that systems with different values fit in one list.
  rule(values: Values, target: TargetFacts): Iterable<RuleFinding>;
}['rule'];

/** Applies rules; each finding stands where the value it is about was written. */
export function applyRules<Values>(rules: readonly OverlayRule<Values>[], values: Values, target: TargetFacts, merged: Merged): Problem[] {
  return rules.flatMap((rule) =>
    [...rule(values, target)].map(({ path, ...finding }) => ({ ...locate(merged, typeof path === 'string' ? stepsOf(path) : path), ...finding })),
  );
}

/** A rule: the host name at the path lies in the target's domain. An absent host is none of its business. */
export function hostWithinDomain(path: string): OverlayRule<unknown> {
  const steps = stepsOf(path);
  return (values, { domain }) => {
    const host = valueAt(values as never, steps);
    if (typeof host !== 'string' || isWithinDomain(host, domain)) return [];
    return [
      {
        path: steps,
        message: `${quoted(host)} lies outside the target's domain`,
        allowed: `${domain} and names that end in .${domain}`,
        fix: lineFor(steps, `${host.split('.')[0]}.${domain}`),
      },
    ];
  };
}

/** The steps of a dotted path: `zones[0].name` is `zones`, 0, `name`. */
export function stepsOf(path: string): Path {
  return [...path.matchAll(/[^.[\]]+|\[(\d+)\]/g)].map((match) => (match[1] === undefined ? match[0] : Number(match[1])));
}
