import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../src/cli/commands.ts';
import { COMMON_FLAGS } from '../src/cli/flags.ts';
import { ROOT } from './cli-project.ts';
import { STEP_CASES } from './workflows/step-cases.ts';
import { EXAMPLES } from './workflows/rule-examples.ts';
import { Sandbox, type StepOutcome, type StepSetting } from './workflows/sandbox.ts';
import { jobsOf, parseWorkflow, readWorkflows, runStepsOf } from './workflows/workflow-files.ts';
import { RULES, WRITERS } from './workflows/workflow-rules.ts';
import { actionSchema, workflowSchema } from './workflows/workflow-schema.ts';

jest.setTimeout(60_000);

const FILES = readWorkflows(join(ROOT, '.github'));
const STEPS = FILES.flatMap(runStepsOf);
const stepNamed = (id: string) => STEPS.find((step) => step.id === id)!;

describe('the structure of the workflows', () => {
  it.each(FILES.map((file) => [file.path, file] as const))('%s has no key that nobody thought about', (path, { content }) => {
    const { error } = (path.startsWith('actions/') ? actionSchema : workflowSchema).safeParse(content);
    expect(error?.issues ?? []).toEqual([]);
  });

  it.each(FILES.map((file) => [file.path, file] as const))('%s names only inputs, steps and jobs that there are', (_, file) => {
    const { on, inputs } = file.content as { on?: Record<string, { inputs?: object; secrets?: object } | null>; inputs?: object };
    const declared = Object.keys(inputs ?? { ...on?.['workflow_dispatch']?.inputs, ...on?.['workflow_call']?.inputs });
    const jobs = jobsOf(file) as unknown as readonly { name: string; needs?: string | string[]; steps: { id?: string }[]; outputs?: object }[];
    for (const job of jobs) {
      const text = JSON.stringify(job);
      const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!);
      expect(named(/\$\{\{[^}]*?\binputs\.([\w-]+)/g).filter((name) => !declared.includes(name))).toEqual([]);
      expect(named(/\bsteps\.([\w-]+)\.outputs/g).filter((name) => !job.steps.some(({ id }) => id === name))).toEqual([]);
      for (const [, name = '', output = ''] of text.matchAll(/\bneeds\.([\w-]+)\.outputs\.([\w-]+)/g)) {
        expect([job.needs].flat()).toContain(name);
        expect(Object.keys(jobs.find((other) => other.name === name)?.outputs ?? {})).toContain(output);
      }
      for (const needed of [job.needs ?? []].flat()) expect(jobs.map(({ name }) => name)).toContain(needed);
    }
  });

  it('gives every right to write that the table names', () => {
    expect(FILES.flatMap((file) => jobsOf(file).map(({ name }) => `${file.path} › ${name}`)).filter((place) => Object.hasOwn(WRITERS, place)).sort()).toEqual(Object.keys(WRITERS).sort());
  });

  it('lets people deploy by hand to environments of the tier development alone', () => {
    const { on } = FILES.find(({ path }) => path === 'workflows/deploy-dev.yaml')!.content as { on: { workflow_dispatch: { inputs: { environment: { options: string[] } } } } };
    const { content } = parseWorkflow('environments', readFileSync(join(ROOT, 'overlays/environments.yaml'), 'utf8'));
    const { environments } = content as { environments: Record<string, { tier?: string }> };
    for (const name of on.workflow_dispatch.inputs.environment.options) expect([name, environments[name]?.tier]).toEqual([name, 'development']);
  });
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))('the rule %s', (id, { check }) => {
  it.each(FILES.map((file) => [file.path, file] as const))('holds in %s', (_, file) => {
    expect(check(file)).toEqual([]);
  });

  it('accepts and rejects', () => {
    const { accepts, rejects } = EXAMPLES[id]!;
    expect(check(accepts)).toEqual([]);
    expect(check(rejects)).not.toEqual([]);
  });
});

describe('the scripts of the workflows', () => {
  let sandbox: Sandbox;
  beforeAll(() => {
    sandbox = new Sandbox();
  });
  afterAll(() => sandbox.remove());

  it('are all run here', () => {
    expect(Object.keys(STEP_CASES).sort()).toEqual(STEPS.map(({ id }) => id).sort());
  });

  const rows = Object.entries(STEP_CASES).flatMap(([id, cases]) => Object.entries(cases).map(([says, one]) => [`${id}: ${says}`, id, one] as const));
  it.each(rows)('%s', async (_, id, one) => {
    const setting: StepSetting = typeof one.setting === 'function' ? one.setting(sandbox) : (one.setting ?? {});
    const outcome = sandbox.run(stepNamed(id), setting);
    expect({ code: outcome.code, stderr: outcome.code === (one.code ?? 0) ? '' : `${outcome.stdout}${outcome.stderr}` }).toEqual({ code: one.code ?? 0, stderr: '' });
    one.expects?.(outcome, sandbox);
    await commandsExist(outcome);
  });
});

/** Every call of slipway names a command, and options and operands as that command declares them. */
async function commandsExist({ calls }: StepOutcome): Promise<void> {
  for (const [program, name = '', ...words] of calls) {
    if (program !== 'slipway') continue;
    const command = await COMMANDS.find((one) => one.name === name)?.load();
    expect([name, command !== undefined]).toEqual([name, true]);
    const flags = [...COMMON_FLAGS, ...(command?.options ?? [])].map((flag) => ({ names: flag.flags.split(/[, ]+/), takes: flag.flags.includes('<') }));
    const end = words.indexOf('--');
    const options = (end === -1 ? words : words.slice(0, end)).filter((_, index, all) => all[index - 1] !== '-o');
    for (const word of options) {
      const [flag = '', value] = word.split('=', 2);
      const known = flags.find(({ names }) => names.includes(flag));
      expect([word, known !== undefined, value !== undefined || flag === '-o']).toEqual([word, true, known?.takes]);
    }
    const operands = command?.operands ?? [];
    const given = end === -1 ? 0 : words.length - end - 1;
    const [least, most] = [operands.filter(({ optional = false }) => !optional).length, operands.some(({ repeatable = false }) => repeatable) ? Infinity : operands.length];
    expect([name, given >= least && given <= most]).toEqual([name, true]);
  }
}
