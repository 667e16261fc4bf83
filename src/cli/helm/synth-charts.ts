import { join, resolve } from 'node:path';
import { type Problem, UserError } from '../../kernel/problem.ts';
import { renderAll } from '../../render/render-all.ts';
import { type ChartsReport } from '../../reports/helm/charts-report.ts';
import { chartsJson } from '../../reports/helm/charts-json.ts';
import { chartsOf } from '../../reports/helm/charts-of.ts';
import { chartsCheckText, chartsText } from '../../reports/helm/charts-text.ts';
import { type Call, type ExitCode } from '../command.ts';
import { explainingIo } from '../dist/io-failure.ts';
import { holdLock } from '../dist/lock.ts';
import { type Outdir, resolveOutdir } from '../dist/outdir.ts';
import { type DistPlan } from '../dist/plan.ts';
import { settled } from '../dist/settled.ts';
import { clearLeft } from '../dist/staging.ts';
import { applyPlan, fallbackStaging } from '../dist/write.ts';
import { projectOf } from '../place.ts';
import { planCharts, type SystemCharts } from './charts-plan.ts';

/** What a synth of charts can be told. */
export interface ChartsOptions {
  readonly env?: readonly string[];
  readonly system?: readonly string[];
  readonly stdout?: boolean;
  readonly check?: boolean;
  readonly outdir?: string;
}

/**
 * Renders every system into Helm charts: one umbrella a system, with values for each environment.
 *
 * @throws UserError when the options make no sense together, rendering fails, or files of others are in the way
 */
export async function synthCharts(call: Call<ChartsOptions>): Promise<ExitCode> {
  const { env = [], system: systems = [], stdout = false, check = false, outdir: given } = call.options;
  refuseOptions(env, stdout);
  const root = projectOf(call.place);
  call.remark(given === undefined ? 'charts are as they were' : undefined);
  const outdir = chartsOutdir(root, given === undefined ? 'charts' : resolve(given));
  call.remark(`${outdir.shown} is as it was`);
  const render = (): SystemCharts[] => chartsFrom(renderAll({ root, systems: call.systems, only: { systems } }));
  const whole = systems.length === 0;
  const { answer } = call.terminal;
  const say = (report: ChartsReport, text: string): void => answer.write(call.output === 'json' ? `${JSON.stringify(chartsJson(report, check ? 'compared' : 'written'), null, 2)}\n` : text);
  if (check) {
    const charts = render();
    await settled();
    const report = reportOf(charts, explainingIo(root, () => planCharts(outdir, charts, whole)));
    say(report, chartsCheckText(report, answer.style));
    return report.charts.every(({ changes }) => changes.length === 0) ? 0 : 1;
  }
  const report = await write(call, root, outdir, whole, render);
  say(report, chartsText(report, answer.style));
  return 0;
}

async function write({ terminal: { talk }, remark }: Call<ChartsOptions>, root: string, outdir: Outdir, whole: boolean, render: () => SystemCharts[]): Promise<ChartsReport> {
  const explained = <Result>(run: () => Result): Result => explainingIo(root, run);
  const release = explained(() => holdLock(join(root, '.slipway', 'synth.lock'), { onWait: (holder) => talk.write(`waiting for ${holder}, which writes here, too\n`) }));
  try {
    const charts = explained(() => {
      for (const left of [join(root, '.slipway', 'staging'), fallbackStaging(outdir)]) clearLeft(left);
      return render();
    });
    await settled();
    const plan = explained(() => planCharts(outdir, charts, whole));
    explained(() => applyPlan(plan, root, () => remark(`${outdir.shown} holds both old and new files: run it again`)));
    return reportOf(charts, plan);
  } finally {
    release();
  }
}

function refuseOptions(env: readonly string[], stdout: boolean): void {
  const problems: Problem[] = [];
  if (env.length > 0) problems.push({ message: '--format helm makes one chart of all environments, so --env has nothing to leave out', fix: 'leave --env out, and give helm the file of the environment: -f charts/<system>/values-<environment>.yaml' });
  if (stdout) problems.push({ message: '--format helm makes a folder of files, so --stdout has nothing to print', fix: 'leave --stdout out, or --outdir <folder>' });
  if (problems.length > 0) throw new UserError(problems);
}

/** Charts among manifests would be taken for the folder of an environment. */
function chartsOutdir(root: string, given: string): Outdir {
  const dist = join(root, 'dist');
  if (resolve(root, given) === dist || resolve(root, given).startsWith(`${dist}/`)) throw new UserError({ file: 'dist', message: 'dist holds manifests, and no charts', fix: '--outdir charts' });
  try {
    return resolveOutdir(root, given);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.problems.map((problem) => (problem.fix === '--outdir dist' ? { ...problem, fix: '--outdir charts' } : problem)), { cause: error });
  }
}

function chartsFrom(pairs: ReturnType<typeof renderAll>): SystemCharts[] {
  const systems = [...new Set(pairs.map(({ system }) => system))].sort();
  return systems.map((system) => {
    const own = pairs.filter((pair) => pair.system === system).map(({ environment, files }) => ({ name: environment, manifests: files.map(({ manifest }) => manifest) }));
    return { system, files: chartsOf({ system, environments: own.sort((a, b) => (a.name < b.name ? -1 : 1)) }) };
  });
}

function reportOf(charts: readonly SystemCharts[], { outdir, writes, removals }: DistPlan): ChartsReport {
  const changes = [...writes.map(({ folder, name, difference }) => ({ path: `${folder}/${name}`, reason: difference })), ...removals.map(({ folder, name }) => ({ path: `${folder}/${name}`, reason: 'stale' as const }))];
  const systems = [...new Set([...charts.map(({ system }) => system), ...changes.map(({ path }) => path.split('/', 1)[0]!)])].sort();
  return {
    outdir: outdir.shown,
    charts: systems.map((system) => ({
      system,
      files: charts.find((chart) => chart.system === system)?.files.length ?? 0,
      changes: changes
        .filter(({ path }) => path.startsWith(`${system}/`))
        .map(({ path, reason }) => ({ file: path.slice(system.length + 1), reason }))
        .sort((a, b) => (a.file < b.file ? -1 : 1)),
    })),
  };
}
