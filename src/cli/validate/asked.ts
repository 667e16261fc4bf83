import { type Environment } from '../../overlays/environment.ts';
import { type PodSecurity, type Wanted } from './choice.ts';
import { ofWay, type PlannedWay } from './planned-way.ts';
import { readWaivers } from './read-waivers.ts';
import { type ConcludeOptions } from './validate-inputs.ts';

/** What of the command line a verdict depends on. */
export interface Asked {
  readonly env: readonly string[];
  readonly system: readonly string[];
  readonly rules: readonly string[];
  readonly podSecurity?: PodSecurity | undefined;
  readonly kubernetes?: string | undefined;
  readonly waivers?: string | undefined;
  readonly from?: string | undefined;
  readonly schemaLocation: readonly string[];
}

/** By which rules. */
export function wantedOf({ rules, podSecurity }: Asked): Wanted {
  return { ...(rules.length === 0 ? {} : { rules }), ...(podSecurity === undefined ? {} : { podSecurity }) };
}

/** What findings are held against in a project. */
export interface ConcludeIn {
  readonly root: string | undefined;
  readonly environments: () => ReadonlyMap<string, Environment>;
  readonly planned?: PlannedWay | undefined;
  /** Whether all of dist was read. */
  readonly isAll: boolean;
}

/**
 * What the findings of a verdict are held against today.
 *
 * @throws UserError where the waivers can't be read
 */
export function concludeOptions(asked: Asked, { root, environments, planned, isAll }: ConcludeIn): ConcludeOptions {
  const { env, system, rules, kubernetes, podSecurity, waivers } = asked;
  const isRestricted = env.length + system.length + rules.length > 0 || kubernetes !== undefined || podSecurity !== undefined;
  return {
    ...wantedOf(asked),
    ...(planned === undefined ? {} : ofWay(planned)),
    environments,
    only: { environments: env, systems: system },
    waivers: readWaivers(root, waivers),
    today: new Date().toISOString().slice(0, 10),
    isWhole: isAll && !isRestricted,
  };
}
