import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, visit } from 'yaml';
import { CliProject, ROOT, treeOf } from './cli-project.ts';
import { projectOfMany } from './many-objects.ts';

let project: CliProject;
let expected: ReadonlyMap<string, string>;

const dist = () => treeOf(project.path('dist'));

beforeAll(async () => {
  project = projectOfMany({ environments: ['dev', 'production'], systems: ['alpha', 'beta'], objects: 10 });
  expect(await project.slipway(['synth'])).toMatchObject({ code: 0 });
  expected = dist();
});
afterAll(() => project.remove());

/** Every test begins with a dist that is current. */
beforeEach(() => {
  for (const [path, text] of dist()) if (expected.get(path) !== text) rmSync(project.path(`dist/${path}`));
  for (const [path, text] of expected) if (!existsSync(project.path(`dist/${path}`))) project.write(`dist/${path}`, text);
  rmSync(project.path('other'), { recursive: true, force: true });
});

describe('cdk8s synth, in many ways', () => {
  it('prints with --stdout what slipway prints, and leaves dist as it is', async () => {
    const env = { VARIANT: 'b' };
    const [cdk8s, slipway] = await Promise.all([project.cdk8s(['--stdout', '--no-validate'], { env }), project.slipway(['synth', '--stdout'], { env })]);
    expect([cdk8s.code, cdk8s.stdout]).toEqual([0, slipway.stdout]);
    expect(dist()).toEqual(expected);
  });

  it('writes to another output folder, and leaves dist as it is', async () => {
    const { code } = await project.cdk8s(['--output', 'other'], { env: { VARIANT: 'b' } });
    expect(code).toBe(0);
    expect(treeOf(project.path('other')).get('dev/alpha/ConfigMap-map-1.yaml')).toContain('variant: b');
    expect(dist()).toEqual(expected);
  });

  it('ends well when two run at once, and both write dist', async () => {
    rmSync(project.path('dist'), { recursive: true });
    const outcomes = await Promise.all([project.cdk8s(), project.cdk8s()]);
    for (const { code, stderr } of outcomes) expect([code, stderr]).toEqual([0, expect.stringContaining('40 objects in')]);
    expect(dist()).toEqual(expected);
    expect(treeOf(project.path('.slipway/cdk8s'))).toEqual(expected);
  });

  it('fails and leaves dist as it was when a construct fails, whatever it was told', async () => {
    const outcomes = await Promise.all([[], ['--stdout'], ['--output', 'other']].map((argv) => project.cdk8s(argv, { env: { VARIANT: 'broken' } })));
    for (const { code, stderr } of outcomes) {
      expect(code).toBe(2);
      expect(stderr).toContain('building alpha for dev failed');
    }
    expect(dist()).toEqual(expected);
  });

  it('fails just as well where no plugin runs that could tell', async () => {
    const { code, stderr } = await project.cdk8s(['--no-validate'], { env: { VARIANT: 'broken' } });
    expect([code, stderr]).toEqual([1, expect.stringContaining('building alpha for dev failed')]);
    expect(dist()).toEqual(expected);
  });

  it.each([[[]], [['--no-validate']]])('puts dist back that cdk8s deleted before the app failed, with %j', async (argv) => {
    await project.slipway(['synth'], { env: { VARIANT: 'b' } });
    const before = dist();
    const { code, stderr } = await project.cdk8s(['--output', 'dist', ...argv], { env: { VARIANT: 'broken' } });
    expect([code, stderr]).toEqual([argv.length === 0 ? 2 : 1, expect.stringContaining('cdk8s had deleted dist before slipway could run; its 40 files are back\n')]);
    expect(dist()).toEqual(before);
  });

  it('fails and leaves dist as it was when the app cannot even start', async () => {
    const { code } = await project.cdk8s(['--app', join('nowhere', 'slipway')]);
    expect(code).not.toBe(0);
    expect(dist()).toEqual(expected);
  });
});

describe('what this repository renders', () => {
  let copy: CliProject;
  const committed = treeOf(join(ROOT, 'dist'));
  const rendered = () => treeOf(copy.path('dist'));
  const elsewhere = { TZ: 'Asia/Tokyo', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' };

  beforeAll(() => {
    copy = CliProject.ofThisRepository();
  });
  afterAll(() => copy.remove());
  beforeEach(() => rmSync(copy.path('dist'), { recursive: true, force: true }));

  it('is what is committed, by slipway synth and with dist deleted first', async () => {
    expect(await copy.slipway(['synth'])).toMatchObject({ code: 0, stderr: '' });
    expect(committed.size).toBeGreaterThan(0);
    expect(rendered()).toEqual(committed);
  });

  it('is what is committed, by cdk8s synth, in another time zone and locale', async () => {
    const { code, stdout } = await copy.cdk8s([], { env: elsewhere });
    expect([code, stdout]).toEqual([0, expect.stringContaining('Synthesizing')]);
    expect(rendered()).toEqual(committed);
  });

  it('is the same in another time zone and locale', async () => {
    expect(await copy.slipway(['synth'], { env: elsewhere })).toMatchObject({ code: 0 });
    expect(rendered()).toEqual(committed);
  });

  it('does not depend on the order of keys in overlays', async () => {
    for (const [path, text] of treeOf(copy.path('overlays'))) {
      if (path.endsWith('.yaml')) copy.write(`overlays/${path}`, shuffled(text));
    }
    expect(await copy.slipway(['synth'])).toMatchObject({ code: 0, stderr: '' });
    expect(rendered()).toEqual(committed);
  });
});

/** The same YAML with the keys of every map in the opposite order. */
function shuffled(text: string): string {
  const document = parseDocument(text);
  visit(document, { Map: (_, map) => void map.items.reverse() });
  expect(document.toJS()).toEqual(parseDocument(text).toJS());
  const other = document.toString();
  expect(other).not.toBe(text);
  return other;
}
