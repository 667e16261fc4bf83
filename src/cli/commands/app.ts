import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
// Not by name: that would bundle js-yaml a second time, as the module the kernel's reader does not use.
import jsYaml = require('js-yaml');
import { UserError } from '../../kernel/problem.ts';
import { renderDist } from '../../render/render-all.ts';
import { synthText } from '../../reports/synth-text.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { writeDist } from '../dist.ts';
import { outdirAt, resolveOutdir } from '../dist/outdir.ts';
import { type DistTarget } from '../dist/plan.ts';
import { settled } from '../dist/settled.ts';
import { documents } from '../documents.ts';
import { projectOf } from '../place.ts';
import { synthReport } from '../synth-report-of.ts';

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
  const path = named === undefined || named === '' ? undefined : resolve(named);
  call.remark('dist is as it was');
  const render = () => renderDist({ root, systems: call.systems });
  const scratch = path === undefined ? undefined : scratchOf(root);
  // A fresh, empty folder is what `--stdout` gives; cdk8s prints the files in it in no certain order.
  if (path !== undefined && path !== scratch && isEmptyFolder(path)) {
    const { pairs } = render();
    await settled();
    writeFileSync(join(path, 'manifests.yaml'), documents(pairs));
    return 0;
  }
  const { rendered, plans } = await writeDist(root, targetsFor(root, path, scratch), render, {
    onWait: (holder) => call.terminal.talk.write(`waiting for ${holder}, which writes here, too\n`),
    onTouch: () => call.remark(undefined),
  });
  // Without objects nothing has made it, and cdk8s takes that for a failure.
  if (path !== undefined) mkdirSync(path, { recursive: true });
  const { talk } = call.terminal;
  talk.write(synthText(synthReport(rendered, plans.at(-1)!), performance.now() / 1000, talk.style));
  return 0;
}

/** The folders to write; `dist` comes last, when it is certain that the others could be written. */
function targetsFor(root: string, path: string | undefined, scratch: string | undefined): DistTarget[] {
  const dist = (): DistTarget => ({ outdir: resolveOutdir(root, 'dist'), whole: true });
  if (path === undefined || path === join(root, 'dist')) return [dist()];
  if (path !== scratch) return [{ outdir: resolveOutdir(root, path), whole: true }];
  // What lies there is judged as Kubernetes objects.
  return [{ outdir: outdirAt(root, path), whole: true, manifestsOnly: true }, dist()];
}

/** The `output` of cdk8s.yaml, as an absolute path. */
function scratchOf(root: string): string | undefined {
  const file = 'cdk8s.yaml';
  let config: unknown;
  try {
    config = jsYaml.load(readFileSync(join(root, file), 'utf8'));
  } catch (error) {
    throw new UserError({ file, message: `cannot be read as YAML: ${(error as Error).message.split('\n')[0]}` }, { cause: error });
  }
  const output = typeof config === 'object' && config !== null && Object.hasOwn(config, 'output') ? (config as Record<string, unknown>)['output'] : undefined;
  return typeof output === 'string' ? resolve(root, output) : undefined;
}

function isEmptyFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true && readdirSync(path).length === 0;
}
