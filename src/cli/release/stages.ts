import { quoted, UserError } from '../../kernel/problem.ts';
import { type Environment } from '../../overlays/environment.ts';
import { nearest } from '../../kernel/nearest.ts';

/**
 * The environments that a name means: those of a stage, in its order, or one environment.
 *
 * @param option the one that names it, for the line to type
 * @throws UserError naming the stages there are
 */
export function environmentsOf(name: string, environments: readonly Environment[], option: string): Environment[] {
  const inStage = environments.filter(({ stage }) => stage === name).sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  if (inStage.length > 0) return inStage;
  const one = environments.filter((environment) => environment.name === name);
  if (one.length > 0) return one;
  const stages = [...new Set(environments.map(({ stage }) => stage))].sort();
  const near = nearest(name, new Set([...stages, ...environments.map((environment) => environment.name)]));
  throw new UserError({ message: `there is no stage and no environment ${quoted(name)}${near === undefined ? '' : `, did you mean ${quoted(near)}?`}`, allowed: stages.join(', '), fix: stages.length === 0 ? 'add it to overlays/environments.yaml' : `${option} ${near ?? stages.at(-1)!}` });
}
