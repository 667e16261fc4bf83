import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, UserError } from '../../kernel/problem.ts';
import { renderDist, type RenderedDist } from '../../render/render-all.ts';
import { count } from '../../reports/columns.ts';
import { synthText } from '../../reports/synth-text.ts';
import { cdk8sOutput, type Cdk8sOutput } from '../cdk8s-output.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { writeDist } from '../dist.ts';
import { explainingIo } from '../dist/io-failure.ts';
import { isInDist, outdirAt, resolveOutdir } from '../dist/outdir.ts';
import { type DistTarget } from '../dist/plan.ts';
import { settled } from '../dist/settled.ts';
import { documents } from '../documents.ts';
import { keepDist } from '../keep-dist.ts';
import { projectOf } from '../place.ts';
import { synthReport } from '../synth-report-of.ts';
import { renderedProblems } from '../validate/validate-rendered.ts';

/**
 * What `cdk8s synth` runs. cdk8s deletes its output folder first and names it in CDK8S_OUTDIR; so
 * cdk8s.yaml names a scratch folder, and `dist` is replaced here, once everything is rendered.
 */
export const command: Command = {
  examples: [
    { line: 'cdk8s synth', does: 'render everything into dist, then run the validations of cdk8s.yaml' },
    { line: 'slipway app', does: 'the same as slipway synth' },
  ],
  details: 'cdk8s.yaml names this command as its app. stdout stays empty: cdk8s swallows it.',
  run: app,
};

async function app(call: Call<object>): Promise<ExitCode> {
  const root = projectOf(call.place);
  const named = process.env['CDK8S_OUTDIR'];
  const render = () => renderDist({ root, systems: call.systems });
  const output = named === undefined || named === '' ? undefined : cdk8sOutput(root, named);
  call.remark(output !== undefined && isLost(root, output.path) ? undefined : 'dist is as it was');
  // A fresh, empty folder is what `--stdout` gives; cdk8s prints the files in it in no certain order.
  if (output !== undefined && !output.isScratch && isEmptyFolder(output.path)) {
    const { pairs } = render();
    await settled();
    writeFileSync(join(output.path, 'manifests.yaml'), documents(pairs));
    return 0;
  }
  const { talk } = call.terminal;
  // What the plugin will refuse must not be in dist by then.
  let refused: readonly Problem[] = [];
  const judged = (): RenderedDist => {
    const rendered = render();
    if (runsPlugin(root)) refused = renderedProblems({ root, packageRoot: call.place.packageRoot }, rendered.pairs);
    if (refused.length > 0 && output?.isScratch !== true) throw new UserError(refused);
    return rendered;
  };
  const targets = targetsFor(root, output);
  const { rendered, plans } = await writeDist(
    root,
    targets,
    judged,
    {
      onWait: (holder) => talk.write(`waiting for ${holder}, which writes here, too\n`),
      onTouch: () => call.remark(undefined),
    },
    (target) => refused.length === 0 || target.manifestsOnly === true,
  );
  for (const plan of plans) keepDist(root, plan);
  if (output !== undefined) explainingIo(root, () => output.show());
  if (refused.length > 0) {
    talk.write(`${count(refused.length, 'error')} in what was rendered, as the report tells; dist is as it was\n`);
    return 0;
  }
  talk.write(synthText(synthReport(rendered, plans.at(-1)!), process.uptime(), talk.style));
  return 0;
}

/** Whether cdk8s-cli runs our plugin afterwards: it says whether it validates, and cdk8s.yaml by what. */
function runsPlugin(root: string): boolean {
  return process.env['CDK8S_RECORD_CONSTRUCT_METADATA'] === 'true' && /^[^#]*\bSlipwayValidation\b/m.test(readFileSync(join(root, 'cdk8s.yaml'), 'utf8'));
}

/** The folders to write; `dist` comes last, when it is certain that the others could be written. */
function targetsFor(root: string, output: Cdk8sOutput | undefined): DistTarget[] {
  const dist = (): DistTarget => ({ outdir: resolveOutdir(root, 'dist', '--output'), whole: true });
  if (output === undefined || output.path === join(root, 'dist')) return [dist()];
  if (!output.isScratch) return [{ outdir: resolveOutdir(root, output.path, '--output'), whole: true }];
  // What lies there is judged as Kubernetes objects.
  return [{ outdir: outdirAt(root, output.writeTo), whole: true, manifestsOnly: true }, dist()];
}

/** Whether cdk8s has deleted it out of dist, and bin/restore-dist.js could not put it back. */
function isLost(root: string, path: string): boolean {
  return (path === join(root, 'dist') || isInDist(root, path)) && (!existsSync(path) || isEmptyFolder(path));
}

function isEmptyFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true && readdirSync(path).length === 0;
}
