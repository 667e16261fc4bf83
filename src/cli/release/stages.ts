import { UserError } from '../../kernel/problem.ts';
import { type Environment } from '../../overlays/environment.ts';

/**
 * The environments that a name means: those of a stage, in its order, or one environment.
 *
 * @throws UserError naming the stages there are
 */
export function environmentsOf(name: string, environments: readonly Environment[]): Environment[] {
  const inStage = environments.filter(({ stage }) => stage === name).sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  if (inStage.length > 0) return inStage;
  const one = environments.filter((environment) => environment.name === name);
  if (one.length > 0) return one;
  throw new UserError({ message: `there is no stage and no environment ${JSON.stringify(name)}`, allowed: [...new Set(environments.map(({ stage }) => stage))].sort().join(', ') });
}
