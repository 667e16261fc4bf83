import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { openGit } from '../../delivery/git/git.ts';
import { UserError } from '../../kernel/problem.ts';
import { loadOverlays } from '../../overlays/load.ts';
import { renderDist } from '../../render/render-all.ts';
import { validateGithub } from '../../reports/validate-github.ts';
import { validateJson } from '../../reports/validate-json.ts';
import { validateJunit } from '../../reports/validate-junit.ts';
import { type ProvenWay, type ReportedFinding, type ValidateReport } from '../../reports/validate-report.ts';
import { validateSarif } from '../../reports/validate-sarif.ts';
import { validateText } from '../../reports/validate-text.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { ENV_FLAG, SYSTEM_FLAG } from '../flags.ts';
import { openOrigin } from '../manifests/origin.ts';
import { pairsInFolder } from '../manifests/pairs-in-folder.ts';
import { pairsRendered } from '../manifests/pairs-rendered.ts';
import { projectOf } from '../place.ts';
import { planFindings } from '../plan/plan-findings.ts';
import { SharedProofs } from '../plan/shared-proofs.ts';
import { POD_SECURITY_LEVELS, type PodSecurity } from '../validate/choice.ts';
import { readEnvironments, refuseUnknownEnvironments } from '../validate/environment-facts.ts';
import { FILE_IS_READABLE } from '../validate/file-rules.ts';
import { minorOf, NEWEST_MINOR } from '../validate/kubernetes-minor.ts';
import { type Argument, type Input, readInputs } from '../validate/read-inputs.ts';
import { readSchemas } from '../validate/read-schemas.ts';
import { readWaivers } from '../validate/read-waivers.ts';
import { readSchemaLocation } from '../validate/schema-location.ts';
import { validateInputs } from '../validate/validate-inputs.ts';

/** What `slipway validate` can be told. */
export interface ValidateOptions {
  readonly output: 'text' | 'json' | 'sarif' | 'junit' | 'github';
  readonly env?: readonly string[];
  readonly system?: readonly string[];
  readonly kubernetes?: string;
  readonly rules?: readonly string[];
  readonly podSecurity?: PodSecurity;
  readonly failOn: 'error' | 'warning';
  readonly schemaLocation?: readonly string[];
  readonly waivers?: string;
  readonly render?: boolean;
  readonly from?: string;
}

/** Judges manifests as the API server and the cluster they go to will, without either. */
export const command: Command<ValidateOptions> = {
  operands: [{ name: 'path', describe: 'folders and files of YAML or JSON, or - for standard input (default: dist)', optional: true, repeatable: true }],
  options: [
    { ...ENV_FLAG, describe: 'only this environment; of other manifests, the one they go to' },
    SYSTEM_FLAG,
    { flags: '--kubernetes <minor>', describe: 'version of the API server (default: that of the environment, else the newest known)', variable: 'SLIPWAY_KUBERNETES' },
    { flags: '--fail-on <severity>', describe: 'what makes the exit code 1', variable: 'SLIPWAY_FAIL_ON', choices: ['error', 'warning'], default: 'error' },
    { flags: '--rules <name>', describe: 'judge by these alone: families, single rules, or all', variable: 'SLIPWAY_RULES', repeatable: true },
    { flags: '--pod-security <level>', describe: 'level of the Pod Security Standards that is asked for (default: restricted)', variable: 'SLIPWAY_POD_SECURITY', choices: [...POD_SECURITY_LEVELS] },
    { flags: '--schema-location <path>', describe: 'more schemas: a folder of CRDs or JSON Schemas, or the OpenAPI document of a cluster', variable: 'SLIPWAY_SCHEMA_LOCATION', repeatable: true },
    { flags: '--waivers <file>', describe: 'findings that may stay for now (default: overlays/waivers.yaml)', variable: 'SLIPWAY_WAIVERS' },
    { flags: '--from <origin>', describe: 'prove the way from what is there now, too, as slipway plan does: a ref, a folder like dist, a GitOps repository, `gitops`, or `nothing`', variable: 'SLIPWAY_VALIDATE_FROM' },
    { flags: '--render', describe: 'judge what would be rendered (with --kubernetes, for that version) instead of what dist holds', variable: 'SLIPWAY_RENDER' },
  ],
  forms: ['sarif', 'junit', 'github'],
  examples: [
    { line: 'slipway validate', does: 'judge dist, pair by pair' },
    { line: 'slipway validate --env production --system capakraken', does: 'judge one pair' },
    { line: 'slipway validate dist/dev --kubernetes 1.31 --fail-on warning', does: 'judge a folder for another version' },
    { line: 'slipway validate --render -o sarif', does: 'judge what the sources render, for a code scanner' },
  ],
  details:
    'Objects that slipway rendered are judged by every family of rules. Others are judged by what the API server\nwould refuse and by secrets; dangling references and pods below the restricted Pod Security Standard are\nwarnings, and what is our own way of writing manifests is not asked for, unless --rules names it.\nExit codes: 0 nothing found, 1 findings, 2 could not judge.',
  run: validate,
};

async function validate(call: Call<ValidateOptions>): Promise<ExitCode> {
  const { options, place } = call;
  const root = place.root;
  const { env = [], system = [], rules = [], podSecurity, failOn } = options;
  const kubernetes = options.kubernetes === undefined ? undefined : minorOf(options.kubernetes);
  let known: ReturnType<typeof readEnvironments> | undefined;
  const environments = (): ReturnType<typeof readEnvironments> => (known ??= readEnvironments(root));
  if (env.length > 0) refuseUnknownEnvironments(env, environments());
  const isDist = call.operands.length === 0;
  const isRestricted = env.length + system.length + rules.length > 0 || kubernetes !== undefined || podSecurity !== undefined;
  const planned = options.from === undefined ? undefined : await plannedFindings(options.from, call, kubernetes);
  const report = validateInputs(inputsOf(call, kubernetes), {
    ...(planned === undefined ? {} : { planned: planned.findings, proven: planned.proven }),
    ...(rules.length === 0 ? {} : { rules }),
    ...(podSecurity === undefined ? {} : { podSecurity }),
    kubernetes,
    schemas: readSchemas(place.packageRoot, (options.schemaLocation ?? []).map(readSchemaLocation)),
    environments,
    environment: env.length === 1 ? env[0] : undefined,
    only: { environments: env, systems: system },
    dist: root === undefined || !existsSync(join(root, 'dist')) ? undefined : realpathSync(join(root, 'dist')),
    waivers: readWaivers(root, options.waivers),
    today: new Date().toISOString().slice(0, 10),
    isWhole: isDist && !isRestricted,
  });
  refuseNothing(call, report);
  call.terminal.answer.write(written(call, report));
  const severities = failOn === 'warning' ? ['error', 'warning'] : ['error'];
  return report.findings.some(({ severity }) => severities.includes(severity)) ? 1 : 0;
}

function written({ options: { output }, terminal: { answer }, place }: Call<ValidateOptions>, report: ValidateReport): string {
  switch (output) {
    case 'json':
      return `${JSON.stringify(validateJson(report), null, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(validateSarif(report, versionOf(place.packageRoot)), null, 2)}\n`;
    case 'junit':
      return validateJunit(report);
    case 'github':
      return validateGithub(report);
    case 'text':
      return validateText(report, answer.style);
  }
}

/** Counterexamples of the way from an origin to what the project has in dist, or renders, and what was proven of it. */
async function plannedFindings(from: string, { operands, options: { env = [], system = [], render = false }, place, systems }: Call<ValidateOptions>, kubernetes: string | undefined): Promise<{ readonly findings: readonly ReportedFinding[]; readonly proven: ProvenWay }> {
  if (operands.length > 0) throw new UserError({ message: '--from proves the way of a project, and a folder or file is named, too', fix: 'leave out one of them' });
  const root = projectOf(place);
  const wanted = { environments: env, systems: system };
  const after = render ? pairsRendered(renderDist({ root, systems, only: wanted, ...(kubernetes === undefined ? {} : { kubernetes }) }).pairs, 'dist') : pairsInFolder(join(root, 'dist'), 'dist', wanted);
  const { gitops } = loadOverlays({ root, systems });
  const origin = await openOrigin(from, { root, git: openGit({ folder: root }), gitops });
  const before = await origin.pairs(wanted);
  const environments = readEnvironments(root);
  const schemas = readSchemas(place.packageRoot);
  const proofs = new SharedProofs();
  const pairs = after.map((pair) => {
    const minor = kubernetes ?? environments.get(pair.environment)?.target.kubernetes ?? NEWEST_MINOR;
    return planFindings(before.find((one) => one.environment === pair.environment && one.system === pair.system), pair, proofs, { kubernetes: minor, schemas: () => schemas(minor) });
  });
  const proven = { from: origin.shown, pairs: pairs.length, points: pairs.reduce((sum, { points }) => sum + points, 0), scaled: pairs.flatMap(({ scaled }) => scaled) };
  return { findings: pairs.flatMap(({ findings }) => findings), proven };
}

/** What is to be read: what is named, else what is rendered, else what dist holds. */
function inputsOf({ operands, options: { render = false, env = [], system = [] }, place, systems }: Call<ValidateOptions>, kubernetes: string | undefined): Iterable<Input> {
  if (operands.length > 0) {
    if (render) throw new UserError({ message: '--render judges what the sources render, and a folder or file is named, too', fix: 'leave out one of them' });
    return withSiblings(operands.map((operand): Argument => ({ path: operand, shown: normalize(operand) })), place.root);
  }
  if (place.root === undefined) throw new UserError({ message: 'here is no project whose dist could be judged', fix: 'npx slipway validate <folder>' });
  const root = projectOf(place);
  const dist = join(root, 'dist');
  if (!render) {
    if (!existsSync(dist)) throw new UserError({ message: 'there is no dist yet', fix: 'npx slipway synth' });
    return readInputs([{ path: dist, shown: 'dist' }]);
  }
  const { pairs, argocd } = renderDist({ root, systems, only: { environments: env, systems: system }, ...(kubernetes === undefined ? {} : { kubernetes }) });
  const folders = [...pairs.map(({ environment, system: name, files }) => ({ folder: `${environment}/${name}`, files })), ...argocd.map(({ path, files }) => ({ folder: path, files }))];
  return folders.flatMap(({ folder, files }) => files.map(({ name, text }): Input => ({ file: `dist/${folder}/${name}`, path: join(dist, folder, name), argument: 0, isNamed: false, bytes: Buffer.from(text) })));
}

/** A file of a pair in dist refers to the others of its folder, which are read besides. */
function* withSiblings(named: readonly Argument[], root: string | undefined): Iterable<Input> {
  const folders = new Set<string>();
  const read = new Set<string>();
  const dist = root === undefined ? undefined : join(root, 'dist');
  for (const input of readInputs(named)) {
    yield input;
    if (input.path !== undefined) read.add(input.path);
    if (input.isNamed && input.path !== undefined && dist !== undefined && dirname(dirname(dirname(input.path))) === dist) folders.add(dirname(input.path));
  }
  for (const input of readInputs([...folders].map((path): Argument => ({ path, shown: path })))) if (input.path === undefined || !read.has(input.path)) yield { ...input, isContext: true };
}

/** Silence about nothing would be taken for a verdict. */
function refuseNothing({ operands, options: { env = [], system = [] } }: Call<ValidateOptions>, { judged, findings }: ValidateReport): void {
  if (judged.objects > 0 || findings.some(({ severity }) => severity === 'error')) return;
  const chosen = [...env.map((name) => `--env ${name}`), ...system.map((name) => `--system ${name}`)].join(' ');
  const unread = findings.find(({ rule }) => rule.id === FILE_IS_READABLE.id);
  if (unread !== undefined) throw new UserError({ file: unread.file, message: unread.message, fix: unread.fix ?? 'name a folder of manifests' });
  throw new UserError({ message: `${operands.length === 0 ? 'dist' : operands.join(', ')} holds no Kubernetes object${chosen === '' ? '' : ` of ${chosen}`}`, fix: chosen === '' ? 'name a folder of manifests' : 'leave out what chooses, or correct it' });
}

function versionOf(packageRoot: string): string {
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version;
}
