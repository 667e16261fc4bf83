import { bundleId, bundleOf } from '../../delivery/bundle.ts';
import { openTrust } from '../../delivery/evidence/attester.ts';
import { bundleIn } from '../../delivery/evidence/evidence.ts';
import { openSource } from '../../delivery/git/source-repository.ts';
import { readPairs } from '../../delivery/ledger/pair-ledger.ts';
import { chooseRollback, type RollbackChoice } from '../../delivery/promotion/rollback.ts';
import { type BranchChange, type TipView } from '../../delivery/release/branch-change.ts';
import { type ReleaseFile, releaseFileText, releaseOf } from '../../delivery/release/release-file.ts';
import { releaseBranch, releaseMessage } from '../../delivery/release/release-message.ts';
import { UserError } from '../../kernel/problem.ts';
import { type Environment } from '../../overlays/environment.ts';
import { releaseJson, type ReleaseReport } from '../../reports/release-report.ts';
import { releaseText } from '../../reports/release-text.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { projectOf } from '../place.ts';
import { renderAtDefinition } from '../render-at-definition.ts';
import { readAuthor } from '../release/author.ts';
import { recordRollback } from '../release/record-rollback.ts';
import { bundleOrigin, mustBeMerged } from '../release/bundle-origin.ts';
import { changeReleases } from '../release/change-releases.ts';
import { type LedgerOptions, REPO_FLAG, REPOSITORY_FLAGS, type RepositoryOptions } from '../release/flags.ts';
import { ledgerOf } from '../ledger/open-ledger.ts';
import { refuseDamage } from '../ledger/refuse-damage.ts';
import { refuseEditedStates } from '../release/published-bundle.ts';
import { changeRepository } from '../release/repository-change.ts';
import { systemNamed } from '../release/system-named.ts';
import { environmentNamed, environmentsAt, releaseAt } from '../release/tip-files.ts';

/** What `slipway rollback` can be told. */
export interface RollbackOptions extends RepositoryOptions, LedgerOptions {
  readonly env?: string;
  readonly to?: string;
  readonly key?: string;
  readonly keepApprovals?: boolean;
}

/** Goes back to what was verified in an environment before. */
export const command: Command<RollbackOptions> = {
  operands: [{ name: 'system', describe: 'the system that is rolled back' }],
  options: [
    { flags: '--env <name>', describe: 'the environment', variable: 'SLIPWAY_ENV' },
    { flags: '--to <version>', describe: 'the version, or beginning of a bundle id, to go back to (default: the one verified before)', variable: 'SLIPWAY_TO' },
    { flags: '--key <file>', describe: 'the SSH key that the record in the ledger is signed by (default: the ssh-agent)', variable: 'SLIPWAY_SIGNING_KEY', carriedTo: ['rollback'] },
    { flags: '--keep-approvals', describe: 'record nothing in the ledger: what is rolled back from keeps its evidence and approvals; needs no key', variable: 'SLIPWAY_KEEP_APPROVALS' },
    REPO_FLAG,
    ...REPOSITORY_FLAGS,
  ],
  examples: [{ line: 'slipway rollback capakraken --env production --dry-run', does: 'show what production would go back to' }],
  details:
    'Writes the release file with the images and the definition that were verified there, as one commit on the newest\nmain; nothing is taken out of history. The overlay of the environment stays as it is now, and so does the database:\na release that contracted its schema is not gone back behind. A signed record in the ledger takes back what was\nproven and approved there of what it rolls back from. Refused, it ends with 1.',
  run: rollback,
};

async function rollback(call: Call<RollbackOptions>): Promise<ExitCode> {
  const root = projectOf(call.place);
  const system = systemNamed(call.systems, call.operands[0]!);
  const { env: name, to: wanted, install = false } = call.options;
  if (name === undefined) throw new UserError({ message: 'it is not said which environment is rolled back', fix: '--env production' });
  call.remark('nothing was rolled back');
  const source = openSource(root);
  const author = await readAuthor(source.git, process.env);
  const state: { choice?: RollbackChoice; release?: ReleaseFile; before?: string; bundle?: string; takenBack?: string } = {};

  const change = async (tip: TipView): Promise<BranchChange | undefined> => {
    const environments = await environmentsAt(tip);
    const environment = environmentNamed(environments.environments, name);
    const before = await releaseAt(tip, system.name, name);
    const ledger = ledgerOf(call, root, environments);
    const trust = openTrust(environments.attesters ?? {});
    const [pair] = await readPairs(ledger, system.name, [name], trust);
    const { published, evidence } = pair!;
    await refuseDamage(ledger, system.name, [pair!], trust);
    await refuseEditedStates(source, [pair!]);
    const written = before?.definition === undefined ? undefined : bundleId(bundleOf(system.name, before.definition, before));
    const live = published?.bundle ?? written ?? '';
    const choice = chooseRollback(evidence.evidence, { bundle: live, tree: published?.tree }, before?.schemaChange, { wanted, forward: forwardLine(system.name, environment) });
    Object.assign(state, { choice, before: before?.version });
    const takeBack = async (): Promise<void> => {
      if (call.options.dryRun === true || call.options.keepApprovals === true || published === undefined || published.tree === '') return;
      state.takenBack = await recordRollback({ call, source, ledger, trust, attesters: environments.attesters ?? {}, published, evidence: evidence.evidence });
    };
    // What was rolled back and is not published yet, is not rolled back once more.
    if (wanted === undefined && choice.outcome === 'possible' && written !== undefined && written !== live && evidence.evidence.some(({ bundle }) => bundle === written)) {
      Object.assign(state, { release: before, bundle: written });
      await takeBack();
      return undefined;
    }
    if (choice.outcome === 'refused') return undefined;
    const bundle = bundleIn(choice.to.evidence);
    await mustBeMerged(source.git, bundle.definition, tip.id, call.options.branch ?? 'main');
    const release = releaseOf(bundle, await bundleOrigin(source.git, system.name, bundle.definition, choice.to.bundle));
    Object.assign(state, { release, bundle: choice.to.bundle });
    const message = releaseMessage({
      verb: 'rollback',
      system: system.name,
      environments: [name],
      version: bundle.version,
      lines: [`from ${before?.version ?? 'nothing'}, defined by ${bundle.definition}`, `${choice.to.evidence.check}  ${choice.to.evidence.by} ${choice.to.evidence.at}`],
      trailers: [['Slipway-Bundle', choice.to.bundle], ['Slipway-Definition', bundle.definition], ['Slipway-Evidence', choice.to.evidence.id]],
    });
    const made = await changeReleases(tip, {
      root,
      git: source.git,
      systems: call.systems,
      system,
      releases: [{ environment, release }],
      message,
      install,
      examine: async (folder) => {
        await renderAtDefinition({ root, overlays: folder.path, systems: call.systems, git: source.git, definition: bundle.definition, pair: { environment: name, system: system.name, stage: environment.stage }, install });
      },
    });
    // Before the commit: whoever is killed in between has approvals too few, never too many.
    if (made !== undefined) await takeBack();
    return made;
  };

  const result = await changeRepository({ call, source, author, proposal: () => releaseBranch({ verb: 'rollback', system: system.name, environments: [name], version: state.release!.version }, releaseFileText(state.release!)), change });
  const { choice, release } = state;
  const { answer } = call.terminal;
  if (release === undefined) {
    const { reason, ...refused } = choice as Extract<RollbackChoice, { outcome: 'refused' }>;
    const fix = call.typed(refused.fix);
    if (call.output === 'json') answer.write(`${JSON.stringify({ schema: 'slipway.release-result/v1', verb: 'rollback', outcome: 'refused', system: system.name, environments: [name], reason, fix }, null, 2)}\n`);
    else answer.write(`${answer.style.strong(`refused: ${reason}`)}\nfix: ${fix}\n`);
    return 1;
  }
  const report: ReleaseReport = {
    verb: 'rollback',
    outcome: result.outcome,
    system: system.name,
    environments: [name],
    version: release.version,
    before: state.before === undefined ? {} : { [name]: state.before },
    definition: release.definition,
    bundle: state.bundle,
    images: Object.entries(release.images).map(([key, image]) => ({ name: key, reference: `${image.name}@${image.digest}`, version: image.version ?? release.version })),
    branch: result.branch,
    commit: result.commit,
    compare: result.compare,
    changes: result.changes,
    isLocal: result.isLocal,
    notes: state.takenBack === undefined ? [] : [state.takenBack],
  };
  answer.write(call.output === 'json' ? `${JSON.stringify(releaseJson(report), null, 2)}\n` : call.typed(releaseText(report, answer.style)));
  return 0;
}

/** What to type where there is no way back. */
function forwardLine(system: string, { name, stage, promotion: { from } }: Environment): string {
  return from === undefined ? `npx slipway release ${system} --env ${name}` : `npx slipway promote ${system} --from ${from} --to ${stage}`;
}
