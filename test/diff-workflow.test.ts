import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './cli-project.ts';
import { jobsOf, parseWorkflow, type RunStep, runStepsOf } from './workflows/workflow-files.ts';

const PATH = 'templates/repository/dot-github/workflows/diff.yml';
const FILE = parseWorkflow('workflows/diff.yml', readFileSync(join(ROOT, PATH), 'utf8'));
const stepNamed = (name: string): RunStep => runStepsOf(FILE).find((step) => step.id.endsWith(name))!;

/** Runs a step's script with programs that answer and write down how they were called. */
function run(step: RunStep, programs: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) {
  const temp = mkdtempSync(join(tmpdir(), 'slipway-step-'));
  try {
    mkdirSync(join(temp, 'bin'));
    for (const [name, script] of Object.entries(programs)) {
      writeFileSync(join(temp, 'bin', name), `#!/bin/bash\necho "${name} $*" >> ${JSON.stringify(join(temp, 'calls'))}\n${script}\n`);
      chmodSync(join(temp, 'bin', name), 0o755);
    }
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(temp, 'report'), { recursive: true });
      writeFileSync(join(temp, name), text);
    }
    const { status } = spawnSync('bash', ['-c', step.run], { encoding: 'utf8', env: { PATH: `${join(temp, 'bin')}:${process.env['PATH'] ?? ''}`, RUNNER_TEMP: temp, GITHUB_STEP_SUMMARY: join(temp, 'summary'), GITHUB_REPOSITORY: 'acme/deploy', NUMBER: '12', RUN_URL: 'https://github.example/acme/deploy/actions/runs/7', GH_TOKEN: 'an-example-token' } });
    const read = (name: string): string => (existsSync(join(temp, name)) ? readFileSync(join(temp, name), 'utf8') : '');
    const pages = readdirSync(temp).includes('report') ? Object.fromEntries(readdirSync(join(temp, 'report')).map((name) => [name, readFileSync(join(temp, 'report', name), 'utf8')])) : {};
    return { status, pages, calls: read('calls').split('\n'), summary: read('summary'), html: read('report/slipway-diff.html'), body: read('comment.json') === '' ? '' : (JSON.parse(read('comment.json')) as { body: string }).body };
  } finally {
    rmSync(temp, { recursive: true });
  }
}

describe('the workflow that comments on a pull request', () => {
  it('gives the job that runs what it brings no right to write, and runs nothing in the one that writes', () => {
    const rights = Object.fromEntries(jobsOf(FILE).map(({ name, permissions }) => [name, permissions]));
    expect(rights).toEqual({ diff: { contents: 'read' }, comment: { 'pull-requests': 'write' } });
    const comment = jobsOf(FILE).find(({ name }) => name === 'comment')!;
    expect(comment.steps.map(({ uses = '' }) => uses.split('@')[0])).toEqual(['actions/download-artifact', '']);
    expect(JSON.stringify(comment.steps)).not.toMatch(/\b(npm|npx|node|git) /);
    for (const { run: script } of runStepsOf(FILE)) expect(script).not.toContain('${{');
  });

  it('writes the report in two forms, and fails only where it could not be written', () => {
    const step = stepNamed('Compare what is rendered with what it is merged into');
    const { status, calls, summary, html } = run(step, { npx: 'echo "as ${@: -1}"; exit 1' });
    expect([status, summary, html]).toEqual([0, 'as markdown\n', 'as html\n']);
    expect(calls).toEqual(['npx slipway diff --against HEAD^1 -o markdown', 'npx slipway diff --against HEAD^1 -o html', '']);
    expect(run(step, { npx: 'exit 2' }).status).toBe(2);
  });

  describe('draws how Argo CD will act', () => {
    const step = stepNamed('Draw how Argo CD will act on what changes');
    const report = { 'report/diff.markdown': '' };
    /** slipway, which finds these pairs to differ, and answers a plan with its system. */
    const slipway = (pairs: readonly object[], planCode = 0): Readonly<Record<string, string>> => ({ npx: `if [ "$2" = diff ]; then printf '%s' '${JSON.stringify({ pairs })}'; exit ${pairs.length > 0 ? 1 : 0}; fi\ncat > /dev/null; echo "plan of $3"; exit ${planCode}` });
    const differs = (system: string, environment: string, status = 'changed'): object => ({ system, environment, status });

    it('for each system that changes, once, and for none that goes', () => {
      const { status, pages, calls } = run(step, slipway([differs('shop', 'dev'), differs('fair', 'dev', 'added'), differs('shop', 'production'), differs('gone', 'dev', 'removed')]), report);
      expect([status, pages]).toEqual([0, { 'diff.markdown': '', 'slipway-plan-fair.html': 'plan of fair\n', 'slipway-plan-shop.html': 'plan of shop\n' }]);
      expect(calls).toEqual(['npx slipway diff --against HEAD^1 --no-proof -o json', 'npx slipway plan fair --from HEAD^1 -o html', 'npx slipway plan shop --from HEAD^1 -o html', '']);
    });

    it('also where one has a counterexample, and fails where one could not be made', () => {
      expect(run(step, slipway([differs('shop', 'dev')], 1), report)).toMatchObject({ status: 0, pages: { 'slipway-plan-shop.html': 'plan of shop\n' } });
      expect(run(step, slipway([differs('shop', 'dev')], 2), report).status).toBe(2);
      expect(run(step, { npx: 'exit 2' }, report).status).toBe(2);
    });

    it('for none where nothing changes, and for twenty where everything does', () => {
      expect(Object.keys(run(step, slipway([]), report).pages)).toEqual(['diff.markdown']);
      expect(Object.keys(run(step, slipway(Array.from({ length: 50 }, (_, index) => differs(`shop-${index}`, 'dev'))), report).pages)).toHaveLength(21);
    });
  });

  const gh = (comments: string): string => `case "$*" in *--input*) ;; *) printf '%s' '${comments}';; esac`;

  it('posts one comment, and changes it from then on', () => {
    const step = stepNamed('Write the comment');
    const report = { 'report/diff.markdown': '### What changes\n' };
    const first = run(step, { gh: gh('[]') }, report);
    expect(first.status).toBe(0);
    expect(first.body).toBe('<!-- slipway diff -->\n### What changes\n\n[The whole report](https://github.example/acme/deploy/actions/runs/7) is an artifact of the run.\n');
    expect(first.calls[1]).toMatch(/^gh api --silent --method POST repos\/acme\/deploy\/issues\/12\/comments --input /);
    const own = { id: 3, user: { login: 'github-actions[bot]' }, body: '<!-- slipway diff -->\nold' };
    const next = run(step, { gh: gh(JSON.stringify([{ ...own, id: 1, user: { login: 'eve' } }, { ...own, id: 2, body: 'else' }, own])) }, report);
    expect(next.calls[1]).toMatch(/^gh api --silent --method PATCH repos\/acme\/deploy\/issues\/comments\/3 --input /);
    expect(run(step, { gh: gh('[]') }, { 'report/diff.markdown': 'x'.repeat(70_000) }).body).toContain('longer than a comment');
  });
});
