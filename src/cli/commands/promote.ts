import { type Bundle } from '../../delivery/bundle.ts';
import { bundleIn } from '../../delivery/evidence/evidence.ts';
import { openSource } from '../../delivery/git/source-repository.ts';
import { type Candidate } from '../../delivery/promotion/choose.ts';
import { type BranchChange, type TipView } from '../../delivery/release/branch-change.ts';
import { type ReleaseFile, releaseFileText, releaseOf, releasePath } from '../../delivery/release/release-file.ts';
import { releaseBranch, releaseMessage } from '../../delivery/release/release-message.ts';
import { UserError } from '../../kernel/problem.ts';
import { type Environment, environmentFor } from '../../overlays/environment.ts';
import { promoteJson, type PromoteReport } from '../../reports/promote-report.ts';
import { promoteText } from '../../reports/promote-text.ts';
import { type ReleaseReport } from '../../reports/release-report.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { projectOf } from '../place.ts';
import { renderAtDefinition } from '../render-at-definition.ts';
import { readAuthor } from '../release/author.ts';
import { bundleOrigin, mustBeMerged } from '../release/bundle-origin.ts';
import { changeReleases } from '../release/change-releases.ts';
import { brokenContracts } from '../release/contract-containers.ts';
import { type LedgerOptions, REPO_FLAG, REPOSITORY_FLAGS, type RepositoryOptions } from '../release/flags.ts';
import { ledgerOf } from '../ledger/open-ledger.ts';
import { chooseForAll, mustFollow, type PromotionChoice, type PromotionView, readPromotion } from '../release/promotion-view.ts';
import { publishedBundle, refuseEditedStates } from '../release/published-bundle.ts';
import { changeRepository } from '../release/repository-change.ts';
import { environmentsOf } from '../release/stages.ts';
import { systemNamed } from '../release/system-named.ts';
import { environmentsAt, releaseAt } from '../release/tip-files.ts';

/** What `slipway promote` can be told. */
export interface PromoteOptions extends RepositoryOptions, LedgerOptions {
  readonly from?: string;
  readonly to?: string;
  readonly version?: string;
}

/** Moves what was proven in one stage into the next. */
export const command: Command<PromoteOptions> = {
  operands: [{ name: 'system', describe: 'the system that is promoted' }],
  options: [
    { flags: '--from <stage>', describe: 'the stage, or environment, where it was proven (default: the one that the target takes from)', variable: 'SLIPWAY_FROM', carriedTo: ['promote'] },
    { flags: '--to <stage>', describe: 'the stage, or environment, that it moves into', variable: 'SLIPWAY_TO' },
    { flags: '--version <text>', describe: 'the one version, or beginning of a bundle id, that may go (default: the newest that is proven)', variable: 'SLIPWAY_VERSION' },
    REPO_FLAG,
    ...REPOSITORY_FLAGS,
  ],
  examples: [{ line: 'slipway promote capakraken --from staging --to production --dry-run', does: 'show what production requires and what is missing' }],
  details:
    'Writes the release files of all environments of the target, with the definition that was verified, as one commit\non the newest main. Refused, with what is missing, it ends with 1. The overlays of the target stay its own.',
  run: promote,
};

async function promote(call: Call<PromoteOptions>): Promise<ExitCode> {
  const root = projectOf(call.place);
  const system = systemNamed(call.systems, call.operands[0]!);
  const { to, version: wanted, install = false } = call.options;
  if (to === undefined) throw new UserError({ message: 'it is not said where it is promoted to', fix: '--to production' });
  call.remark('nothing was promoted');
  const source = openSource(root);
  const author = await readAuthor(source.git, process.env);
  const branch = call.options.branch ?? 'main';
  const state: { choice?: PromotionChoice; view?: PromotionView; from?: string; overtaken?: string; releases: { environment: Environment; release: ReleaseFile }[]; before: Record<string, string>; readonly leftOut: Set<string> } = { releases: [], before: {}, leftOut: new Set() };

  const change = async (tip: TipView): Promise<BranchChange | undefined> => {
    const environments = await environmentsAt(tip);
    const { attesters = {} } = environments;
    const targets = await deployed(tip, system.name, environmentsOf(to, environments.environments, '--to'));
    const from = call.options.from ?? targets[0]?.promotion.from;
    if (from === undefined) throw new UserError({ message: `${to} takes releases directly, not by promotion`, fix: `npx slipway release ${system.name} --env ${to}` });
    const sources = await deployed(tip, system.name, environmentsOf(from, environments.environments, '--from'));
    mustFollow(system.name, from, sources, targets);
    const view = await readPromotion(ledgerOf(call, root, environments), system.name, sources, targets, attesters);
    const authors = [...author.identities];
    await refuseEditedStates(source, [...view.pairs.values()]);
    const first = await chooseForAll(system.name, view, attesters, wanted, authors);
    const judged = first.outcome === 'unchanged' ? undefined : await partsOf(first.candidate, view, source);
    // Who wrote it is known once it is known what it is.
    const wrote = judged === undefined ? [] : await authorsOf(source.git, judged.definition, sources.map(({ name }) => releasePath(system.name, name)));
    const choice = await chooseForAll(system.name, view, attesters, wanted, [...authors, ...wrote]);
    Object.assign(state, { choice, view, from, releases: [], before: {}, overtaken: undefined });
    if (choice.outcome !== 'promotable') return undefined;

    const bundle = await partsOf(choice.candidate, view, source);
    if (bundle === undefined) throw new UserError({ message: `what the bundle ${choice.candidate.bundle.slice(0, 12)} is made of is not known: there is no evidence about it, and it is not what is published in ${from}`, fix: `npx slipway verify ${system.name} --env ${sources[0]!.name}` });
    await mustBeMerged(source.git, bundle.definition, tip.id, branch);
    const origin = await bundleOrigin(source.git, system.name, bundle.definition, choice.candidate.bundle);
    const release = releaseOf(bundle, origin);
    for (const environment of targets) {
      const there = await releaseAt(tip, system.name, environment.name);
      if (there !== undefined) state.before[environment.name] = there.version;
      checkVersion(environment, bundle.version);
      state.releases.push({ environment, release });
      // Somebody promoted something newer that is not published yet.
      if (there?.definition !== undefined && (await source.standing(bundle.definition, there.definition)) === 'older' && !isOut(view, environment.name, there.definition)) state.overtaken = there.version;
    }
    if (state.overtaken !== undefined) return undefined;
    const message = releaseMessage({
      verb: 'promote',
      system: system.name,
      environments: targets.map(({ name }) => name),
      version: bundle.version,
      lines: [`from ${from}, defined by ${bundle.definition}`, ...choice.requirements.map(({ requirement, environment, evidence: lines }) => `${requirement}  ${environment}  ${lines.map(({ by, at }) => `${by} ${at}`).join(', ')}`)],
      trailers: [['Slipway-Bundle', choice.candidate.bundle], ['Slipway-Definition', bundle.definition], ['Slipway-From', from], ...[...new Set(choice.requirements.flatMap(({ evidence: lines }) => lines.map(({ id }) => id)))].map((id) => ['Slipway-Evidence', id] as const)],
    });
    return changeReleases(tip, {
      root,
      git: source.git,
      systems: call.systems,
      system,
      releases: state.releases,
      message,
      install,
      examine: async (folder) => {
        for (const environment of targets) {
          const pair = await renderAtDefinition({ root, overlays: folder.path, systems: call.systems, git: source.git, definition: bundle.definition, pair: { environment: environment.name, system: system.name, stage: environment.stage }, install, note: (text) => void state.leftOut.add(text) });
          const problems = brokenContracts(pair, release.images, release.contracts ?? {});
          if (problems.length > 0) throw new UserError(problems);
        }
      },
    });
  };

  const result = await changeRepository({
    call,
    source,
    author,
    proposal: () => releaseBranch({ verb: 'promote', system: system.name, environments: state.releases.map(({ environment }) => environment.name), version: state.releases[0]!.release.version }, releaseFileText(state.releases[0]!.release)),
    change,
  });
  const report = reportOf(completed(state.choice!, call), { system: system.name, from: state.from ?? '', to, notes: [...(state.view?.notes ?? []), ...state.leftOut] }, state.releases, {
    outcome: state.overtaken === undefined ? result.outcome : 'superseded',
    before: state.before,
    branch: result.branch,
    commit: result.commit,
    compare: result.compare,
    changes: result.changes,
    isLocal: result.isLocal,
  });
  const { answer } = call.terminal;
  answer.write(call.output === 'json' ? `${JSON.stringify(promoteJson(report), null, 2)}\n` : call.typed(promoteText(report, answer.style)));
  return report.outcome === 'refused' ? 1 : 0;
}

/** What a bundle is made of: as evidence says, else as the release file says that it was published from. */
async function partsOf(candidate: Candidate | undefined, { sources, pairs }: PromotionView, source: ReturnType<typeof openSource>): Promise<Bundle | undefined> {
  if (candidate === undefined) return undefined;
  if (candidate.evidence !== undefined) return bundleIn(candidate.evidence);
  const state = sources.map(({ name }) => pairs.get(name)?.published).find((published) => published?.bundle === candidate.bundle);
  return state === undefined ? undefined : (await publishedBundle(source, state)).bundle;
}

/** Environments that the system is deployed to. */
async function deployed(tip: TipView, system: string, environments: readonly Environment[]): Promise<Environment[]> {
  const found: Environment[] = [];
  for (const environment of environments) if ((await tip.file(`overlays/${system}/${environment.name}.yaml`)) !== undefined) found.push(environmentFor(environment, system));
  if (found.length > 0) return found;
  throw new UserError({ message: `${system} is not deployed to ${environments.map(({ name }) => name).join(', ')}`, fix: `add overlays/${system}/${environments[0]?.name ?? '<environment>'}.yaml` });
}

/** Who wrote the definition and the release that it holds. */
async function authorsOf(git: ReturnType<typeof openSource>['git'], definition: string, files: readonly string[]): Promise<string[]> {
  const answers = [await git.call({ options: ['log', '-1', '--format=%ae%n%ce'], operands: [definition] }), await git.call({ options: ['log', '-1', '--format=%ae'], operands: [definition, '--', ...files] })];
  return [...new Set(answers.flatMap(({ status, stdout }) => (status === 0 ? stdout.toString('utf8').split('\n').filter((line) => line !== '' && !line.endsWith('.invalid')) : [])))];
}

function checkVersion({ name, accepts }: Environment, version: string): void {
  if (accepts === 'builds' || /^v?\d+(\.\d+)*([-.+][0-9A-Za-z.-]+)?$/.test(version)) return;
  throw new UserError({ message: `${name} accepts tags alone, and ${JSON.stringify(version)} is the label of a build`, allowed: 'versions such as v1.2.0', fix: 'release and verify a tag, then promote it' });
}

/** Whether a definition is the one that is published in an environment, or was. */
function isOut({ pairs }: PromotionView, environment: string, definition: string): boolean {
  const pair = pairs.get(environment);
  return pair?.published?.definition === definition || pair?.evidence.evidence.some((one) => one.definition === definition) === true;
}

/** What is missing, with lines to type that keep what was typed. */
function completed(choice: PromotionChoice, { typed }: Pick<Call<PromoteOptions>, 'typed'>): PromotionChoice {
  if (choice.outcome === 'unchanged') return choice;
  return { ...choice, requirements: choice.requirements.map((one) => (one.fix === undefined ? one : { ...one, fix: typed(one.fix) })) };
}

type Written = Pick<ReleaseReport, 'outcome' | 'before' | 'branch' | 'commit' | 'compare' | 'changes' | 'isLocal'>;

function reportOf(choice: PromotionChoice, facts: Pick<PromoteReport, 'system' | 'from' | 'to' | 'notes'>, releases: readonly { readonly environment: Environment; readonly release: ReleaseFile }[], written: Written): PromoteReport {
  if (choice.outcome === 'unchanged') return { ...facts, outcome: 'unchanged', bundle: choice.bundle, requirements: [], passedOver: [] };
  const evidence = choice.candidate?.evidence;
  const head = { ...facts, version: evidence?.version ?? releases[0]?.release.version, definition: evidence?.definition ?? releases[0]?.release.definition, bundle: choice.candidate?.bundle, requirements: choice.requirements };
  if (choice.outcome === 'refused') return { ...head, outcome: 'refused', passedOver: [], reason: choice.reason };
  const { release } = releases[0]!;
  return {
    ...head,
    outcome: written.outcome,
    passedOver: choice.passedOver.map(({ bundle, evidence: one }) => one?.version ?? bundle.slice(0, 12)),
    release: {
      verb: 'promote',
      system: facts.system,
      environments: releases.map(({ environment }) => environment.name),
      version: release.version,
      definition: release.definition,
      bundle: choice.candidate.bundle,
      images: Object.entries(release.images).map(([name, image]) => ({ name, reference: `${image.name}@${image.digest}`, version: image.version ?? release.version })),
      notes: [],
      ...written,
    },
  };
}

