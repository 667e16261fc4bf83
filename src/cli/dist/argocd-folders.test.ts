import { describe, expect, it } from '@jest/globals';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../kernel/problem.ts';
import { type RenderedFolder } from '../../render/rendered-folder.ts';
import { writeDist } from '../dist.ts';
import { outdirAt } from './outdir.ts';
import { type DistTarget } from './plan.ts';
import { inFolder, ours, pair, put, tree } from './test-support.ts';

const SHOP = pair('dev/shop', { 'Job-a.yaml': 'a' });

function folder(path: string, files: Readonly<Record<string, string>>, whole = true): RenderedFolder {
  return { path: `argocd/${path}`, holds: path.startsWith('applications') ? 'inputs' : 'manifests', whole, files: Object.entries(files).map(([name, text]) => ({ name, text })) };
}

const PROJECTS = folder('projects', { 'AppProject.argoproj.io-shop-dev.yaml': 'p' });
const INPUTS = folder('applications/dev', { 'shop.yaml': 'i' });

async function write(root: string, argocd: readonly RenderedFolder[], target: Partial<DistTarget> = {}) {
  return (await writeDist(root, [{ outdir: outdirAt(root, join(root, 'dist')), whole: true, ...target }], () => ({ pairs: [SHOP], argocd }), { onWait: () => undefined, onTouch: () => undefined })).plans[0]!;
}

const files = (root: string): string[] => Object.keys(tree(join(root, 'dist')));

describe('dist/argocd', () => {
  it('holds what was rendered for it, at any depth', inFolder(async (root) => {
    await write(root, [PROJECTS, INPUTS]);
    expect(files(root)).toEqual(['argocd/applications/dev/shop.yaml', 'argocd/projects/AppProject.argoproj.io-shop-dev.yaml', 'dev/shop/Job-a.yaml']);
    expect(await write(root, [PROJECTS, INPUTS])).toMatchObject({ writes: [], removals: [], goneInputs: [] });
  }));

  it('loses what nothing renders any more, and the folders of environments without pairs', inFolder(async (root) => {
    await write(root, [folder('projects', { 'AppProject.argoproj.io-old-dev.yaml': ours('p') }), folder('applications/dev', { 'old.yaml': 'schema: slipway.application/v1\n' }), folder('applications/gone', { 'shop.yaml': 'schema: slipway.application/v1\n' })]);
    expect((await write(root, [PROJECTS, INPUTS])).goneInputs).toEqual(['argocd/applications/gone']);
    expect(files(root)).toEqual(['argocd/applications/dev/shop.yaml', 'argocd/projects/AppProject.argoproj.io-shop-dev.yaml', 'dev/shop/Job-a.yaml']);
    expect(existsSync(join(root, 'dist/argocd/applications/gone'))).toBe(false);
  }));

  it('keeps the rest where only some pairs are rendered', inFolder(async (root) => {
    await write(root, [folder('projects', { 'AppProject.argoproj.io-zoo-dev.yaml': 'z' }), folder('applications/dev', { 'zoo.yaml': 'z' }), folder('applications/qa', { 'shop.yaml': 'q' })]);
    await write(root, [{ ...PROJECTS, whole: false }, { ...INPUTS, whole: false }], { whole: false });
    expect(files(root).filter((name) => name.startsWith('argocd'))).toEqual([
      'argocd/applications/dev/shop.yaml',
      'argocd/applications/dev/zoo.yaml',
      'argocd/applications/qa/shop.yaml',
      'argocd/projects/AppProject.argoproj.io-shop-dev.yaml',
      'argocd/projects/AppProject.argoproj.io-zoo-dev.yaml',
    ]);
  }));

  it('keeps what others may have put there outside of the project', inFolder(async (top) => {
    const root = join(top, 'project');
    put(top, { 'project/cdk8s.yaml': '', 'gitops/argocd/projects/AppProject.argoproj.io-other-dev.yaml': 'o', 'gitops/argocd/applications/qa/other.yaml': 'o' });
    await write(root, [PROJECTS, INPUTS], { outdir: outdirAt(root, join(top, 'gitops')) });
    expect(Object.keys(tree(join(top, 'gitops')))).toEqual([
      'argocd/applications/dev/shop.yaml',
      'argocd/applications/qa/other.yaml',
      'argocd/projects/AppProject.argoproj.io-other-dev.yaml',
      'argocd/projects/AppProject.argoproj.io-shop-dev.yaml',
      'dev/shop/Job-a.yaml',
    ]);
  }));

  it('is left alone where nothing is made for Argo CD', inFolder(async (root) => {
    put(root, { 'dist/argocd/applications/dev/shop.yaml': 'mine', 'dist/argocd/notes.txt': 'mine' });
    expect(await write(root, [])).toMatchObject({ removals: [], goneInputs: [] });
    expect(files(root)).toEqual(['argocd/applications/dev/shop.yaml', 'argocd/notes.txt', 'dev/shop/Job-a.yaml']);
  }));

  it('has no generator inputs where nothing but Kubernetes objects belongs', inFolder(async (root) => {
    await write(root, [PROJECTS, INPUTS], { manifestsOnly: true });
    expect(files(root)).toEqual(['argocd/projects/AppProject.argoproj.io-shop-dev.yaml', 'dev/shop/Job-a.yaml']);
  }));

  it.each<[string, (root: string) => void, string]>([
    ['a file that is no manifest among the AppProjects', (root) => put(root, { 'dist/argocd/projects/notes.txt': '' }), 'dist/argocd/projects/notes.txt'],
    ['a manifest among the inputs', (root) => put(root, { 'dist/argocd/applications/dev/Job-a.yaml': '' }), 'dist/argocd/applications/dev/Job-a.yaml'],
    ['a link in the place of argocd', (root) => (put(root, { 'elsewhere/x': '', 'dist/x': '' }), symlinkSync('../elsewhere', join(root, 'dist/argocd'))), 'dist/argocd'],
    ['a link in the place of the inputs', (root) => (put(root, { 'elsewhere/x': '', 'dist/argocd/x': '' }), symlinkSync('../../elsewhere', join(root, 'dist/argocd/applications'))), 'dist/argocd/applications'],
    ['a linked input', (root) => (put(root, { 'dist/argocd/applications/dev/x.yaml': '' }), symlinkSync('x.yaml', join(root, 'dist/argocd/applications/dev/shop.yaml'))), 'dist/argocd/applications/dev/shop.yaml'],
    ['a foreign file in the folder of an environment that is gone', (root) => put(root, { 'dist/argocd/applications/gone/notes.txt': '' }), 'dist/argocd/applications/gone/notes.txt'],
  ])('is refused, untouched, when it holds %s', (_name, make, file) => inFolder(async (root) => {
    make(root);
    const before = tree(join(root, 'dist'));
    let problems: UserError['problems'] = [];
    try {
      await write(root, [PROJECTS, INPUTS]);
    } catch (error) {
      problems = (error as UserError).problems;
    }
    expect([...new Set(problems.map((problem) => problem.file))]).toEqual([file]);
    expect(tree(join(root, 'dist'))).toEqual(before);
  })());
});
