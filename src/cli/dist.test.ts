import { describe, expect, it } from '@jest/globals';
import { chmodSync, existsSync, mkdirSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { fileNameOf } from '../kernel/manifest.ts';
import { UserError } from '../kernel/problem.ts';
import { type RenderedPair } from '../render/render-pair.ts';
import { compareDist, writeDist } from './dist.ts';
import { outdirAt } from './dist/outdir.ts';
import { inFolder, ours, pair, put, tree } from './dist/test-support.ts';

const SHOP = pair('dev/shop', { 'Deployment-app.yaml': '---\na: 1\n', 'Service-app.yaml': '---\nb: 1\n' });
const silent = { onWait: () => undefined, onTouch: () => undefined };

const OTHER_FILE_SYSTEM = '/dev/shm';
const hasOtherFileSystem = () => existsSync(OTHER_FILE_SYSTEM) && statSync(OTHER_FILE_SYSTEM).dev !== statSync(tmpdir()).dev;

async function write(root: string, pairs: readonly RenderedPair[], whole = true) {
  return (await writeDist(root, [{ outdir: outdirAt(root, join(root, 'dist')), whole }], () => ({ pairs, argocd: [] }), silent)).plans[0]!;
}

async function failure(run: () => unknown): Promise<UserError> {
  try {
    await run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('writing dist', () => {
  it('writes one folder for each pair, and leaves nothing else behind', inFolder(async (root) => {
    await write(root, [SHOP]);
    expect(tree(root)).toEqual({ 'dist/dev/shop/Deployment-app.yaml': '---\na: 1\n', 'dist/dev/shop/Service-app.yaml': '---\nb: 1\n', '.slipway/': '' });
  }));

  it('writes files that others may read, and that the umask may still close', inFolder(async (root) => {
    const before = process.umask(0o027);
    try {
      await write(root, [SHOP]);
      expect(statSync(join(root, 'dist/dev/shop/Service-app.yaml')).mode & 0o777).toBe(0o640);
    } finally {
      process.umask(before);
    }
  }));

  it('leaves files alone that are what they should be', inFolder(async (root) => {
    await write(root, [SHOP]);
    const service = join(root, 'dist/dev/shop/Service-app.yaml');
    utimesSync(service, 1, 1);
    const inode = statSync(service).ino;
    const plan = await write(root, [pair('dev/shop', { 'Deployment-app.yaml': '---\na: 2\n', 'Service-app.yaml': '---\nb: 1\n' })]);
    expect(plan.writes.map(({ name, difference }) => [name, difference])).toEqual([['Deployment-app.yaml', 'differs']]);
    expect([statSync(service).mtimeMs, statSync(service).ino]).toEqual([1000, inode]);
  }));

  it('tells files of one size apart by their bytes', inFolder(async (root) => {
    put(root, { 'dist/dev/shop/Deployment-app.yaml': '---\na: 2\n', 'dist/dev/shop/Service-app.yaml': '---\nb: 1\n' });
    expect((await write(root, [SHOP])).writes.map(({ name }) => name)).toEqual(['Deployment-app.yaml']);
  }));

  it('removes what nothing renders any more, from its own folders only', inFolder(async (root) => {
    put(root, {
      'dist/dev/shop/Job-old.yaml': ours('old'),
      'dist/dev/shop/Certificate.cert-manager.io-old.yaml': ours('old').replaceAll('\n', '\r\n'),
      'dist/dev/README.md': 'mine',
      'dist/README.md': 'mine',
      'dist/argocd/projects/AppProject-shop.yaml': 'argo',
    });
    expect((await write(root, [SHOP])).removals.map(({ name }) => name)).toEqual(['Certificate.cert-manager.io-old.yaml', 'Job-old.yaml']);
    expect(Object.keys(tree(join(root, 'dist')))).toEqual([
      'README.md',
      'argocd/projects/AppProject-shop.yaml',
      'dev/README.md',
      'dev/shop/Deployment-app.yaml',
      'dev/shop/Service-app.yaml',
    ]);
  }));

  it('removes the folders of pairs that no longer exist when everything is rendered', inFolder(async (root) => {
    await write(root, [SHOP, pair('old/shop', { 'Job-a.yaml': ours('a') }), pair('dev/gone', { 'Job-b.yaml': ours('b') })]);
    expect((await write(root, [SHOP])).gonePairs).toEqual([
      { environment: 'dev', system: 'gone' },
      { environment: 'old', system: 'shop' },
    ]);
    expect(Object.keys(tree(join(root, 'dist')))).toEqual(['dev/shop/Deployment-app.yaml', 'dev/shop/Service-app.yaml']);
    expect(existsSync(join(root, 'dist/old'))).toBe(false);
  }));

  it('keeps them when only some pairs are rendered', inFolder(async (root) => {
    await write(root, [SHOP, pair('dev/other', { 'Job-b.yaml': 'b' })]);
    expect((await write(root, [SHOP], false)).gonePairs).toEqual([]);
    expect(existsSync(join(root, 'dist/dev/other/Job-b.yaml'))).toBe(true);
  }));

  it('keeps folders of other pairs outside the project, where they may be another repository\'s', inFolder(async (folder) => {
    const root = join(folder, 'project');
    put(folder, { 'gitops/dev/other/Job-b.yaml': 'b', 'project/cdk8s.yaml': '' });
    const outdir = outdirAt(root, join(folder, 'gitops'));
    await writeDist(root, [{ outdir, whole: true }], () => ({ pairs: [SHOP], argocd: [] }), silent);
    expect(Object.keys(tree(outdir.path))).toEqual(['dev/other/Job-b.yaml', 'dev/shop/Deployment-app.yaml', 'dev/shop/Service-app.yaml']);
  }));

  it('renames a file whose name changed in case alone before it could be removed as the old one', inFolder(async (root) => {
    put(root, { 'dist/dev/shop/Role-App.yaml': 'old' });
    const plan = await write(root, [pair('dev/shop', { 'Role-app.yaml': 'new' })]);
    expect(plan.removals).toEqual([]);
    expect(tree(join(root, 'dist'))).toEqual({ 'dev/shop/Role-app.yaml': 'new' });
  }));

  it('clears away what killed runs left, and takes over their lock', inFolder(async (root) => {
    put(root, { '.slipway/staging/999999999-abcdef/0': 'half', '.slipway/staging/1-abcdef/0': 'of a living process' });
    symlinkSync(`999999999@${hostname()}:abcdef`, join(root, '.slipway/synth.lock'));
    await write(root, [SHOP]);
    expect(Object.keys(tree(join(root, '.slipway')))).toEqual(['staging/1-abcdef/0']);
  }));

  it.each<[string, RenderedPair]>([
    ['a file above', pair('dev/shop', { '../../../stray.yaml': 'a: 1\n' })],
    ['a file below', pair('dev/shop', { 'a/stray.yaml': 'a: 1\n' })],
    ['a folder above', pair('../shop', { 'Job-a.yaml': 'a: 1\n' })],
    ['no folder', pair('dev/.', { 'Job-a.yaml': 'a: 1\n' })],
  ])('writes nothing that would lie elsewhere: %s', (_what, stray) => inFolder(async (root) => {
    await expect(write(root, [SHOP, stray])).rejects.toThrow('no file or folder that is rendered has the name');
    expect(Object.keys(tree(root)).filter((path) => path.endsWith('.yaml'))).toEqual([]);
  })());

  it('changes nothing when rendering fails', inFolder(async (root) => {
    put(root, { 'dist/dev/shop/Job-old.yaml': 'old' });
    const render = () => {
      throw new UserError({ message: 'broken' });
    };
    await expect(writeDist(root, [{ outdir: outdirAt(root, join(root, 'dist')), whole: true }], render, silent)).rejects.toThrow('broken');
    expect(tree(root)).toEqual({ '.slipway/': '', 'dist/dev/shop/Job-old.yaml': 'old' });
  }));

  it('looks through every folder before it changes the first', inFolder(async (root) => {
    put(root, { 'dist/dev/shop/notes.txt': 'mine' });
    const targets = [join(root, 'scratch'), join(root, 'dist')].map((path) => ({ outdir: outdirAt(root, path), whole: true }));
    await expect(writeDist(root, targets, () => ({ pairs: [SHOP], argocd: [] }), silent)).rejects.toThrow('notes.txt');
    expect(existsSync(join(root, 'scratch'))).toBe(false);
  }));

  it('says when it begins to change files, and not when there is nothing to change', inFolder(async (root) => {
    const said: string[] = [];
    const run = () => writeDist(root, [{ outdir: outdirAt(root, join(root, 'dist')), whole: true }], () => ({ pairs: [SHOP], argocd: [] }), { ...silent, onTouch: () => said.push('touch') });
    await run();
    await run();
    expect(said).toEqual(['touch']);
  }));

  it('knows every file of its own again, whatever the object is called', async () => {
    const kind = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,20}$/);
    const version = fc.constantFrom('v1', 'apps/v1', 'cert-manager.io/v1', 'x-1.example/v1');
    const name = fc.string({ minLength: 1, maxLength: 300, unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ apiVersion: version, kind, name }), { minLength: 1, maxLength: 5 }), (objects) =>
        inFolder(async (root) => {
          const names = objects.map((object) => fileNameOf({ ...object, metadata: { name: object.name } }));
          const files = Object.fromEntries(names.filter((one, index) => names.findIndex((other) => other.toLowerCase() === one.toLowerCase()) === index).map((one) => [one, `${one}\n`]));
          await write(root, [pair('dev/shop', files)]);
          expect(tree(join(root, 'dist/dev/shop'))).toEqual(files);
          expect(await write(root, [pair('dev/shop', files)])).toMatchObject({ writes: [], removals: [] });
        })(),
      ),
      { numRuns: 50 },
    );
  });

  (hasOtherFileSystem() ? it : it.skip)('writes across file systems (needs another one at /dev/shm)', inFolder(async (root) => {
    const outdir = outdirAt(root, join(OTHER_FILE_SYSTEM, `slipway-test-${process.pid}`));
    try {
      await writeDist(root, [{ outdir, whole: true }], () => ({ pairs: [SHOP], argocd: [] }), silent);
      expect(Object.keys(tree(outdir.path))).toEqual(['dev/shop/Deployment-app.yaml', 'dev/shop/Service-app.yaml']);
    } finally {
      rmSync(outdir.path, { recursive: true, force: true });
    }
  }));

  (process.getuid?.() === 0 ? it.skip : it)('finds a folder that refuses to be written before it changes anything (nothing is refused to root)', inFolder(async (root) => {
    await write(root, [SHOP, pair('dev/zoo', { 'Job-a.yaml': 'a' })]);
    chmodSync(join(root, 'dist/dev/zoo'), 0o500);
    const before = tree(join(root, 'dist'));
    expect((await failure(() => write(root, [pair('dev/shop', { 'Job-a.yaml': 'b' }), pair('dev/zoo', { 'Job-a.yaml': 'b' })]))).message).toContain('permission denied');
    expect(tree(join(root, 'dist'))).toEqual(before);
  }));
});

describe('a folder that slipway owns', () => {
  const strangers: Record<string, (root: string) => void> = {
    'a file that is no manifest': (root) => put(root, { 'dist/dev/shop/notes.txt': '' }),
    'a hidden file': (root) => put(root, { 'dist/dev/shop/.gitkeep': '' }),
    'a YAML file under a name of another form': (root) => put(root, { 'dist/dev/shop/kustomization.yaml': '' }),
    'a folder': (root) => put(root, { 'dist/dev/shop/more/Job-a.yaml': '' }),
    'a folder named like a manifest': (root) => put(root, { 'dist/dev/shop/Job-a.yaml/x': '' }),
    'a folder where a manifest belongs': (root) => put(root, { 'dist/dev/shop/Service-app.yaml/x': '' }),
    'a link where a manifest belongs': (root) => {
      put(root, { 'outside.yaml': '---\nb: 1\n', 'dist/dev/shop/Deployment-app.yaml': 'old' });
      symlinkSync('../../../outside.yaml', join(root, 'dist/dev/shop/Service-app.yaml'));
    },
    'a link that leads nowhere': (root) => {
      mkdirSync(join(root, 'dist/dev/shop'), { recursive: true });
      symlinkSync('nowhere', join(root, 'dist/dev/shop/Job-a.yaml'));
    },
    'a linked system folder': (root) => {
      put(root, { 'elsewhere/Job-a.yaml': '', 'dist/dev/README.md': '' });
      symlinkSync('../../elsewhere', join(root, 'dist/dev/shop'));
    },
    'a linked environment folder': (root) => {
      put(root, { 'elsewhere/shop/Job-a.yaml': '', 'dist/README.md': '' });
      symlinkSync('../elsewhere', join(root, 'dist/dev'));
    },
    'a file in the place of a system folder': (root) => put(root, { 'dist/dev/shop': '' }),
    'a file in the place of an environment folder': (root) => put(root, { 'dist/dev': '' }),
    'somebody\'s manifest under a name of the same form': (root) => put(root, { 'dist/dev/shop/ConfigMap-mine.yaml': 'kind: ConfigMap\n' }),
    'one that only speaks of slipway': (root) => put(root, { 'dist/dev/shop/ConfigMap-mine.yaml': '# app.kubernetes.io/managed-by: slipway\n' }),
    'somebody\'s manifest in the folder of a pair that is gone': (root) => put(root, { 'dist/dev/gone/Job-a.yaml': ours(''), 'dist/dev/gone/Job-mine.yaml': 'kind: Job\n' }),
    'a file of its own in the folder of a pair that is gone': (root) => put(root, { 'dist/dev/gone/Job-a.yaml': ours(''), 'dist/dev/gone/notes.txt': '' }),
  };

  for (const [name, make] of Object.entries(strangers)) {
    it(`is refused, untouched, when it holds ${name}`, inFolder(async (root) => {
      make(root);
      const before = tree(root);
      const { problems } = await failure(() => write(root, [SHOP]));
      expect(problems).toHaveLength(1);
      expect(problems[0]!.file).toMatch(/^dist\/dev/);
      expect(problems[0]!.fix).toMatch(/^mv dist\/dev/);
      const { '.slipway/': _, ...after } = tree(root);
      expect(after).toEqual(before);
    }));
  }

  it('is refused with all strangers named at once', inFolder(async (root) => {
    put(root, { 'dist/dev/shop/a.txt': '', 'dist/dev/shop/b.txt': '', 'dist/dev/zoo/c.txt': '' });
    expect((await failure(() => compareDist(root, { outdir: outdirAt(root, join(root, 'dist')), whole: true }, { pairs: [SHOP], argocd: [] }))).problems.map(({ file }) => file)).toEqual([
      'dist/dev/shop/a.txt',
      'dist/dev/shop/b.txt',
      'dist/dev/zoo/c.txt',
    ]);
  }));
});
