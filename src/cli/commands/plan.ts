import { join } from 'node:path';
import { openGit } from '../../delivery/git/git.ts';
import { UserError } from '../../kernel/problem.ts';
import { loadOverlays } from '../../overlays/load.ts';
import { planHtml } from '../../reports/plan-html.ts';
import { planJson } from '../../reports/plan-json.ts';
import { type PlanReport } from '../../reports/plan-report.ts';
import { planText } from '../../reports/plan-text.ts';
import { renderDist } from '../../render/render-all.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { settled } from '../dist/settled.ts';
import { ENV_FLAG } from '../flags.ts';
import { openOrigin } from '../manifests/origin.ts';
import { commitOf } from '../manifests/pairs-at-ref.ts';
import { pairsRendered } from '../manifests/pairs-rendered.ts';
import { planPair } from '../plan/plan-pair.ts';
import { waiversOn } from '../plan/waived.ts';
import { projectOf } from '../place.ts';
import { readEnvironments } from '../validate/environment-facts.ts';
import { NEWEST_MINOR } from '../validate/kubernetes-minor.ts';
import { readSchemas } from '../validate/read-schemas.ts';

/** What `slipway plan` can be told. */
export interface PlanOptions {
  readonly env?: readonly string[];
  readonly from?: string;
  readonly output: 'text' | 'json' | 'html';
}

/** Shows how Argo CD will act on a change, and proves what comes of every failure. */
export const command: Command<PlanOptions> = {
  operands: [{ name: 'system', describe: 'the system' }],
  options: [
    ENV_FLAG,
    { flags: '--from <origin>', describe: 'what is there now: a commit, branch or tag of this repository, a folder like dist, the address of a GitOps repository, `gitops` for that of environments.yaml, or `nothing` (default: HEAD, or dist where there is no commit)', variable: 'SLIPWAY_FROM' },
  ],
  forms: ['html'],
  examples: [
    { line: 'slipway plan capakraken --env production', does: 'how what is rendered now would come over what the last commit has in dist' },
    { line: 'slipway plan capakraken --env production --from nothing', does: 'how it comes to an empty cluster' },
    { line: 'slipway plan capakraken --env staging -o json', does: 'the same, for a program' },
    { line: 'slipway plan capakraken --env production -o html', does: 'a page with a picture of it' },
  ],
  details: 'Every step can fail, and every wait can have no end: each such story is told to its end, with another try and the way back.\nWhat must not happen and does is a counterexample: then it exits 1.',
  run: plan,
};

async function plan(call: Call<PlanOptions>): Promise<ExitCode> {
  const root = projectOf(call.place);
  const [system = ''] = call.operands;
  const { env: environments = [], from } = call.options;
  const wanted = { environments, systems: [system] };
  const rendered = renderDist({ root, systems: call.systems, only: wanted });
  await settled();
  const after = pairsRendered(rendered.pairs, 'dist');
  const { gitops } = loadOverlays({ root, systems: call.systems });
  const git = openGit({ folder: root });
  // Without a commit, what was rendered last is what there is.
  const named = from ?? ((await commitOf(git, 'HEAD')) === undefined ? join(root, 'dist') : 'HEAD');
  const origin = await openOrigin(named, { root, git, gitops });
  const before = await origin.pairs(wanted);
  if (after.length === 0) throw new UserError({ message: `nothing renders ${system} there`, fix: 'npx slipway plan --help' });
  const environmentsOf = readEnvironments(root);
  const schemasOf = readSchemas(call.place.packageRoot);
  const waivers = waiversOn(root, new Date().toISOString().slice(0, 10));
  const reports = after.map((pair): PlanReport => planPair(before.find(({ environment }) => environment === pair.environment), pair, { from: origin.shown, waivers, schemas: () => schemasOf(environmentsOf.get(pair.environment)?.target.kubernetes ?? NEWEST_MINOR) }));
  call.terminal.answer.write(written(call, reports));
  return reports.some(({ proof }) => proof.counterexamples.length > 0) ? 1 : 0;
}

function written({ options: { output }, terminal: { answer } }: Call<PlanOptions>, reports: readonly PlanReport[]): string {
  switch (output) {
    case 'json':
      return `${JSON.stringify(reports.length === 1 ? planJson(reports[0]!) : reports.map(planJson), null, 2)}\n`;
    case 'html':
      return planHtml(reports);
    default:
      return reports.map((report) => planText(report, answer.style)).join('\n');
  }
}
