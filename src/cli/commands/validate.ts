import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { openGit } from '../../delivery/git/git.ts';
import { UserError } from '../../kernel/problem.ts';
import { loadOverlays } from '../../overlays/load.ts';
import { renderDist } from '../../render/render-all.ts';
import { type ValidateReport } from '../../reports/validate-report.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { ENV_FLAG, SYSTEM_FLAG } from '../flags.ts';
import { openOrigin } from '../manifests/origin.ts';
import { pairsInFolder } from '../manifests/pairs-in-folder.ts';
import { pairsRendered } from '../manifests/pairs-rendered.ts';
import { partText, plainly } from '../parts/answer-part.ts';
import { projectOf } from '../place.ts';
import { planFindings } from '../plan/plan-findings.ts';
import { SharedProofs } from '../plan/shared-proofs.ts';
import { fileInShard, pairsOfShard, parseShard, SHARD_FLAG } from '../shard.ts';
import { type Asked, concludeOptions, wantedOf } from '../validate/asked.ts';
import { POD_SECURITY_LEVELS, type PodSecurity } from '../validate/choice.ts';
import { readEnvironments, refuseUnknownEnvironments } from '../validate/environment-facts.ts';
import { FILE_IS_READABLE } from '../validate/file-rules.ts';
import { InputsDigest } from '../validate/inputs-digest.ts';
import { judgedPart } from '../validate/judged-part.ts';
import { minorOf, NEWEST_MINOR } from '../validate/kubernetes-minor.ts';
import { type PlannedPair, type PlannedWay } from '../validate/planned-way.ts';
import { type Argument, type Input, readInputs } from '../validate/read-inputs.ts';
import { readSchemas } from '../validate/read-schemas.ts';
import { readWaivers } from '../validate/read-waivers.ts';
import { readSchemaLocation } from '../validate/schema-location.ts';
import { type FailOn, validateAnswer, type ValidateForm, verdictCode } from '../validate/validate-answer.ts';
import { conclude, judgeInputs } from '../validate/validate-inputs.ts';
import { versionOf } from '../version-of.ts';

/** What `slipway validate` can be told. */
export interface ValidateOptions {
  readonly output: ValidateForm | 'part';
  readonly env?: readonly string[];
  readonly system?: readonly string[];
  readonly kubernetes?: string;
  readonly rules?: readonly string[];
  readonly podSecurity?: PodSecurity;
  readonly failOn: FailOn;
  readonly schemaLocation?: readonly string[];
  readonly waivers?: string;
  readonly render?: boolean;
  readonly from?: string;
  readonly shard?: string;
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
    SHARD_FLAG,
    { flags: '--render', describe: 'judge what would be rendered (with --kubernetes, for that version) instead of what dist holds', variable: 'SLIPWAY_RENDER', conflicts: ['shard'] },
  ],
  forms: ['sarif', 'junit', 'github', 'part'],
  examples: [
    { line: 'slipway validate', does: 'judge dist, pair by pair' },
    { line: 'slipway validate --env production --system capakraken', does: 'judge one pair' },
    { line: 'slipway validate dist/dev --kubernetes 1.31 --fail-on warning', does: 'judge a folder for another version' },
    { line: 'slipway validate --shard 2/8 -o part', does: 'judge the second of eight parts of dist, for slipway merge' },
    { line: 'slipway validate --render -o sarif', does: 'judge what the sources render, for a code scanner' },
  ],
  details:
    'Objects that slipway rendered are judged by every family of rules. Others are judged by what the API server\nwould refuse and by secrets; dangling references and pods below the restricted Pod Security Standard are\nwarnings, and what is our own way of writing manifests is not asked for, unless --rules names it.\nExit codes: 0 nothing found, 1 findings, 2 could not judge. -o part gives no verdict: slipway merge does.',
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
  if (!isDist && (options.shard !== undefined || options.output === 'part')) throw new UserError({ message: `${options.shard === undefined ? '-o part' : '--shard'} is for the pairs of dist, and a folder or file is named`, fix: 'npx slipway validate --shard 1/4 -o part' });
  const planned = options.from === undefined ? undefined : await plannedWay(options.from, call, kubernetes);
  const asked: Asked = { env, system, rules, podSecurity, kubernetes, waivers: options.waivers, from: options.from, schemaLocation: options.schemaLocation ?? [] };
  const read = new InputsDigest();
  // Nobody should learn from the merge of many parts that it cannot be made.
  if (options.output === 'part') readWaivers(root, options.waivers);
  const inputs = inputsOf(call, kubernetes);
  const judged = judgeInputs(options.output === 'part' ? read.of(inputs) : inputs, {
    ...wantedOf(asked),
    kubernetes,
    schemas: readSchemas(place.packageRoot, (options.schemaLocation ?? []).map(readSchemaLocation)),
    environments,
    environment: env.length === 1 ? env[0] : undefined,
    only: { environments: env, systems: system },
    dist: root === undefined || !existsSync(join(root, 'dist')) ? undefined : realpathSync(join(root, 'dist')),
  });
  const { answer } = call.terminal;
  if (options.output === 'part') {
    const shard = parseShard(options.shard ?? '1/1');
    answer.write(partText({ command: 'validate', by: versionOf(place.packageRoot), shard, asked: plainly(asked), of: planned?.commit === undefined ? {} : { from: planned.commit }, found: judgedPart(judged, read.value(), planned) }));
    return 0;
  }
  const report = conclude(judged, concludeOptions(asked, { root, environments, planned, isAll: isDist && options.shard === undefined }));
  if (options.shard === undefined) refuseNothing(call, report);
  answer.write(validateAnswer(options.output, report, { packageRoot: place.packageRoot, style: answer.style }));
  return verdictCode(report, failOn);
}

/** The way from an origin to what the project has in dist, or renders. */
async function plannedWay(from: string, { operands, options: { env = [], system = [], render = false, shard }, place, systems }: Call<ValidateOptions>, kubernetes: string | undefined): Promise<PlannedWay> {
  if (operands.length > 0) throw new UserError({ message: '--from proves the way of a project, and a folder or file is named, too', fix: 'leave out one of them' });
  const root = projectOf(place);
  const wanted = { environments: env, systems: system, ...pairsOfShard(shard) };
  const after = render ? pairsRendered(renderDist({ root, systems, only: wanted, ...(kubernetes === undefined ? {} : { kubernetes }) }).pairs, 'dist') : pairsInFolder(join(root, 'dist'), 'dist', wanted);
  const { gitops } = loadOverlays({ root, systems });
  const origin = await openOrigin(from, { root, git: openGit({ folder: root }), gitops });
  const before = await origin.pairs(wanted);
  const environments = readEnvironments(root);
  const schemas = readSchemas(place.packageRoot);
  const proofs = new SharedProofs();
  const pairs = after.map((pair): PlannedPair => {
    const { environment, system: name } = pair;
    const minor = kubernetes ?? environments.get(environment)?.target.kubernetes ?? NEWEST_MINOR;
    const former = before.find((one) => one.environment === environment && one.system === name);
    return { environment, system: name, ...planFindings(former, pair, proofs, { kubernetes: minor, schemas: () => schemas(minor) }) };
  });
  return { from: origin.shown, ...(origin.commit === undefined ? {} : { commit: origin.commit }), pairs };
}

/** What is to be read: what is named, else what is rendered, else what dist holds. */
function inputsOf({ operands, options: { render = false, env = [], system = [], shard }, place, systems }: Call<ValidateOptions>, kubernetes: string | undefined): Iterable<Input> {
  if (operands.length > 0) {
    if (render) throw new UserError({ message: '--render judges what the sources render, and a folder or file is named, too', fix: 'leave out one of them' });
    return withSiblings(operands.map((operand): Argument => ({ path: operand, shown: normalize(operand) })), place.root);
  }
  if (place.root === undefined) throw new UserError({ message: 'here is no project whose dist could be judged', fix: 'npx slipway validate <folder>' });
  const root = projectOf(place);
  const dist = join(root, 'dist');
  if (!render) {
    if (!existsSync(dist)) throw new UserError({ message: 'there is no dist yet', fix: 'npx slipway synth' });
    const part = shard === undefined ? undefined : parseShard(shard);
    return readInputs([{ path: dist, shown: 'dist' }], part && ((steps) => fileInShard(part, steps)));
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
