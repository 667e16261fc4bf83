import { resolve } from 'node:path';
import { UserError, visible } from '../../kernel/problem.ts';
import { renderDist, type RenderedDist } from '../../render/render-all.ts';
import { synthJson } from '../../reports/synth-json.ts';
import { checkText, synthText } from '../../reports/synth-text.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { compareDist, writeDist } from '../dist.ts';
import { type Outdir, resolveOutdir } from '../dist/outdir.ts';
import { settled } from '../dist/settled.ts';
import { documents } from '../documents.ts';
import { ENV_FLAG, SYSTEM_FLAG } from '../flags.ts';
import { keepDist } from '../keep-dist.ts';
import { projectOf } from '../place.ts';
import { synthReport } from '../synth-report-of.ts';

/** What `slipway synth` can be told. */
export interface SynthOptions {
  readonly env?: readonly string[];
  readonly system?: readonly string[];
  readonly stdout?: boolean;
  readonly check?: boolean;
  readonly outdir?: string;
  readonly format?: 'manifests' | 'helm';
}

/** Renders every environment into `dist`. */
export const command: Command<SynthOptions> = {
  options: [
    ENV_FLAG,
    SYSTEM_FLAG,
    { flags: '--stdout', describe: 'print all manifests; dist stays as it is', variable: 'SLIPWAY_STDOUT', conflicts: ['check', 'outdir'] },
    { flags: '--check', describe: 'change nothing, exit 1 when dist is not what would be rendered', variable: 'SLIPWAY_CHECK' },
    { flags: '--outdir <folder>', describe: 'where manifests are written (default: dist; charts for Helm)', variable: 'SLIPWAY_OUTDIR' },
    { flags: '--format <form>', describe: 'plain manifests, or a Helm chart with values for each environment', variable: 'SLIPWAY_FORMAT', choices: ['manifests', 'helm'] },
  ],
  examples: [
    { line: 'slipway synth', does: 'render everything into dist' },
    { line: 'slipway synth --env staging --stdout', does: 'print one environment' },
    { line: 'slipway synth --check', does: 'fail when dist is not what the definitions render' },
    { line: 'slipway synth --check -o json', does: 'the same, for a program' },
    { line: 'slipway synth --format helm', does: 'make charts/<system>, for those who install by Helm' },
  ],
  details: 'Files that are what they should be are not written again; files that nothing renders any more are removed.\nNothing is written unless everything could be rendered.',
  run: synth,
};

async function synth(call: Call<SynthOptions>): Promise<ExitCode> {
  if (call.options.format === 'helm') return (await import('../helm/synth-charts.ts')).synthCharts(call);
  const root = projectOf(call.place);
  const { env: environments = [], system: systems = [], stdout = false, check = false, outdir: given } = call.options;
  const whole = environments.length === 0 && systems.length === 0;
  const render = () => renderDist({ root, systems: call.systems, only: { environments, systems } });
  if (stdout) {
    if (call.output === 'json') throw new UserError({ message: '--stdout prints YAML, so -o json has nothing to print', fix: 'leave out one of them' });
    call.remark('dist is as it was');
    const { pairs } = render();
    await settled();
    call.terminal.answer.write(documents(pairs));
    return 0;
  }
  call.remark(given === undefined ? 'dist is as it was' : undefined);
  const outdir = resolveOutdir(root, given === undefined ? 'dist' : resolve(given));
  call.remark(`${outdir.shown} is as it was`);
  return check ? compare(call, root, { outdir, whole }, render) : write(call, root, { outdir, whole }, render);
}

type Render = () => RenderedDist;
type Target = { outdir: Outdir; whole: boolean };

async function compare({ output, terminal: { answer, talk } }: Call<SynthOptions>, root: string, target: Target, render: Render): Promise<ExitCode> {
  const rendered = render();
  await settled();
  tellNotes(rendered, talk);
  const plan = compareDist(root, target, rendered);
  const report = synthReport(rendered, plan);
  answer.write(output === 'json' ? `${JSON.stringify(synthJson(report, 'compared'), null, 2)}\n` : checkText(report, answer.style));
  return plan.writes.length + plan.removals.length + plan.gonePairs.length + plan.goneInputs.length === 0 ? 0 : 1;
}

async function write({ output, terminal: { answer, talk }, remark }: Call<SynthOptions>, root: string, target: Target, render: Render): Promise<ExitCode> {
  const { rendered, plans } = await writeDist(root, [target], render, {
    onWait: (holder) => talk.write(`waiting for ${holder}, which writes here, too\n`),
    onTouch: () => remark(`${target.outdir.shown} holds both old and new files: run it again`),
  });
  keepDist(root, plans[0]!);
  tellNotes(rendered, talk);
  const report = synthReport(rendered, plans[0]!);
  answer.write(output === 'json' ? `${JSON.stringify(synthJson(report, 'written'), null, 2)}\n` : synthText(report, performance.now() / 1000, answer.style));
  return 0;
}

function tellNotes({ notes = [] }: RenderedDist, talk: Call<SynthOptions>['terminal']['talk']): void {
  for (const text of notes) talk.write(`${talk.style.faint('preview')}  ${visible(text)}\n`);
}
