import { describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const PAGES = ['README.md', 'CONTRIBUTING.md', 'bench/README.md', 'docs/delivery.md'];

/** Commands that cannot run inside a test, and the file that runs them instead: it must hold these words. */
const HELD_ELSEWHERE: Record<string, { readonly file: string; readonly words: string }> = {
  'npm ci && npm run synth': { file: '.ci/run', words: 'npm cit' },
  'npm cit': { file: '.ci/run', words: 'npm cit' },
  'npm ci': { file: '.ci/run', words: 'npm cit' },
  'npm run check': { file: '.ci/run', words: 'npm run --silent lint' },
  'npm pack': { file: 'test/installed-package.ts', words: "'pack'" },
  'mkdir ../shop && cd ../shop': { file: 'test/installed-package.ts', words: 'mkdtempSync' },
  'npm install ../slipway/slipway-0.1.0.tgz': { file: 'test/installed-package.ts', words: "'install', ...QUIETLY, tarball" },
  'npx slipway init shop': { file: 'test/init-project.soak.test.ts', words: "slipway init" },
  'npm install': { file: 'test/init.soak.test.ts', words: 'npm' },
  'npx cdk8s synth': { file: 'test/init-project.soak.test.ts', words: "'cdk8s', ['synth']" },
  'kubectl apply --server-side --filename dist/argocd/bootstrap': { file: 'test/bootstrap.test.ts', words: 'kubectl apply' },
  'ls dist/dev/shop': { file: 'test/init-project.soak.test.ts', words: 'dist/dev/shop/Deployment-web.yaml' },
};

const commands = [...new Set(PAGES.flatMap((page) => blocks(page).flatMap((block) => block.trim().split('\n'))))];
const runnable = commands.filter((command) => !Object.hasOwn(HELD_ELSEWHERE, command));

describe('the pages', () => {
  it('hold commands', () => {
    expect(commands.length).toBeGreaterThan(10);
    expect(runnable.length).toBeGreaterThan(4);
  });

  it.each(Object.entries(HELD_ELSEWHERE))('say nothing that no test runs: %s', (command, { file, words }) => {
    expect(commands).toContain(command);
    expect(readFileSync(join(ROOT, file), 'utf8')).toContain(words);
  });

  it('have commands that do what they say, in a copy of this repository', () => {
    const copy = mkdtempSync(join(tmpdir(), 'slipway-readme-'));
    try {
      for (const file of trackedFiles()) cpSync(join(ROOT, file), join(copy, file));
      symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
      const failed = runnable.flatMap((command) => {
        const [program, ...args] = command.split(' ');
        const { status, stderr } = spawnSync(program!, args, { cwd: copy, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
        return status === 0 ? [] : [`${command}: ${status} ${stderr}`];
      });
      expect(failed).toEqual([]);
    } finally {
      rmSync(copy, { recursive: true });
    }
  }, 60_000);

  it.each(PAGES)('link to files that exist: %s', (page) => {
    const links = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link!);
    expect(links.filter((link) => !existsSync(resolve(ROOT, dirname(page), link)))).toEqual([]);
  });
});

function blocks(page: string): string[] {
  return [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block!);
}

/** Every file that git knows or would add, so that a test before the commit sees what one after it does. */
function trackedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  return listed.split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)));
}
