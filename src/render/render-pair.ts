import { App } from 'cdk8s';
import { checkBy, type ManifestFinding, toProblem } from '../checks/check-manifests.ts';
import { RULES } from '../checks/rules.ts';
import { type ContractContainer, contractContainers, contractFaults } from '../constructs/environment-contract.ts';
import { environment as variablesOf } from '../constructs/environment.ts';
import { PropCheck } from '../constructs/prop-check.ts';
import { System } from '../constructs/system.ts';
import { fileNameOf, type Manifest } from '../kernel/manifest.ts';
import { type Problem, UserError } from '../kernel/problem.ts';
import { emitManifest } from '../kernel/yaml-emitter.ts';
import { type OverlayPair } from '../overlays/load.ts';
import { isAbout } from '../overlays/waivers.ts';
import { collectManifests } from './collect.ts';
import { contractBreaks } from './contract-breaks.ts';
import { contractFix } from './contract-fix.ts';
import { type OverlayPlace, overlayPlace } from './overlay-place.ts';
import { propPlace } from './prop-place.ts';
import { type SystemDefinition } from './system-definition.ts';
import { whereWritten } from './where-written.ts';

/** One system in one environment, rendered. */
export interface RenderedPair {
  readonly environment: string;
  readonly system: string;
  /** Sorted by name. */
  readonly files: readonly RenderedFile[];
}

/** One manifest and the file it is written to. */
export interface RenderedFile {
  /** Name inside `dist/<environment>/<system>/`. */
  readonly name: string;
  /** The bytes, UTF-8. */
  readonly text: string;
  readonly manifest: Manifest;
}

/** What stops a render; warnings are for `validate`. */
const ERROR_RULES = RULES.filter(({ severity }) => severity === 'error');

/**
 * Renders one system for one environment. An App of its own for each pair keeps rendering linear:
 * cdk8s resolves and validates the whole App again for each chart in it.
 *
 * @param others pairs that may show how the system is written in other environments
 * @throws UserError with every problem of this pair, each naming it
 */
export function renderPair(definition: SystemDefinition, pair: OverlayPair, others: readonly OverlayPair[] = []): RenderedPair {
  const system = newSystem(pair);
  try {
    const manifests = buildInto(system, definition, pair, others);
    const errors = checkBy(ERROR_RULES, manifests, { kubernetes: pair.target.kubernetes }).filter((finding) => !isWaived(finding, pair));
    if (errors.length > 0) throw new UserError(unique(errors.flatMap((finding) => whereWritten(toProblem(finding), finding.lacks, pair))));
    const breaks = contractBreaks(manifests, pair.release.images, pair.release.contracts ?? {});
    if (breaks.length > 0) throw new UserError(breaks.map(({ problem, component, variable, text }) => ({ ...inPair(problem, pair), ...overlayPlace(pair, component, variable, text) })));
    return { environment: pair.environment, system: pair.system, files: toFiles(manifests) };
  } catch (error) {
    if (error instanceof UserError) throw new UserError(unique(error.problems.map((problem) => ({ ...inPair(problem, pair), ...placeOf(problem, pair, system) }))), { cause: error });
    throw new Error(`building ${pair.system} for ${pair.environment} failed`, { cause: error });
  }
}

/** Of what one file cannot hold, or two objects would share, there is nothing to write. */
const UNWAIVABLE: readonly string[] = ['object-has-identity', 'one-object-per-file-name', 'one-object-per-identity'];

function isWaived({ rule, object }: ManifestFinding, { environment, system, waivers = [] }: OverlayPair): boolean {
  return waivers.some((waiver) => isAbout(waiver, { rule, object, environment, system })) && !UNWAIVABLE.includes(rule);
}

/** The contracts of the pair's containers: what their programs require of their environment. */
export function pairContracts(definition: SystemDefinition, pair: OverlayPair): readonly ContractContainer[] {
  const system = newSystem(pair);
  try {
    buildInto(system, definition, pair);
  } catch (error) {
    if (error instanceof UserError) throw new UserError(error.problems.map((problem) => ({ ...inPair(problem, pair), ...placeOf(problem, pair, system) })), { cause: error });
    throw error;
  }
  return contractContainers(system);
}

function newSystem(pair: OverlayPair): System {
  // Named, so that neither CDK8S_OUTDIR nor CDK8S_RECORD_CONSTRUCT_METADATA reaches it.
  const release = pair.preview?.release ?? pair.release;
  const app = new App({ outdir: '.', recordConstructMetadata: false });
  return new System(app, pair.system, {
    name: pair.system,
    instance: `${pair.system}-${pair.environment}`,
    target: pair.target,
    release,
  });
}

/** The objects of one pair as manifests, in canonical order, before any check. */
function buildInto(system: System, definition: SystemDefinition, pair: OverlayPair, others: readonly OverlayPair[] = []): Manifest[] {
  let refused: UserError | undefined;
  try {
    refuseThenable(definition.build(system, { overlay: pair.values, target: pair.target, release: system.release }));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    refused = error;
  }
  // Of all containers that were made, so that one service does not hide what is wrong with the next.
  const elsewhere = others.filter(({ system: name, environment }) => name === pair.system && environment !== pair.environment);
  const broken = contractFaults(system).map((fault) => {
    const fix = contractFix(fault, pair, elsewhere);
    return fix === undefined ? fault.problem : { ...fault.problem, fix };
  });
  const problems = [...(refused?.problems ?? []), ...broken];
  if (problems.length > 0) throw new UserError(problems, { cause: refused });
  return collectManifests(system);
}

/** What is made after an `await` would be missing from the manifests, and removed where it was published before. */
function refuseThenable(returned: unknown): void {
  if ((typeof returned !== 'object' && typeof returned !== 'function') || returned === null || typeof (returned as { then?: unknown }).then !== 'function') return;
  // Whatever becomes of it, this is the one thing to say.
  Promise.resolve(returned).catch(() => undefined);
  throw new UserError({
    message: 'its build returned a promise, and nothing that is made after an await would be rendered',
    allowed: 'a synchronous build: whatever it needs is in the overlay, the target and the release',
    fix: 'build(system, input) {   without async, await and without returning a promise',
  });
}

/** What one line of an overlay makes wrong in several objects is said once. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function toFiles(manifests: readonly Manifest[]): RenderedFile[] {
  const files = manifests.map((manifest) => ({ name: fileNameOf(manifest), text: emitManifest(manifest), manifest }));
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The line of an overlay that a problem with a variable or another prop comes from; nothing where none says it. */
function placeOf(problem: Problem, pair: OverlayPair, system: System): OverlayPlace & Pick<Problem, 'fix'> {
  const { file, path = '' } = problem;
  if (file !== undefined) return {};
  const [, component, variable] = /^([a-z][a-z0-9-]*)\.env\.([A-Za-z_][A-Za-z0-9_]*)$/.exec(path) ?? [];
  if (component === undefined || variable === undefined) return propPlace(problem, pair, system);
  const container = contractContainers(system).find((each) => each.component === component);
  const value = container === undefined ? undefined : variablesOf(new PropCheck(component), container).get(variable)?.value;
  const secret = container?.contract.secrets?.includes(variable) === true;
  return overlayPlace(pair, component, variable, typeof value === 'string' && !secret ? value : undefined);
}

function inPair(problem: Problem, { environment, system }: OverlayPair): Problem {
  if (problem.file !== undefined) return problem;
  return { ...problem, path: [`${environment}/${system}`, problem.path].filter((part) => part !== undefined).join(' › ') };
}
