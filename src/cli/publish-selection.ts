import { type PublishScope } from '../delivery/publish/publish-request.ts';
import { UserError } from '../kernel/problem.ts';
import { type LoadedOverlays, loadOverlays } from '../overlays/load.ts';
import { type SystemDefinition } from '../render/system-definition.ts';

/** How bundles get into an environment: a release says so itself, or it was proven elsewhere before. */
export type ReachedBy = 'release' | 'promotion';

/** Which pairs a publish is about. */
export interface PublishSelection {
  /** With the pairs that are selected. */
  readonly overlays: LoadedOverlays;
  readonly scope: PublishScope;
  /** Whether what belongs to no pair is selected, too. */
  readonly shared: boolean;
}

/** What the command line says about it. */
export interface SelectionOptions {
  readonly root: string;
  readonly systems: readonly SystemDefinition[];
  /** @default all */
  readonly environments?: readonly string[] | undefined;
  /** @default all */
  readonly names?: readonly string[] | undefined;
  /** @default both ways */
  readonly reachedBy?: ReachedBy | undefined;
}

/**
 * Selects what is published. What belongs to no pair, and environments that are no more, go with
 * those that are reached by promotion: ApplicationSets are also production's, and nobody can tell any
 * more how an environment was reached.
 *
 * @throws UserError with the problems of all overlays, and for names that there are not
 */
export function selectPairs({ root, systems, environments, names, reachedBy }: SelectionOptions): PublishSelection {
  refuseNone('--env', environments);
  refuseNone('--system', names);
  const only = { environments: environments ?? [], systems: names ?? [] };
  const overlays = load({ root, systems, only });
  const whole = only.systems.length === 0 && only.environments.length === 0;
  if (reachedBy === undefined) return { overlays, scope: only, shared: whole };
  const direct = overlays.environments.filter(({ promotion }) => promotion.from === undefined).map(({ name }) => name);
  if (reachedBy === 'release' && direct.length === 0) throw new UserError({ message: '--reached-by release: no environment takes releases directly', fix: 'leave out --reached-by' });
  const wanted = (environment: string): boolean => direct.includes(environment) === (reachedBy === 'release');
  const scope = reachedBy === 'release' ? { ...only, environments: direct } : { ...only, except: direct };
  return { overlays: { ...overlays, pairs: overlays.pairs.filter(({ environment }) => wanted(environment)) }, scope, shared: whole && reachedBy === 'promotion' };
}

/** `--env ""`, of a variable that nobody set, would publish everything. */
function refuseNone(option: string, names: readonly string[] | undefined): void {
  if (names?.length === 0) throw new UserError({ message: `${option} names nothing`, allowed: 'one name or several, with commas between them', fix: `leave out ${option}   (that publishes all of them)` });
}

function load(options: Parameters<typeof loadOverlays>[0]): LoadedOverlays {
  try {
    return loadOverlays(options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.problems.map((problem) => (/^there is no (environment|system) "/.test(problem.message) ? { ...problem, fix: goneFix(problem) } : problem)), { cause: error });
  }
}

/** A name that nothing has is mistyped, or the name of something that was deleted. */
function goneFix({ message, allowed = '', fix }: { readonly message: string; readonly allowed?: string; readonly fix?: string }): string {
  const option = message.startsWith('there is no environment') ? '--env' : '--system';
  const known = /^[a-z0-9-]+/.exec(fix ?? (allowed.startsWith('no ') ? '' : allowed))?.[0];
  const gone = 'npx slipway publish   (what is no more is removed by a publish of everything, with a consent in overlays/deletions.yaml)';
  return known === undefined ? gone : `${option} ${known}, or where it was deleted: ${gone}`;
}
