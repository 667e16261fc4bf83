import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { type CliProject, treeOf } from './cli-project.ts';
import { projectOfMany } from './many-objects.ts';

jest.setTimeout(60_000);

let project: CliProject;
let expected: ReadonlyMap<string, string>;

const dist = () => treeOf(project.path('dist'));
const pathsOf = (found: ReadonlyMap<string, string>) => [...found.keys()];

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

describe('slipway synth', () => {
  it('writes one file for each object, one folder for each pair, and says what it did', async () => {
    rmSync(project.path('dist'), { recursive: true });
    const { code, stdout, stderr } = await project.slipway(['synth']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.replace(/\d+\.\d\d s/, '0.19 s')).toBe(
      [
        '  dev         alpha  10 objects  10 new',
        '  dev         beta   10 objects  10 new',
        '  production  alpha  10 objects  10 new',
        '  production  beta   10 objects  10 new',
        '40 objects in 0.19 s, 40 files written',
        '',
      ].join('\n'),
    );
    expect(dist()).toEqual(expected);
    expect(pathsOf(expected)).toHaveLength(40);
    expect(expected.get('dev/alpha/ConfigMap-map-1.yaml')).toMatch(/^---\napiVersion: v1\n/);
  });

  it('writes nothing again that is what it should be', async () => {
    const before = statSync(project.path('dist/dev/alpha/ConfigMap-map-1.yaml'));
    const { stdout } = await project.slipway(['synth']);
    expect(stdout).toContain('unchanged');
    expect(stdout).toContain('nothing to write');
    const after = statSync(project.path('dist/dev/alpha/ConfigMap-map-1.yaml'));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  it('tells new, changed and removed files apart', async () => {
    const { stdout } = await project.slipway(['synth', '--env', 'dev', '--system', 'alpha'], { env: { VARIANT: 'b' } });
    expect(stdout).toContain('  dev  alpha  10 objects  1 new, 9 changed, 1 removed\n');
    expect(stdout).toContain('10 files written, 1 removed\n');
  });

  it('answers a program with JSON and nothing else', async () => {
    const { code, stdout, stderr } = await project.slipway(['synth', '-o', 'json', '--env', 'dev'], { env: { VARIANT: 'b' } });
    expect([code, stderr]).toEqual([0, '']);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ schema: 'slipway.synth/v1', outcome: 'written', outdir: 'dist', pairs: [{ environment: 'dev', system: 'alpha', objects: 10 }, { system: 'beta' }] });
    expect(answer.pairs[0].changes).toContainEqual({ file: 'ConfigMap-map-0-a.yaml', reason: 'stale' });
    expect(answer.pairs[0].changes).toContainEqual({ file: 'ConfigMap-map-0-b.yaml', reason: 'missing' });
    expect(answer.pairs[0].changes).toContainEqual({ file: 'ConfigMap-map-1.yaml', reason: 'differs' });
  });

  it('restricts itself to what is named, and leaves the rest alone', async () => {
    await project.slipway(['synth', '--env', 'dev', '--system', 'beta'], { env: { VARIANT: 'b' } });
    const changed = pathsOf(dist()).filter((path) => dist().get(path) !== expected.get(path));
    expect(new Set(changed.map((path) => path.split('/').slice(0, 2).join('/')))).toEqual(new Set(['dev/beta']));
    expect(await project.slipway(['synth', '--system', 'alpha,beta', '--system', 'beta'])).toMatchObject({ code: 0 });
  });

  it('works from any folder below', async () => {
    const { stdout } = await project.slipway(['synth', '--check'], { cwd: project.path('overlays/alpha') });
    expect(stdout).toBe('40 objects, dist is current\n');
  });

  it('writes elsewhere when told to, and leaves dist alone', async () => {
    expect(await project.slipway(['synth', '--outdir', 'other'], { env: { VARIANT: 'b' } })).toMatchObject({ code: 0 });
    expect(treeOf(project.path('other')).get('dev/alpha/ConfigMap-map-1.yaml')).toContain('variant: b');
    expect(dist()).toEqual(expected);
  });

  it('ends well when several run at once, each with another content', async () => {
    const variants = ['a', 'b', 'a', 'b'];
    const outcomes = await Promise.all(variants.map((VARIANT) => project.slipway(['synth'], { env: { VARIANT } })));
    expect(outcomes.map(({ code, stderr }) => [code, stderr.replace(/^waiting for .*\n$/, '')])).toEqual(variants.map(() => [0, '']));
    const [found, VARIANT] = [dist(), dist().has('dev/alpha/ConfigMap-map-0-a.yaml') ? 'a' : 'b'];
    expect(await project.slipway(['synth', '--check'], { env: { VARIANT } })).toMatchObject({ code: 0 });
    expect(pathsOf(found)).toHaveLength(40);
  });

  it('is coloured where that is wanted only', async () => {
    const coloured = async (env: Record<string, string>) => (await project.slipway(['synth', '--env', 'dev'], { env })).stdout.includes('\u001b[');
    expect([await coloured({}), await coloured({ FORCE_COLOR: '1' }), await coloured({ NO_COLOR: '1' })]).toEqual([false, true, false]);
  });
});

describe('slipway synth --check', () => {
  it('has nothing to say of a dist that is current', async () => {
    expect(await project.slipway(['synth', '--check'])).toEqual({ code: 0, signal: null, stdout: '40 objects, dist is current\n', stderr: '' });
  });

  it('names each file that is not what would be rendered, and why, and writes nothing', async () => {
    project.write('dist/dev/alpha/ConfigMap-map-1.yaml', expected.get('dev/alpha/ConfigMap-map-1.yaml')!.replace('variant: a', 'variant: z'));
    project.write('dist/dev/alpha/ConfigMap-old.yaml', expected.get('dev/alpha/ConfigMap-map-1.yaml')!);
    rmSync(project.path('dist/production/beta/ConfigMap-map-2.yaml'));
    const before = dist();
    const { code, stdout } = await project.slipway(['synth', '--check']);
    expect([code, stdout]).toEqual([
      1,
      [
        '  differs  dist/dev/alpha/ConfigMap-map-1.yaml',
        '  stale    dist/dev/alpha/ConfigMap-old.yaml',
        '  missing  dist/production/beta/ConfigMap-map-2.yaml',
        '3 files are not what the definitions render',
        'fix: npx slipway synth',
        '',
      ].join('\n'),
    ]);
    expect(dist()).toEqual(before);
  });

  it('answers a program with JSON', async () => {
    rmSync(project.path('dist/production/beta/ConfigMap-map-2.yaml'));
    const { code, stdout } = await project.slipway(['synth', '--check', '--output=json']);
    expect([code, JSON.parse(stdout).outcome]).toEqual([1, 'stale']);
  });

  it('is meant by its environment variable, and not by one that says no', async () => {
    rmSync(project.path('dist/dev/alpha/ConfigMap-map-1.yaml'));
    expect(await project.slipway(['synth'], { env: { SLIPWAY_CHECK: '1', SLIPWAY_ENV: 'dev', SLIPWAY_SYSTEM: 'alpha' } })).toMatchObject({ code: 1 });
    expect(await project.slipway(['synth'], { env: { SLIPWAY_CHECK: '0' } })).toMatchObject({ code: 0 });
    expect(dist()).toEqual(expected);
  });
});

describe('slipway synth --stdout', () => {
  it('prints every manifest in canonical order and leaves dist as it is', async () => {
    const { code, stdout, stderr } = await project.slipway(['synth', '--stdout'], { env: { VARIANT: 'b' } });
    expect([code, stderr]).toEqual([0, '']);
    const objects = loadAll(stdout) as { metadata: { namespace: string; name: string } }[];
    const names = objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    expect(names).toHaveLength(40);
    expect(names.slice(0, 2)).toEqual(['alpha-dev/map-0-b', 'alpha-dev/map-1']);
    expect([...new Set(names.map((name) => name.split('/')[0]))]).toEqual(['alpha-dev', 'beta-dev', 'alpha-production', 'beta-production']);
    expect(dist()).toEqual(expected);
  });

  it('does not go with what asks for something else', async () => {
    expect((await project.slipway(['synth', '--stdout', '--check'])).stderr).toContain("'--stdout' cannot be used with option '--check'");
    expect(await project.slipway(['synth', '--stdout', '-o', 'json'])).toMatchObject({ code: 2 });
  });
});

describe('slipway synth, refusing', () => {
  const refusals: Record<string, { argv: readonly string[]; says: string; env?: Record<string, string> }> = {
    'an unknown command': { argv: ['snyth'], says: 'did you mean synth?' },
    'an unknown flag': { argv: ['synth', '--evn', 'dev'], says: 'did you mean --env?' },
    'an environment there is not': { argv: ['synth', '--env', 'prodution'], says: 'there is no environment "prodution"' },
    'a system there is not': { argv: ['synth', '--system', 'gamma'], says: 'there is no system "gamma"' },
    'an output form there is not': { argv: ['synth', '-o', 'xml'], says: 'Allowed choices are text, json' },
    'a word too many': { argv: ['synth', 'dev'], says: 'too many arguments' },
    'the project as output folder': { argv: ['synth', '--outdir', '.'], says: 'holds the project itself' },
    'the sources as output folder': { argv: ['synth', '--outdir', 'src'], says: 'no place to write to' },
    'a construct that fails': { argv: ['synth'], says: 'Error: building alpha for dev failed\ncaused by Error: this construct fails\n    at ', env: { VARIANT: 'broken' } },
    'a construct that fails, on stdout': { argv: ['synth', '--stdout'], says: 'building alpha for dev failed', env: { VARIANT: 'broken' } },
  };
  for (const [what, { argv, says, env = {} }] of Object.entries(refusals)) {
    it(`ends with 2 and leaves dist as it was: ${what}`, async () => {
      const { code, stdout, stderr } = await project.slipway(argv, { env });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(says);
      expect(dist()).toEqual(expected);
    });
  }

  it('names a foreign file, and changes nothing', async () => {
    writeFileSync(project.path('dist/production/beta/notes.txt'), 'mine');
    const before = dist();
    const { code, stderr } = await project.slipway(['synth'], { env: { VARIANT: 'b' } });
    expect([code, stderr]).toEqual([
      2,
      'dist/production/beta/notes.txt\n  is no manifest that slipway wrote in dist/production/beta, which slipway owns wholly\n  fix: mv dist/production/beta/notes.txt <somewhere else>\n\n1 problem; dist is as it was\n',
    ]);
    expect(dist()).toEqual(before);
  });

  it('tells a program what is wrong with JSON', async () => {
    const { code, stdout, stderr } = await project.slipway(['synth', '--env', 'prod', '-o', 'json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'slipway.problems/v1', problems: [{ message: expect.stringContaining('there is no environment') }] });
    expect(stderr).toContain('1 problem');
  });

  it('says what to do outside of a project', async () => {
    const { code, stderr } = await project.slipway(['synth'], { cwd: '/' });
    expect([code, stderr]).toEqual([2, expect.stringContaining('npx slipway init <name>')]);
  });
});

describe('cdk8s synth', () => {
  it('writes the same bytes to dist, and to its own output folder', async () => {
    rmSync(project.path('dist'), { recursive: true });
    const { code, stderr } = await project.cdk8s();
    expect([code, stderr]).toEqual([0, expect.stringContaining('40 files written')]);
    expect(dist()).toEqual(expected);
    expect(treeOf(project.path('.slipway/cdk8s'))).toEqual(expected);
  });
});
