import { resolve } from 'node:path';
import { UserError, visible } from '../../kernel/problem.ts';
import { renderDist, type RenderedDist } from '../../render/render-all.ts';
import { synthJson } from '../../reports/synth-json.ts';
import { checkText, synthText } from '../../reports/synth-text.ts';
import { beginRemembering, type Remembering } from '../cache/remembering.ts';
import { renderInThreads } from '../ahead/render-in-threads.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { CONCURRENCY_FLAG, parseConcurrency } from '../concurrency.ts';
import { compareDist, writeDist } from '../dist.ts';
import { resolveOutdir } from '../dist/outdir.ts';
import { changesNothing, type DistTarget } from '../dist/plan.ts';
import { settled } from '../dist/settled.ts';
import { documents } from '../documents.ts';
import { ENV_FLAG, SYSTEM_FLAG } from '../flags.ts';
import { keepDist } from '../keep-dist.ts';
import { projectOf } from '../place.ts';
import { openProgress } from '../progress.ts';
import { pairsOfShard, SHARD_FLAG } from '../shard.ts';
import { synthReport } from '../synth-report-of.ts';

/** What `slipway synth` can be told. */
export interface SynthOptions {
  readonly env?: readonly string[];
  readonly system?: readonly string[];
  readonly stdout?: boolean;
  readonly check?: boolean;
  readonly outdir?: string;
  readonly format?: 'manifests' | 'helm';
  readonly shard?: string;
  readonly concurrency?: string;
  /** False where nothing is to be recalled or remembered. */
  readonly cache?: boolean;
  readonly quiet?: boolean;
  readonly watch?: boolean;
  readonly typecheck?: boolean;
}

/** Renders every environment into `dist`. */
export const command: Command<SynthOptions> = {
  options: [
    ENV_FLAG,
    SYSTEM_FLAG,
    { flags: '--stdout', describe: 'print all manifests; dist stays as it is', variable: 'SLIPWAY_STDOUT', conflicts: ['check', 'outdir'] },
    { flags: '--check', describe: 'change nothing, exit 1 when dist is not what would be rendered', variable: 'SLIPWAY_CHECK' },
    { flags: '--outdir <folder>', describe: 'where manifests are written (default: dist; charts for Helm)', variable: 'SLIPWAY_OUTDIR' },
    { flags: '--format <form>', describe: 'plain manifests, or a Helm chart with values for each environment', variable: 'SLIPWAY_FORMAT', choices: ['manifests', 'helm'], conflicts: ['shard'] },
    SHARD_FLAG,
    CONCURRENCY_FLAG,
    { flags: '--no-cache', describe: 'render everything anew, and remember nothing', variable: 'SLIPWAY_NO_CACHE' },
    { flags: '--watch', describe: 'render again whenever something is saved, until Ctrl-C', variable: 'SLIPWAY_WATCH', conflicts: ['check', 'stdout', 'outdir', 'format'] },
    { flags: '--quiet', describe: 'show no progress', variable: 'SLIPWAY_QUIET' },
  ],
  examples: [
    { line: 'slipway synth', does: 'render everything into dist' },
    { line: 'slipway synth --env staging --stdout', does: 'print one environment' },
    { line: 'slipway synth --check', does: 'fail when dist is not what the definitions render' },
    { line: 'slipway synth --check -o json', does: 'the same, for a program' },
    { line: 'slipway synth --shard 2/8', does: 'render the second of eight parts, on one machine of eight' },
    { line: 'slipway synth --no-cache --concurrency 4', does: 'render everything anew in four threads' },
    { line: 'slipway synth --format helm', does: 'make charts/<system>, for those who install by Helm' },
  ],
  details: 'Files that are what they should be are not written again; files that nothing renders any more are removed.\nNothing is written unless everything could be rendered.\nWhat was rendered is remembered in .slipway/cache; "slipway cache clear" forgets it.\nFrom about 450 pairs on that have to be rendered anew, two threads render them; the result is the same.\nslipway synth --watch renders again whenever an overlay or a source is saved, and tells what that does to the clusters.',
  run: synth,
};

async function synth(call: Call<SynthOptions>): Promise<ExitCode> {
  if (call.options.format === 'helm') return (await import('../helm/synth-charts.ts')).synthCharts(call);
  const root = projectOf(call.place);
  if (call.options.watch === true) return (await import('../watch/watch-synth.ts')).watchSynth(call, root, wordsOf(call.options));
  const { env: environments = [], system: systems = [], stdout = false, check = false, outdir: given, quiet = false } = call.options;
  const only = { environments, systems, ...pairsOfShard(call.options.shard) };
  const whole = environments.length === 0 && systems.length === 0 && only.pair === undefined;
  // What is printed is put in order by whole manifests, and of those that are recalled there are outlines alone.
  const remembering = stdout || call.options.cache === false ? undefined : beginRemembering(root, call.place.render);
  const threads = call.options.concurrency === undefined ? undefined : parseConcurrency(call.options.concurrency);
  const render = async (): Promise<RenderedDist> => {
    const progress = openProgress('pairs', { quiet });
    const options = { root, systems: call.systems, only, outlines: !stdout, onPair: progress.step };
    try {
      // Of what other threads render there are outlines, too.
      return stdout || call.place.render === undefined ? renderDist(options) : await renderInThreads(options, call.place.render, { threads, memory: remembering?.memory });
    } finally {
      progress.end();
    }
  };
  if (stdout) {
    if (call.output === 'json') throw new UserError({ message: '--stdout prints YAML, so -o json has nothing to print', fix: 'leave out one of them' });
    call.remark('dist is as it was');
    const { pairs } = await render();
    await settled();
    call.terminal.answer.write(documents(pairs));
    return 0;
  }
  call.remark(given === undefined ? 'dist is as it was' : undefined);
  const outdir = resolveOutdir(root, given === undefined ? 'dist' : resolve(given));
  call.remark(`${outdir.shown} is as it was`);
  const target: Target = { outdir, whole };
  return check ? compare(call, root, { target, render, remembering }) : write(call, root, { target, render, remembering });
}

type Target = Pick<DistTarget, 'outdir' | 'whole'>;

interface Work {
  readonly target: Target;
  readonly render: () => Promise<RenderedDist>;
  readonly remembering: Remembering | undefined;
}

async function compare({ output, terminal: { answer, talk } }: Call<SynthOptions>, root: string, { target, render, remembering }: Work): Promise<ExitCode> {
  const rendered = await render();
  await settled();
  tellNotes(rendered, talk);
  const plan = compareDist(root, remembering?.watch(target) ?? target, rendered);
  remembering?.onDone(rendered, plan, { carriedOut: false, whole: target.whole });
  const report = synthReport(rendered, plan);
  answer.write(output === 'json' ? `${JSON.stringify(synthJson(report, 'compared'), null, 2)}\n` : checkText(report, answer.style));
  return changesNothing(plan) ? 0 : 1;
}

async function write({ output, terminal: { answer, talk }, remark }: Call<SynthOptions>, root: string, { target, render, remembering }: Work): Promise<ExitCode> {
  const { rendered, plans } = await writeDist(root, [remembering?.watch(target) ?? target], render, {
    onWait: (holder) => talk.write(`waiting for ${holder}, which writes here, too\n`),
    onTouch: () => {
      remembering?.onStaged();
      remark(`${target.outdir.shown} holds both old and new files: run it again`);
    },
  });
  const plan = plans[0]!;
  keepDist(root, plan);
  remembering?.onDone(rendered, plan, { carriedOut: true, whole: target.whole });
  tellNotes(rendered, talk);
  const report = synthReport(rendered, plan);
  answer.write(output === 'json' ? `${JSON.stringify(synthJson(report, 'written'), null, 2)}\n` : synthText(report, process.uptime(), answer.style));
  return 0;
}

/** The options as words, for a process that is to do the same once. */
function wordsOf({ env = [], system = [], shard, concurrency, cache, typecheck }: SynthOptions): string[] {
  const named = [...env.flatMap((name) => ['--env', name]), ...system.flatMap((name) => ['--system', name])];
  return [...named, ...(shard === undefined ? [] : ['--shard', shard]), ...(concurrency === undefined ? [] : ['--concurrency', concurrency]), ...(cache === false ? ['--no-cache'] : []), ...(typecheck === false ? ['--no-typecheck'] : [])];
}

function tellNotes({ notes = [] }: RenderedDist, talk: Call<SynthOptions>['terminal']['talk']): void {
  for (const text of notes) talk.write(`${talk.style.faint('preview')}  ${visible(text)}\n`);
}
