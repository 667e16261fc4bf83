import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

/** A workflow or an action of this repository. */
export interface WorkflowFile {
  /** Relative to `.github`. */
  readonly path: string;
  readonly text: string;
  /** The document, not checked yet. */
  readonly content: unknown;
}

/** A step that runs a script, and where it stands. */
export interface RunStep {
  /** `promote.yaml › plan › Show what would be promoted`. */
  readonly id: string;
  readonly run: string;
  /** Its own variables, over those of its job, as written. */
  readonly env: Readonly<Record<string, string>>;
}

/** Reads all workflows and actions below a `.github`. */
export function readWorkflows(github: string): WorkflowFile[] {
  const workflows = readdirSync(join(github, 'workflows')).map((name) => `workflows/${name}`);
  const actions = readdirSync(join(github, 'actions')).map((name) => `actions/${name}/action.yaml`);
  return [...workflows, ...actions].sort().map((path) => parseWorkflow(path, readFileSync(join(github, path), 'utf8')));
}

/** Reads one. @throws where it is no YAML, or says a key twice */
export function parseWorkflow(path: string, text: string): WorkflowFile {
  const document = parseDocument(text, { version: '1.2', uniqueKeys: true });
  if (document.errors.length > 0) throw new Error(`${path}: ${document.errors[0]!.message}`);
  return { path, text, content: document.toJS() as unknown };
}

/** What rules look at, after the structure was checked. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly shell?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

/** A job, or the one list of steps of an action. */
export interface Job {
  readonly name: string;
  readonly 'runs-on'?: string;
  readonly 'timeout-minutes'?: number;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly secrets?: 'inherit' | Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** The jobs of a file. */
export function jobsOf({ content, path }: WorkflowFile): Job[] {
  const file = content as { jobs?: Record<string, Job>; runs?: { steps: Step[] } };
  if (file.runs !== undefined) return [{ name: path, steps: file.runs.steps }];
  return Object.entries(file.jobs ?? {}).map(([name, job]) => ({ ...job, name, steps: job.steps ?? [] }));
}

/** Every script of a file. */
export function runStepsOf(file: WorkflowFile): RunStep[] {
  const short = file.path.replace(/^workflows\//, '').replace(/^actions\/(.*)\/action\.yaml$/, 'actions/$1');
  return jobsOf(file).flatMap((job) =>
    job.steps.flatMap(({ run, name, env }) => (run === undefined ? [] : [{ id: file.path.startsWith('actions/') ? `${short} › ${name}` : `${short} › ${job.name} › ${name}`, run, env: { ...job.env, ...env } }])),
  );
}
