import { type Problem, quoted } from '../kernel/problem.ts';
import { type ArgocdEnvironment, type ArgocdPair } from './argocd-facts.ts';

/** Longest name of an Application or AppProject: Argo CD writes both into labels. */
const LONGEST_NAME = 63;

/** Name of a pair's Application; also the pair's instance and namespace. */
export function applicationName({ system, environment }: ArgocdPair): string {
  return `${system}-${environment}`;
}

/** Name of the AppProject of a system in a stage. */
export function projectName(system: string, stage: string): string {
  return `${system}-${stage}`;
}

/**
 * What keeps the pairs from having Applications and AppProjects of their own: names that are too
 * long, and names that two of them would share (`a-b` in `c`, `a` in `b-c`).
 */
export function nameProblems(pairs: readonly ArgocdPair[], environments: readonly ArgocdEnvironment[]): Problem[] {
  const stages = new Map(environments.map(({ name, stage }) => [name, stage]));
  const applications = pairs.map((pair): Named => ({ name: applicationName(pair), whose: `${pair.system} in ${pair.environment}`, part: pair.environment, pair }));
  const projects = pairs.map((pair): Named => {
    const stage = stages.get(pair.environment) ?? pair.environment;
    return { name: projectName(pair.system, stage), whose: `${pair.system} in the stage ${stage}`, part: stage, pair };
  });
  return [...problemsOf('Application', applications), ...problemsOf('AppProject', projects)];
}

interface Named {
  readonly name: string;
  readonly whose: string;
  /** The environment or stage in the name. */
  readonly part: string;
  readonly pair: ArgocdPair;
}

function* problemsOf(kind: string, all: readonly Named[]): Iterable<Problem> {
  const owners = new Map<string, string>();
  for (const { name, whose, part, pair } of all) {
    const path = `${pair.environment}/${pair.system}`;
    const owner = owners.get(name);
    if (owner === whose) continue;
    if (owner !== undefined) {
      yield { path, message: `${whose} and ${owner} would share the ${kind} ${quoted(name)}`, fix: `rename one of the systems, or ${part}` };
      continue;
    }
    owners.set(name, whose);
    if (name.length > LONGEST_NAME) {
      yield { path, message: `the ${kind} ${quoted(name)} would have ${name.length} characters in its name`, allowed: `at most ${LONGEST_NAME}`, fix: `rename the system, or ${part}` };
    }
  }
}
