import { openSource } from '../../delivery/git/source-repository.ts';
import { type TipView } from '../../delivery/release/branch-change.ts';
import { type ReleaseFile, releaseFileText } from '../../delivery/release/release-file.ts';
import { releaseBranch, releaseMessage } from '../../delivery/release/release-message.ts';
import { checkTag, isOlderSource } from '../../delivery/release/verify-tag.ts';
import { UserError } from '../../kernel/problem.ts';
import { type Environment, environmentFor } from '../../overlays/environment.ts';
import { type OverlayRelease } from '../../overlays/release.ts';
import { releaseJson, type ReleaseReport } from '../../reports/release-report.ts';
import { releaseText } from '../../reports/release-text.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { projectOf } from '../place.ts';
import { readAuthor } from '../release/author.ts';
import { changeReleases } from '../release/change-releases.ts';
import { REPOSITORY_FLAGS, type RepositoryOptions } from '../release/flags.ts';
import { type NewReleaseOptions, readNewRelease, releaseOver } from '../release/new-release.ts';
import { changeRepository, surroundingsOf } from '../release/repository-change.ts';
import { systemNamed } from '../release/system-named.ts';
import { environmentNamed, environmentsAt, releaseAt } from '../release/tip-files.ts';

/** What `slipway release` can be told. */
export interface ReleaseOptions extends RepositoryOptions, NewReleaseOptions {
  readonly env?: string;
}

/** Takes over what a system's own repository has built. */
export const command: Command<ReleaseOptions> = {
  operands: [{ name: 'system', describe: 'the system that is released' }],
  options: [
    { flags: '--env <name>', describe: 'the environment it is released to', variable: 'SLIPWAY_ENV' },
    { flags: '--version <text>', describe: 'its label for people (default: sha- and the commit)', variable: 'SLIPWAY_VERSION' },
    { flags: '--image <name=reference>', describe: 'an image by digest, or by a tag that the registry is asked for; others stay as they are', variable: 'SLIPWAY_IMAGE', repeatable: true },
    { flags: '--commit <id>', describe: 'the commit that the images were built from', variable: 'SLIPWAY_COMMIT' },
    { flags: '--repository <address>', describe: "the system's own repository (default: as before)", variable: 'SLIPWAY_REPOSITORY' },
    { flags: '--source <folder>', describe: "a clone of the system's own repository, where tags are verified and older commits known", variable: 'SLIPWAY_SOURCE' },
    { flags: '--contract <name=file>', describe: "JSON Schema of the environment that an image's program requires; without a file it is forgotten", variable: 'SLIPWAY_CONTRACT', repeatable: true },
    { flags: '--schema <change>', describe: "what it does to the database's schema", variable: 'SLIPWAY_SCHEMA', choices: ['expand', 'contract'] },
    { flags: '--compatible-since <version>', describe: 'the oldest version that runs on the new schema', variable: 'SLIPWAY_COMPATIBLE_SINCE' },
    ...REPOSITORY_FLAGS,
  ],
  examples: [
    { line: `slipway release capakraken --env staging --version sha-4f1c9d2 --commit 4f1c9d20123456789abcdef0123456789abcdef0 --image app=ghcr.io/acme/capakraken-app@sha256:${'4f'.repeat(32)} --dry-run`, does: 'show what a new image would change' },
  ],
  details:
    'Writes overlays/<system>/<environment>.release.yaml and what it renders into dist as one commit on the newest\nmain, and pushes it. Nothing is checked out and no file here changes; without a remote the branch that is checked\nout here is changed instead, and its files follow. The same release twice makes no second commit.',
  run: release,
};

async function release(call: Call<ReleaseOptions>): Promise<ExitCode> {
  const root = projectOf(call.place);
  const system = systemNamed(call.systems, call.operands[0]!);
  const { env: name, install = false, source: clone } = call.options;
  if (name === undefined) throw new UserError({ message: 'it is not said which environment is released to', fix: '--env staging' });
  call.remark('nothing was released');
  const source = openSource(root);
  const author = await readAuthor(source.git, process.env);
  const made = await readNewRelease(call.options, process.env, (text) => surroundingsOf(call).progress(text));
  let now: ReleaseFile | undefined;
  let before: OverlayRelease | undefined;
  let isOlder = false;
  const result = await changeRepository({
    call,
    source,
    author,
    proposal: () => releaseBranch({ verb: 'release', system: system.name, environments: [name], version: made.version }, releaseFileText(now!)),
    change: async (tip: TipView) => {
      const { environments } = await environmentsAt(tip);
      const environment = environmentFor(environmentNamed(environments, name), system.name);
      before = await releaseAt(tip, system.name, name);
      now = releaseOver(before, made);
      await checkAccepted(system.name, environment, now, clone);
      isOlder = clone !== undefined && before !== undefined && (await isOlderSource(clone, now.commit, before.commit));
      // Two builds that finish in the wrong order: the newer one stays.
      if (isOlder) return undefined;
      const lines = Object.entries(now.images).map(([key, image]) => `${key}  ${image.name}@${image.digest}${image.version === undefined || image.version === made.version ? '' : ` (${image.version})`}`);
      const message = releaseMessage({ verb: 'release', system: system.name, environments: [name], version: made.version, lines, trailers: [['Slipway-Source', `${now.repository} ${now.commit}`]] });
      return changeReleases(tip, { root, git: source.git, systems: call.systems, system, releases: [{ environment, release: now }], message, install });
    },
  });
  const report: ReleaseReport = {
    verb: 'release',
    outcome: isOlder ? 'superseded' : result.outcome,
    system: system.name,
    environments: [name],
    version: made.version,
    before: before === undefined ? {} : { [name]: before.version },
    images: Object.entries(now!.images).map(([key, image]) => ({ name: key, reference: `${image.name}@${image.digest}`, version: image.version ?? made.version })),
    branch: result.branch,
    commit: result.commit,
    isLocal: result.isLocal,
    compare: result.compare,
    changes: result.changes,
    notes: [],
  };
  const { answer } = call.terminal;
  answer.write(call.output === 'json' ? `${JSON.stringify(releaseJson(report), null, 2)}\n` : call.typed(releaseText(report, answer.style)));
  return 0;
}

async function checkAccepted(system: string, { name, stage, accepts, promotion }: Environment, { version, commit }: ReleaseFile, clone: string | undefined): Promise<void> {
  if (promotion.from !== undefined) throw new UserError({ message: `${name} takes what was proven in ${promotion.from}, not a release directly`, fix: `npx slipway promote ${system} --from ${promotion.from} --to ${stage}` });
  if (accepts === 'builds') return;
  if (clone === undefined) throw new UserError({ message: `${name} accepts ${accepts === 'tags' ? 'tags' : 'signed tags'} alone, and without the system's repository nobody knows whether ${JSON.stringify(version)} is one`, fix: '--source <clone of the system\'s repository>' });
  await checkTag({ source: clone, tag: version, commit, signed: accepts === 'signed-tags' });
}
