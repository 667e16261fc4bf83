import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT, treeOf } from './cli-project.ts';

jest.setTimeout(30_000);

const FILES = ['dist/dev/shop/ConfigMap-a.yaml', 'dist/dev/shop/ConfigMap-b.yaml', 'dist/argocd/projects/AppProject.argoproj.io-shop.yaml'];

describe('dist that cdk8s deleted before the app failed', () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-restore-')));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const dist = () => treeOf(join(root, 'dist'));
  const git = (...argv: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@acme.example', '-c', 'init.defaultBranch=main', ...argv], { cwd: root, stdio: 'ignore' });

  /** As an editor or git writes a file: a new one takes the old one's place. */
  function replace(file: string, text: string): void {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, `${file}.new`), text);
    renameSync(join(root, `${file}.new`), join(root, file));
  }

  /** As synth writes it. */
  function synth(file: string, text: string): void {
    const kept = join(root, '.slipway/kept', file);
    replace(file, text);
    mkdirSync(dirname(kept), { recursive: true });
    rmSync(kept, { force: true });
    linkSync(join(root, file), kept);
  }

  function deleteAndRestore(output = 'dist'): string {
    rmSync(join(root, output), { recursive: true, force: true });
    const { stdout } = spawnSync(process.execPath, ['-e', `process.stdout.write(String(require(${JSON.stringify(join(ROOT, 'bin/restore-dist.js'))}).restoreDist(${JSON.stringify(root)}, ${JSON.stringify(join(root, output))})))`], { encoding: 'utf8' });
    return stdout;
  }

  /** The clock of a file system goes in steps of some milliseconds. */
  const later = () => new Promise((done) => setTimeout(done, 30));

  const histories: Record<string, () => Promise<void>> = {
    'written by synth, without git': async () => {
      for (const file of FILES) synth(file, `synth ${file}`);
    },
    'written by synth and then edited in place': async () => {
      for (const file of FILES) synth(file, 'synth');
      writeFileSync(join(root, FILES[0]!), 'by hand');
    },
    'checked out by git': async () => {
      git('init');
      for (const file of FILES) replace(file, `git ${file}`);
      git('add', '.');
    },
    'checked out by git, and some of it written by synth since': async () => {
      git('init');
      for (const file of FILES) replace(file, 'git');
      git('add', '.');
      await later();
      synth(FILES[1]!, 'synth');
    },
    'written by synth, and some of it checked out by git since': async () => {
      git('init');
      for (const file of FILES) replace(file, 'first');
      git('add', '.');
      git('commit', '-m', 'first');
      for (const file of FILES) synth(file, 'second');
      git('commit', '-am', 'second');
      await later();
      git('checkout', 'HEAD~', '--', FILES[2]!);
      await later();
    },
  };
  for (const [history, write] of Object.entries(histories)) {
    it(`is byte for byte as it was: ${history}`, async () => {
      await write();
      const before = dist();
      expect(before.size).toBe(3);
      expect(deleteAndRestore()).toBe('cdk8s had deleted dist before slipway could run; its 3 files are back');
      expect(dist()).toEqual(before);
    });
  }

  it.each([
    ['an environment', 'dist/dev', 'its 2 files are back'],
    ['a pair', 'dist/dev/shop', 'its 2 files are back'],
    ['a file', 'dist/dev/shop/ConfigMap-a.yaml', 'its file is back'],
  ])('is whole again after no more than %s of it was deleted', async (_what, output, says) => {
    for (const history of ['written by synth, without git', 'checked out by git']) {
      await histories[history]!();
      const before = dist();
      expect(deleteAndRestore(output)).toBe(`cdk8s had deleted ${output} before slipway could run; ${says}`);
      expect(dist()).toEqual(before);
    }
  });

  it('is left alone where the output folder was another, or is there', async () => {
    await histories['written by synth, without git']!();
    expect(deleteAndRestore('other')).toBe('undefined');
    rmSync(join(root, FILES[0]!));
    const { stdout } = spawnSync(process.execPath, ['-p', `require(${JSON.stringify(join(ROOT, 'bin/restore-dist.js'))}).restoreDist(${JSON.stringify(root)}, 'dist')`], { cwd: root, encoding: 'utf8' });
    expect([stdout, dist().size]).toEqual(['undefined\n', 2]);
  });

  it('is not made up where nobody has kept it', () => {
    for (const file of FILES) replace(file, 'elsewhere');
    expect(deleteAndRestore()).toContain('neither slipway nor git has kept it\n  fix: ');
    expect(dist().size).toBe(0);
    expect(deleteAndRestore('dist/typo')).toContain('cdk8s deletes dist/typo before slipway can run');
  });
});
