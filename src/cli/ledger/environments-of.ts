import { UserError } from '../../kernel/problem.ts';
import { type Environment, environmentFor } from '../../overlays/environment.ts';
import { type LoadedOverlays } from '../../overlays/load.ts';
import { unknownNames } from '../../overlays/selection.ts';

/**
 * The environments that a system has, in the order in which bundles move: where they come in first,
 * what is promoted from there after it.
 *
 * @throws UserError when there is no such system
 */
export function environmentsOf(system: string, systems: readonly string[], { environments, pairs }: Pick<LoadedOverlays, 'environments' | 'pairs'>): Environment[] {
  const problems = unknownNames('system', [system], systems);
  if (problems.length > 0) throw new UserError(problems);
  const has = new Set(pairs.filter((pair) => pair.system === system).map(({ environment }) => environment));
  const own = environments.map((environment) => environmentFor(environment, system));
  const sources = new Map(own.map(({ stage, promotion: { from } }) => [stage, from]));
  const depth = (stage: string): number => {
    const from = sources.get(stage);
    return from === undefined ? 0 : depth(from) + 1;
  };
  return own.filter(({ name }) => has.has(name)).sort((a, b) => depth(a.stage) - depth(b.stage) || (a.stage < b.stage ? -1 : a.stage > b.stage ? 1 : 0) || a.order - b.order);
}
