import { type ApiSchemas } from '../../api/schema/api-schemas.ts';
import { type CheckContext } from '../../checks/manifest-set.ts';
import { type Severity } from '../../checks/rule.ts';
import { type Problem } from '../../kernel/problem.ts';
import { type Environment } from '../../overlays/environment.ts';
import { type Waiver } from '../../overlays/waivers.ts';
import { type RuleFacts } from '../../reports/rule-facts.ts';
import { compareReported, type NotChecked, type ProvenWay, type ReportedFinding, type ValidateReport } from '../../reports/validate-report.ts';
import { isPlanRule } from '../plan/plan-findings.ts';
import { choose, type Wanted } from './choice.ts';
import { CLAIM_IS_OF_ONE_SYSTEM, type ClaimingPair, claimingPairs, clusterFindings } from './cluster-findings.ts';
import { schemasWithDefinitions } from './defined-kinds.ts';
import { FILE_HOLDS_OBJECT, FILE_IS_READABLE } from './file-rules.ts';
import { type Installation, Installations } from './installations.ts';
import { judge } from './judge.ts';
import { NEWEST_MINOR } from './kubernetes-minor.ts';
import { readDocuments } from './read-documents.ts';
import { type Input } from './read-inputs.ts';
import { toldOnce } from './told-once.ts';
import { waive } from './waive.ts';

/** By what, and as whose, inputs are judged. */
export interface JudgeOptions extends Wanted {
  /** Minor version; without it that of the environment, else the newest. */
  readonly kubernetes?: string | undefined;
  /** Schemas by minor. */
  readonly schemas: (kubernetes: string) => ApiSchemas;
  /** The environments of the project. */
  readonly environments: () => ReadonlyMap<string, Environment>;
  /** The environment that objects of unknown origin go to. */
  readonly environment?: string | undefined;
  /** Restricts pairs of system and environment; a missing or empty list restricts nothing. */
  readonly only?: { readonly environments?: readonly string[]; readonly systems?: readonly string[] };
  /** Real path of the project's `dist`. */
  readonly dist?: string | undefined;
  /** Whether all objects are slipway's, whatever their labels say. @default false */
  readonly isAllOwn?: boolean;
}

/** What the findings are held against. */
export interface ConcludeOptions extends Wanted, Pick<JudgeOptions, 'environments' | 'only'> {
  /** Findings of the family `plan`, where a change was looked at; they are waived with the others. @default none was */
  readonly planned?: readonly ReportedFinding[];
  /** What was proven of that change. */
  readonly proven?: ProvenWay;
  readonly waivers: readonly Waiver[];
  /** `2026-11-21`, UTC. */
  readonly today: string;
  /** Whether all is judged that a waiver may be about. */
  readonly isWhole: boolean;
}

/** Everything that a verdict depends on. */
export type ValidateOptions = JudgeOptions & ConcludeOptions;

/** What is found of inputs by themselves, before it is held against what only all of them show together. */
export interface JudgedInputs {
  /** In no order, those that somebody answers for among them. */
  readonly findings: readonly ReportedFinding[];
  readonly judged: ValidateReport['judged'];
  /** In no order. */
  readonly notChecked: readonly NotChecked[];
  /** What the pairs among them claim of their clusters. */
  readonly claiming: readonly ClaimingPair[];
}

/** Reads inputs and judges the objects in them. */
export function validateInputs(inputs: Iterable<Input>, options: ValidateOptions): ValidateReport {
  return conclude(judgeInputs(inputs, options), options);
}

/** The first half of {@link validateInputs}, which can be done for some of the inputs here and for others elsewhere. */
export function judgeInputs(inputs: Iterable<Input>, options: JudgeOptions): JudgedInputs {
  const findings: ReportedFinding[] = [];
  const notChecked = new Map<string, number>();
  const pass = (what: string): void => void notChecked.set(what, (notChecked.get(what) ?? 0) + 1);
  const installations = new Installations(options.dist, options.isAllOwn);
  let files = 0;
  for (const input of inputs) {
    if (isGeneratorInput(input)) {
      pass('input of an ApplicationSet, which is no Kubernetes object');
      continue;
    }
    const isContext = input.isContext === true;
    const content = input.text ?? input.bytes;
    if (content === undefined) {
      if (input.problem !== undefined && !isContext) findings.push(ofFile(FILE_IS_READABLE, input.problem, input.isPassedOver === true ? 'warning' : 'error'));
      continue;
    }
    const { objects, problems, others } = readDocuments(content, input.file);
    if (isOtherJson(input, objects.length, problems)) {
      pass('JSON file that holds no Kubernetes object');
      continue;
    }
    for (const object of objects) installations.add(input, object);
    if (isContext) continue;
    files++;
    for (const problem of problems) findings.push(ofFile(FILE_IS_READABLE, problem));
    for (const other of others) pass(`${other}, which no API server gets`);
    if (objects.length + problems.length + others.length === 0) findings.push(ofFile(FILE_HOLDS_OBJECT, { file: input.file, line: 1, column: 1, message: 'the file holds no Kubernetes object', fix: 'write the object, or delete the file' }));
  }

  const asked = { rules: 0 };
  const minors = new Set<string>();
  let objects = 0;
  const chosen = { own: choose(options, true), others: choose(options, false) };
  const schemasOf = schemasWithDefinitions(installations.all, options.schemas);
  for (const installation of installations.all.filter((one) => isWanted(one, options.only))) {
    const choice = installation.isOwn ? chosen.own : chosen.others;
    asked.rules = Math.max(asked.rules, choice.size);
    objects += installation.objects.filter(({ isContext }) => !isContext).length;
    const context = contextOf(installation, options);
    minors.add(context.kubernetes);
    const judgement = judge(installation, choice, { ...context, schemas: schemasOf(installation, context.kubernetes) });
    findings.push(...judgement.findings);
    judgement.notChecked.forEach(pass);
  }

  return {
    findings,
    judged: { objects, files, rules: asked.rules, kubernetes: [...minors].sort() },
    notChecked: [...notChecked].map(([what, count]): NotChecked => ({ what, count })),
    claiming: claimingPairs(installations.all),
  };
}

/** The second half of {@link validateInputs}: what pairs take from each other, and what somebody answers for. */
export function conclude({ findings: found, judged, notChecked, claiming }: JudgedInputs, options: ConcludeOptions): ValidateReport {
  const findings = [...found];
  if (choose(options, true).severityOf(CLAIM_IS_OF_ONE_SYSTEM.id) !== undefined) findings.push(...clusterFindings(claiming, options.environments).filter(({ environment = '', system = '' }) => isWanted({ isOwn: true, environment, system }, options.only)));
  findings.push(...(options.planned ?? []));
  // Where no change was looked at, nobody knows whether what is waived of one is over.
  const waivers = options.planned === undefined ? options.waivers.filter(({ rule }) => !isPlanRule(rule)) : options.waivers;
  const { findings: left, waived } = waive(findings, waivers, options.today, options.isWhole);
  return {
    findings: [...toldOnce(left)].sort(compareReported),
    waived: [...waived].sort((a, b) => compareReported(a.finding, b.finding)),
    ...(options.proven === undefined ? {} : { proven: options.proven }),
    judged,
    notChecked: [...notChecked].sort((a, b) => (a.what < b.what ? -1 : 1)),
  };
}

/** What ApplicationSets read of `dist/argocd`; where `dist` itself is the output of cdk8s, it is among the files. */
function isGeneratorInput({ file }: Input): boolean {
  return /(^|[\\/])argocd[\\/]applications[\\/][^\\/]+[\\/][^\\/]+\.yaml$/.test(file);
}

/** A folder holds JSON of all sorts; nobody meant that as an object. */
function isOtherJson({ file, isNamed, bytes }: Input, objects: number, problems: readonly Problem[]): boolean {
  return !isNamed && objects === 0 && problems.length > 0 && /\.json$/i.test(file) && !/"(apiVersion|kind)"/.test(bytes!.toString());
}

/** Of what slipway did not render, the chosen environment is the one it goes to. */
function isWanted({ isOwn, environment, system }: Omit<Installation, 'objects'>, only: JudgeOptions['only']): boolean {
  const { environments = [], systems = [] } = only ?? {};
  return !isOwn || (environments.length === 0 || (environment !== undefined && environments.includes(environment))) && (systems.length === 0 || (system !== undefined && systems.includes(system)));
}

/** What is known of the cluster that an installation goes to. */
function contextOf({ environment, isOwn }: Installation, { kubernetes, ...options }: JudgeOptions): CheckContext & { readonly kubernetes: string } {
  const name = environment ?? options.environment;
  const target = name === undefined ? undefined : options.environments().get(name)?.target;
  const { zones, nodePools } = target ?? {};
  return {
    kubernetes: kubernetes ?? target?.kubernetes ?? NEWEST_MINOR,
    zones: zones === undefined || zones.length === 0 ? undefined : zones,
    // Where none is named, pods may go anywhere.
    nodePools: nodePools === undefined || Object.keys(nodePools).length === 0 ? undefined : nodePools,
    whole: isOwn,
  };
}

function ofFile(rule: RuleFacts, { file = '', line, column, path = '', message, allowed, fix }: Problem, severity: Severity = rule.severity): ReportedFinding {
  return {
    rule,
    severity,
    file,
    ...(line === undefined ? {} : { line, column: column ?? 1 }),
    path,
    message: allowed === undefined || fix !== undefined ? message : `${message}; allowed: ${allowed}`,
    ...(fix === undefined ? {} : { fix }),
  };
}

