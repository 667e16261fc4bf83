import { join } from 'node:path';
import { UserError } from '../../kernel/problem.ts';
import { type DiffReport, type PairDiff } from '../../reports/diff-report.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { chooseSides } from '../diff/choose-sides.ts';
import { compareEnvironments } from '../diff/compare-environments.ts';
import { compareSides, type CompareOptions } from '../diff/compare-sides.ts';
import { diffAnswer, type DiffForm } from '../diff/diff-answer.ts';
import { diffPart } from '../diff/diff-part.ts';
import { failsOn } from '../diff/fail-on.ts';
import { operandSides } from '../diff/operand-sides.ts';
import { withBlame } from '../diff/with-blame.ts';
import { ENV_FLAG, SYSTEM_FLAG } from '../flags.ts';
import { isWanted, type PairManifests } from '../manifests/pair-manifests.ts';
import { partText, plainly } from '../parts/answer-part.ts';
import { folderDigest } from '../parts/folder-digest.ts';
import { projectOf } from '../place.ts';
import { withProofs } from '../plan/prove-pairs.ts';
import { waiversOn } from '../plan/waived.ts';
import { pairsOfShard, parseShard, SHARD_FLAG } from '../shard.ts';
import { readEnvironments, refuseUnknownEnvironments } from '../validate/environment-facts.ts';
import { minorOf, NEWEST_MINOR } from '../validate/kubernetes-minor.ts';
import { readSchemas } from '../validate/read-schemas.ts';
import { versionOf } from '../version-of.ts';

/** What `slipway diff` can be told. */
export interface DiffOptions {
  readonly output: DiffForm | 'part';
  readonly against?: string;
  readonly env?: readonly string[];
  readonly with?: string;
  readonly system?: readonly string[];
  readonly live?: boolean;
  readonly context?: string;
  readonly gitops?: string | boolean;
  readonly kubernetes?: string;
  readonly failOn?: readonly string[];
  readonly proof?: boolean;
  readonly shard?: string;
}

/** Tells what a change does to the clusters: what differs in meaning, and what comes of it. */
export const command: Command<DiffOptions> = {
  operands: [{ name: 'old-new', describe: 'two folders or files of manifests, or - for standard input (default: the working tree against where it left the default branch)', optional: true, repeatable: true }],
  options: [
    { ...ENV_FLAG, describe: 'only this environment; with --with, the one to compare' },
    SYSTEM_FLAG,
    { flags: '--against <origin>', describe: 'compare with this: a commit, branch or tag whose dist counts, a folder like dist, or the address of a GitOps repository', variable: 'SLIPWAY_AGAINST' },
    { flags: '--with <environment>', describe: 'compare the environment of --env with this one; what their overlays differ in is set apart', variable: 'SLIPWAY_WITH', conflicts: ['against', 'live', 'gitops', 'shard'] },
    { flags: '--live', describe: 'compare with what a cluster holds, through kubectl', variable: 'SLIPWAY_LIVE', conflicts: ['against', 'gitops'] },
    { flags: '--context <name>', describe: "kubectl's context for --live (default: the current one)", variable: 'SLIPWAY_CONTEXT' },
    { flags: '--gitops [repository]', describe: 'compare with what is published (default: the repository of environments.yaml)', variable: 'SLIPWAY_GITOPS', conflicts: ['against'] },
    { flags: '--kubernetes <minor>', describe: 'version of the API server (default: that of the environment, else the newest known)', variable: 'SLIPWAY_KUBERNETES' },
    { flags: '--fail-on <effect>', describe: 'exit with 1 for these alone: data-loss, immutable, refused, restart, the id of an impact, or a risk and all above it', variable: 'SLIPWAY_FAIL_ON', repeatable: true },
    SHARD_FLAG,
    { flags: '--no-proof', describe: 'do not prove what serves on the way, whatever fails', variable: 'SLIPWAY_NO_PROOF' },
  ],
  forms: ['markdown', 'html', 'github', 'part'],
  examples: [
    { line: 'slipway diff', does: 'what the working tree changes since it left the default branch' },
    { line: 'slipway diff --env staging --with production', does: 'how two environments differ beyond their overlays' },
    { line: 'slipway diff dist dist -o markdown', does: 'compare any two folders of manifests, as a comment of a pull request' },
    { line: 'slipway diff --shard 2/8 -o part', does: 'compare the second of eight parts of all pairs, for slipway merge' },
    { line: 'slipway diff -o html --fail-on data-loss,immutable', does: 'one HTML page with all of it; exit code 1 for what loses data or is rejected' },
  ],
  details:
    'Objects are compared by what they mean to the API server: 0.5 is 500m, a default is as good as written out, and\norder counts where the API says so. A system that comes or goes is one entry.\nslipway diff --against v1.4, slipway diff --live and slipway diff --gitops compare with a commit, a cluster and\nwhat is published.\nExit codes: 0 no difference, 1 differences, 2 could not compare. -o part gives no verdict: slipway merge does.',
  run: diff,
};

async function diff(call: Call<DiffOptions>): Promise<ExitCode> {
  const { options, terminal } = call;
  const fails = failsOn(options.failOn ?? []);
  const { report, commit } = await reportOf(call);
  if (options.output === 'part') {
    const { env = [], system = [], kubernetes, proof = true } = options;
    terminal.answer.write(partText({ command: 'diff', by: versionOf(call.place.packageRoot), shard: parseShard(options.shard ?? '1/1'), asked: plainly({ env, system, kubernetes, proof }), of: stateOf(call, commit), found: diffPart(report) }));
    return 0;
  }
  terminal.answer.write(diffAnswer(options.output, report, terminal.answer.style));
  return fails(report) ? 1 : 0;
}

interface Compared {
  readonly report: DiffReport;
  /** Of the first side, where it is one of this repository. */
  readonly commit?: string;
}

/** What a part compares, so far as it is here: of two folders that are named, their names stand for them. */
function stateOf({ operands, place }: Call<DiffOptions>, commit: string | undefined): Record<string, string> {
  const project = operands.length > 0 || place.root === undefined ? {} : { overlays: folderDigest(join(place.root, 'overlays')), ...(place.sources === undefined ? {} : { sources: place.sources }) };
  return { ...(commit === undefined ? {} : { commit }), ...project };
}

async function reportOf({ operands, options, place, systems }: Call<DiffOptions>): Promise<Compared> {
  const { env = [], system = [], against, gitops, live = false, context, output } = options;
  const kubernetes = options.kubernetes === undefined ? undefined : minorOf(options.kubernetes);
  const environments = readEnvironments(place.root);
  const compareOptions: CompareOptions = {
    schemas: readSchemas(place.packageRoot),
    kubernetesOf: (environment) => kubernetes ?? environments.get(environment)?.target.kubernetes ?? NEWEST_MINOR,
    isPlaced: output === 'github' || output === 'json' || output === 'part',
  };
  const proven = (pairs: readonly PairDiff[], before: readonly PairManifests[], after: readonly PairManifests[]): readonly PairDiff[] =>
    options.proof === false ? pairs : withProofs(pairs, before, after, { ...compareOptions, waivers: waiversOn(place.root, new Date().toISOString().slice(0, 10)) });
  const wanted = { environments: env, systems: system, ...pairsOfShard(options.shard) };
  if (operands.length > 0) {
    const { before, after } = operandSides(bothOf(operands, options));
    if (options.shard !== undefined && [...before.pairs, ...after.pairs].some(({ system: name }) => name === '')) throw new UserError({ message: '--shard divides pairs, and the two sides are not laid out as dist is', fix: 'leave out --shard' });
    const ofWanted = (pairs: readonly PairManifests[]): PairManifests[] => pairs.filter((pair) => (pair.environment === '' && pair.system === '') || isWanted(wanted, pair.environment, pair.system));
    const pairs = compareSides(ofWanted(before.pairs), ofWanted(after.pairs), compareOptions);
    return { report: { before: before.shown, after: after.shown, mode: 'change', pairs: proven(pairs, before.pairs, after.pairs), notes: [] } };
  }
  const root = projectOf(place);
  if (env.length > 0 || options.with !== undefined) refuseUnknownEnvironments([...env, ...(options.with === undefined ? [] : [options.with])], environments);
  if (options.with !== undefined) {
    const [left, ...more] = env;
    if (left === undefined || more.length > 0 || left === options.with) throw new UserError({ message: '--with compares one environment with another one', fix: `slipway diff --env staging --with ${options.with === 'staging' ? 'production' : options.with}` });
    return { report: await compareEnvironments(left, options.with, { root, systems, wanted: system, compareOptions }) };
  }
  const chosen = await chooseSides(live ? { kind: 'live', context } : gitops !== undefined && gitops !== false ? { kind: 'origin', word: gitops === true ? 'gitops' : gitops } : against === undefined ? { kind: 'merge-base' } : { kind: 'origin', word: against }, { root, systems, wanted });
  const pairs = compareSides(chosen.before.pairs, chosen.after.pairs, compareOptions);
  const told = live ? pairs : proven(pairs, chosen.before.pairs, chosen.after.pairs);
  const report: DiffReport = { before: chosen.before.shown, after: chosen.after.shown, mode: live ? 'live' : 'change', pairs: await withBlame(told, { root, systems, overlays: chosen.overlays, commit: chosen.commit }), notes: chosen.notes };
  return { report, ...(chosen.commit === undefined ? {} : { commit: chosen.commit }) };
}

/** @throws UserError where there are not two, or something else is to be compared besides */
function bothOf(operands: readonly string[], { against, with: other, live, gitops }: DiffOptions): [string, string] {
  const [old, now, ...more] = operands;
  if (old === undefined || now === undefined || more.length > 0) throw new UserError({ message: `slipway diff compares two sides, and ${operands.length === 1 ? 'one is' : `${operands.length} are`} named`, fix: operands.length === 1 ? `slipway diff ${old ?? 'OLD'} NEW   (or slipway diff --against ${old ?? 'REF'})` : 'slipway diff OLD NEW' });
  if (against !== undefined || other !== undefined || live === true || gitops !== undefined) throw new UserError({ message: 'two sides are named, and --against, --with, --live or --gitops names another', fix: `slipway diff ${old} ${now}` });
  return [old, now];
}
