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

  function deleteAndRestore(): string {
    rmSync(join(root, 'dist'), { recursive: true });
    const { stderr } = spawnSync(process.execPath, ['-e', `require(${JSON.stringify(join(ROOT, 'bin/restore-dist.js'))}).restoreDist(${JSON.stringify(root)})`], { encoding: 'utf8' });
    return stderr;
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
      expect(deleteAndRestore()).toBe('cdk8s had deleted dist before slipway could run; its 3 files are back\n');
      expect(dist()).toEqual(before);
    });
  }

  it('is not made up where nobody has kept it', () => {
    for (const file of FILES) replace(file, 'elsewhere');
    expect(deleteAndRestore()).toContain('neither slipway nor git has kept it\n  fix: ');
    expect(dist().size).toBe(0);
  });
});
