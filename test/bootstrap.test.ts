import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Manifest } from '../src/kernel/manifest.ts';
import { ROOT } from './cli-project.ts';

/** Tells what kubectl was given: its words, then the files of the folder that they name. */
const KUBECTL = `#!/bin/bash
printf '%s\\n' "$*"
for file in "\${@: -1}"/*; do printf '%s\\n' '===='; cat "$file"; done
`;

/** The command by which a person lets Argo CD follow the GitOps repository, run as it stands in the page. */
describe('the bootstrap step', () => {
  const stubs = mkdtempSync(join(tmpdir(), 'slipway-kubectl-'));
  let words = '';
  let applied: Manifest[] = [];

  beforeAll(() => {
    writeFileSync(join(stubs, 'kubectl'), KUBECTL);
    chmodSync(join(stubs, 'kubectl'), 0o755);
    const [, command = ''] = /^```sh\n(kubectl apply .*)\n```$/m.exec(readFileSync(join(ROOT, 'docs/delivery.md'), 'utf8')) ?? [];
    const [program = '', ...rest] = command.split(' ');
    const said = execFileSync(program, rest, { cwd: ROOT, env: { ...process.env, PATH: `${stubs}:${process.env['PATH']}` }, encoding: 'utf8' });
    const [first = '', ...files] = said.split('====\n');
    words = first.trim();
    applied = files.map((text) => load(text) as Manifest);
  });
  afterAll(() => rmSync(stubs, { recursive: true }));

  it('applies an Application and its project, and nothing else', () => {
    // Without it kubectl would own fields that Argo CD applies from the server's side.
    expect(words).toMatch(/^apply --server-side --filename /);
    expect(applied.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([['AppProject', 'slipway'], ['Application', 'slipway']]);
  });

  it('makes Argo CD follow what a publish of everything writes, in the repository that it writes to', () => {
    const { spec } = applied.find(({ kind }) => kind === 'Application')! as unknown as { spec: { source: { repoURL: string; path: string; targetRevision: string; directory: { include: string } } } };
    const { gitops } = load(readFileSync(join(ROOT, 'overlays/environments.yaml'), 'utf8')) as { gitops: { repository: string; branch?: string } };
    expect([spec.source.repoURL, spec.source.targetRevision]).toEqual([gitops.repository, gitops.branch ?? 'main']);
    const folders = /^\{(.*)\}$/.exec(spec.source.directory.include)![1]!.split(',').map((pattern) => pattern.replace('/*.yaml', ''));
    expect(folders).toEqual(['projects', 'applicationsets']);
    for (const folder of folders) {
      const at = join(ROOT, 'dist', spec.source.path, folder);
      expect([at, existsSync(at) && readdirSync(at).length > 0]).toEqual([at, true]);
    }
  });
});
