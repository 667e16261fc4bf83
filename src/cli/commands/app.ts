import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { UserError } from '../../kernel/problem.ts';
import { renderAll } from '../../render/render-all.ts';
import { synthText } from '../../reports/synth-text.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { type DistTarget, writeDist } from '../dist.ts';
import { outdirAt, resolveOutdir } from '../dist/outdir.ts';
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

function app(call: Call<object>): ExitCode {
  const root = projectOf(call.place);
  const named = process.env['CDK8S_OUTDIR'];
  call.remark('dist is as it was');
  const render = () => renderAll({ root, systems: call.systems });
  // A fresh, empty folder is what `--stdout` gives; cdk8s prints the files in it in no certain order.
  if (named !== undefined && named !== '' && isEmptyFolder(named)) {
    writeFileSync(join(named, 'manifests.yaml'), documents(render()));
    return 0;
  }
  const { pairs, plans } = writeDist(root, targetsFor(root, named), render, {
    onWait: (holder) => call.terminal.talk.write(`waiting for ${holder}, which writes here, too\n`),
    onTouch: () => call.remark(undefined),
  });
  const { talk } = call.terminal;
  talk.write(synthText(synthReport(pairs, plans.at(-1)!), performance.now() / 1000, talk.style));
  return 0;
}

/** The folders to write; `dist` comes last, when it is certain that the others could be written. */
function targetsFor(root: string, named: string | undefined): DistTarget[] {
  const dist = (): DistTarget => ({ outdir: resolveOutdir(root, 'dist'), whole: true });
  if (named === undefined || named === '') return [dist()];
  const path = resolve(named);
  const scratch = scratchOf(root);
  if (path !== scratch) return [{ outdir: resolveOutdir(root, path), whole: true }];
  if (path === join(root, 'dist')) return [dist()];
  // cdk8s deleted it; without objects nothing would make it again, and cdk8s takes that for a failure.
  mkdirSync(path, { recursive: true });
  return [{ outdir: outdirAt(root, path), whole: true }, dist()];
}

/** The `output` of cdk8s.yaml, as an absolute path. */
function scratchOf(root: string): string | undefined {
  const file = 'cdk8s.yaml';
  let config: unknown;
  try {
    config = load(readFileSync(join(root, file), 'utf8'));
  } catch (error) {
    throw new UserError({ file, message: `cannot be read as YAML: ${(error as Error).message.split('\n')[0]}` }, { cause: error });
  }
  const output = typeof config === 'object' && config !== null && Object.hasOwn(config, 'output') ? (config as Record<string, unknown>)['output'] : undefined;
  return typeof output === 'string' ? resolve(root, output) : undefined;
}

function isEmptyFolder(path: string): boolean {
  return existsSync(path) && readdirSync(path).length === 0;
}
