import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliProject, ROOT, treeOf } from './cli-project.ts';

jest.setTimeout(60_000);

// Named apart, because it is a part of the system and no dependency.
const PIPE_MAKER = 'mkfifo';

/** A system whose variant `broken` renders what only `validate` refuses, and `refused` what `synth` refuses, too. */
const MAIN = `
import { ApiObject } from 'cdk8s';
import { z } from 'zod';
import { run } from ${JSON.stringify(join(ROOT, 'src/cli/index.ts'))};
import { WAVE } from ${JSON.stringify(join(ROOT, 'src/constructs/wave.ts'))};
import { defineSystem } from ${JSON.stringify(join(ROOT, 'src/render/system-definition.ts'))};

const variant = process.env['VARIANT'];
const shop = defineSystem({
  name: 'shop',
  images: ['app'],
  overlay: z.strictObject({}),
  build(system) {
    const token = 'ghp_' + '0123456789abcdefABCDEF0123456789abcd';
    new ApiObject(system, 'map', {
      apiVersion: 'v1',
      kind: variant === 'refused' ? 'Secret' : 'ConfigMap',
      metadata: system.metadata({ name: 'map', wave: WAVE.foundation, ...(variant === 'broken' ? { annotations: { 'acme.example/note': token } } : {}) }),
      ...(variant === 'refused' ? {} : { data: { word: 'hello' } }),
    });
  },
});

export const app = run([shop]);
`;

let project: CliProject;
let expected: ReadonlyMap<string, string>;
const dist = () => treeOf(project.path('dist'));

beforeAll(async () => {
  project = new CliProject(MAIN);
  project.write('overlays/environments.yaml', `schema: slipway.environments/v1\ndefaults:\n  kubernetes: "1.34"\n  zones: [zone-a]\n  probeImage: ghcr.io/acme/probe@sha256:${'1'.repeat(64)}\nenvironments:\n  dev: { cluster: { name: dev }, domain: dev.acme.example, apiServer: { cidrs: [10.0.0.1/32] } }\n`);
  project.write('overlays/shop/dev.yaml', 'schema: slipway.overlay/v1\n');
  project.write('overlays/shop/dev.release.yaml', `schema: slipway.release/v1\nversion: v1.0.0\nsource: { repository: https://git.acme.example/shop, commit: "${'1'.repeat(40)}" }\nimages:\n  app: { name: ghcr.io/acme/shop-app, digest: sha256:${'1'.repeat(64)} }\n`);
  const { code, stderr } = await project.slipway(['synth']);
  expect([code, stderr]).toEqual([0, '']);
  expected = dist();
});
afterAll(() => project.remove());

const pod = (name: string, rest = '') => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n  containers:\n    - name: web\n      image: ghcr.io/acme/web:v1\n${rest}`;

describe('slipway validate', () => {
  it('judges dist by the version of the environment, and says how much that was', async () => {
    const { code, stdout, stderr } = await project.slipway(['validate']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^no findings; 1 object judged by \d+ rules for Kubernetes 1\.34\n$/);
  });

  it('judges what would be rendered, with --render', async () => {
    const { code, stdout } = await project.slipway(['validate', '--render'], { env: { VARIANT: 'broken' } });
    expect([code, stdout]).toEqual([1, expect.stringContaining('dist/dev/shop/ConfigMap-map.yaml:6:')]);
    expect(stdout).not.toContain('ghp_0123');
    expect(dist()).toEqual(expected);
  });

  it('tells where, what, why and the way out, in every form', async () => {
    project.write('other/pod.yaml', pod('web', '      ports: [{ containerPort: 80, hostPort: 80 }]\n'));
    const outcome = (...argv: string[]) => project.slipway(['validate', 'other', '--pod-security', 'baseline', ...argv]);
    const text = await outcome();
    expect([text.code, text.stderr]).toEqual([1, '']);
    expect(text.stdout).toMatch(/^other\/pod\.yaml:10:46 {2}Pod shop\/web › spec\.containers\[0\]\.ports\[0\]\.hostPort\n {2}error {2}.*\(no-host-port\)\n {2}why: .*\n {2}fix: /);
    expect(JSON.parse((await outcome('-o', 'json')).stdout)).toMatchObject({ schema: 'slipway.validate/v1', findings: [{ rule: 'no-host-port', line: 10, column: 46 }] });
    expect(JSON.parse((await outcome('-o', 'sarif')).stdout)).toMatchObject({ version: '2.1.0', runs: [{ results: [{ ruleId: 'no-host-port', level: 'error' }] }] });
    expect((await outcome('--output=junit')).stdout).toMatch(/<failure type="error"/);
    expect((await outcome('-o', 'github')).stdout).toMatch(/^::error file=other\/pod\.yaml,line=10,col=46,title=no-host-port::/);
  });

  it('fails for warnings only where it is told to', async () => {
    project.write('other/pod.yaml', pod('web'));
    expect((await project.slipway(['validate', 'other'])).code).toBe(0);
    expect((await project.slipway(['validate', 'other', '--fail-on', 'warning'])).code).toBe(1);
  });

  it('reads standard input, and what a shell names', () => {
    const run = (script: string) => spawnSync('bash', ['-c', script, join(ROOT, 'bin', 'slipway')], { cwd: project.folder, encoding: 'utf8', env: { ...process.env, SLIPWAY_NO_TYPECHECK: '1' } });
    project.write('bad.yaml', 'a: [\n');
    expect(run('cat bad.yaml | node "$0" validate -')).toMatchObject({ status: 1, stdout: expect.stringContaining('stdin:1:4') });
    expect(run('node "$0" validate <(cat bad.yaml)')).toMatchObject({ status: 1, stdout: expect.stringContaining(':1:4') });
    expect(run('node "$0" synth --stdout | node "$0" validate - --rules all')).toMatchObject({ status: 0, stdout: expect.stringContaining('1 object judged') });
    rmSync(project.path('bad.yaml'));
  });

  it('takes waivers from the project, and tells of those that are over', async () => {
    project.write('other/pod.yaml', pod('web', '      ports: [{ containerPort: 80, hostPort: 80 }]\n'));
    const waivers = (expires: string) => `schema: slipway.waivers/v1\nwaivers:\n  - rule: no-host-port\n    object: { kind: Pod, name: w* }\n    reason: it is a proxy\n    owner: platform@acme.example\n    expires: "${expires}"\n`;
    project.write('overlays/waivers.yaml', waivers('2999-12-31'));
    const argv = ['validate', 'other', '--rules', 'no-host-port'];
    expect(await project.slipway(argv)).toMatchObject({ code: 0, stdout: expect.stringContaining('waived  no-host-port  other/pod.yaml:10:46') });
    project.write('overlays/waivers.yaml', waivers('2020-01-01'));
    expect(await project.slipway(argv)).toMatchObject({ code: 1, stdout: expect.stringContaining('overlays/waivers.yaml:3:5\n  error  the waiver of no-host-port ended on 2020-01-01') });
    project.write('overlays/waivers.yaml', waivers('2020-01-01').replace('no-host-port', 'no-host-prt'));
    expect(await project.slipway(argv)).toMatchObject({ code: 2, stderr: expect.stringContaining('fix: rule: no-host-port') });
    rmSync(project.path('overlays/waivers.yaml'));
    // synth, too, knows the file.
    project.write('overlays/waivers.yaml', 'schema: slipway.waivers/v1\nwaivers: []\n');
    expect((await project.slipway(['synth', '--check'])).code).toBe(0);
    rmSync(project.path('overlays/waivers.yaml'));
  });

  it.each<[string, string[], string]>([
    ['a folder that there is not', ['validate', 'othr'], 'did you mean "other"?'],
    ['a folder with nothing in it', ['validate', 'empty'], 'empty holds no Kubernetes object'],
    ['an environment that there is not', ['validate', '--env', 'devv'], 'did you mean "dev"?'],
    ['a system that there is not', ['validate', '--system', 'shp'], 'dist holds no Kubernetes object of --system shp'],
    ['a version that nobody knows', ['validate', '--kubernetes', '1.99'], 'allowed: 1.28 to 1.36'],
    ['a rule that there is not', ['validate', '--rules', 'no-host-prt'], 'fix: --rules no-host-port'],
    ['rendering and a folder', ['validate', 'other', '--render'], 'leave out one of them'],
    ['a form that there is not', ['validate', '-o', 'xml'], 'text, json, sarif, junit, github'],
    ['waivers that are not there', ['validate', '--waivers', 'none.yaml'], 'the waivers cannot be read'],
  ])('says what it could not do: %s', async (_what, argv, words) => {
    mkdirSync(project.path('empty'), { recursive: true });
    const { code, stdout, stderr } = await project.slipway(argv);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(words)]);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('passes over nothing in a folder in silence', async () => {
    const folder = project.path('odd');
    project.write('odd/good.yaml', pod('web'));
    project.write('odd/half.yaml', `${pod('web')}---\nkind: [\n`);
    project.write('odd/binary.yaml', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff]));
    project.write('odd/empty.yml', '');
    project.write('odd/large.yaml', Buffer.alloc(100_000_000, 0x61));
    project.write('odd/tsconfig.json', '{ "strict": true }\n');
    symlinkSync('/etc/hosts', join(folder, 'link.yaml'));
    symlinkSync('..', join(folder, 'loop'));
    project.write('odd/chart/Chart.yaml', 'name: shop\nversion: 1.0.0\n');
    project.write('odd/chart/values.yaml', 'replicas: 2\n');
    project.write('odd/chart/templates/web.yaml', 'kind: {{ .Values.kind }}\n');
    project.write('odd/chart/crds/web.yaml', pod('crd'));
    spawnSync(PIPE_MAKER, [join(folder, 'pipe.yaml')]);
    project.write('odd/closed.yaml', pod('web'));
    chmodSync(join(folder, 'closed.yaml'), 0o000);
    const { code, stdout, stderr } = await project.slipway(['validate', 'odd', '-o', 'json', '--rules', 'files']);
    expect([code, stderr]).toEqual([1, '']);
    const { findings, notChecked, summary } = JSON.parse(stdout) as { findings: { file: string; rule: string; severity: string }[]; notChecked: object[]; summary: { objects: number } };
    const mayRead = process.getuid?.() === 0;
    expect(findings.map(({ file }) => file)).toEqual(['odd/binary.yaml', 'odd/chart', ...(mayRead ? [] : ['odd/closed.yaml']), 'odd/empty.yml', 'odd/half.yaml', 'odd/large.yaml', 'odd/link.yaml', 'odd/loop', 'odd/pipe.yaml']);
    expect(findings.filter(({ severity }) => severity === 'warning').map(({ file }) => file)).toEqual(['odd/chart', 'odd/empty.yml', 'odd/link.yaml', 'odd/loop']);
    expect([summary.objects, notChecked]).toEqual([mayRead ? 4 : 3, [{ what: 'JSON file that holds no Kubernetes object', count: 1 }]]);
    rmSync(folder, { recursive: true });
  });

  it('says of a Helm chart alone what to judge instead', async () => {
    project.write('chart/Chart.yaml', 'name: shop\nversion: 1.0.0\n');
    project.write('chart/templates/web.yaml', 'kind: {{ .Values.kind }}\n');
    expect(await project.slipway(['validate', 'chart'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('fix: helm template chart | npx slipway validate -') });
  });

  it('says the same twice', async () => {
    project.write('other/pod.yaml', pod('web'));
    const [first, second] = await Promise.all([0, 1].map(() => project.slipway(['validate', 'other', 'dist', '-o', 'json'])));
    expect(first!.stdout).toBe(second!.stdout);
  });

  it('works outside of a project', async () => {
    writeFileSync(project.path('pod.yaml'), pod('web'));
    expect(await project.slipway(['validate', project.path('pod.yaml')], { cwd: '/' })).toMatchObject({ code: 0, stdout: expect.stringContaining('1 object judged') });
    expect(await project.slipway(['validate'], { cwd: '/' })).toMatchObject({ code: 2, stderr: expect.stringContaining('npx slipway validate <folder>') });
  });
});

describe('slipway explain', () => {
  it('tells what a rule wants, and lists all', async () => {
    expect(await project.slipway(['explain', 'no-host-port'])).toMatchObject({ code: 0, stdout: expect.stringContaining('https://kubernetes.io/docs/') });
    expect(await project.slipway(['explain'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/no-host-port +error/) });
    expect(JSON.parse((await project.slipway(['explain', 'sync', '-o', 'json'])).stdout)).toMatchObject({ schema: 'slipway.explain/v1', rules: expect.arrayContaining([expect.objectContaining({ id: 'wave-order', docs: 'docs/rules/wave-order.md' })]) });
  });

  it('names the nearest rule where it is mistyped', async () => {
    expect(await project.slipway(['explain', 'no-host-prt'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('fix: npx slipway explain no-host-port') });
  });
});

describe('cdk8s synth', () => {
  it('passes what is right', async () => {
    expect(await project.cdk8s()).toMatchObject({ code: 0, stdout: expect.stringContaining('Validations ended succesfully') });
    expect(dist()).toEqual(expected);
  });

  it("fails with the plugin's report, and leaves dist as it was", async () => {
    const { code, stdout, stderr } = await project.cdk8s([], { env: { VARIANT: 'broken' } });
    expect([code, stdout + stderr]).toEqual([2, expect.stringContaining('no-credential-anywhere')]);
    expect(stderr).toContain('1 error in what was rendered, as the report tells; dist is as it was\n');
    expect(stdout + stderr).not.toContain('ghp_0123');
    expect(dist()).toEqual(expected);
  });

  it.each([['--output', 'dist'], ['--output', 'elsewhere']])('does so with %s %s', async (...argv) => {
    const { code, stderr } = await project.cdk8s(argv, { env: { VARIANT: 'broken' } });
    expect([code, stderr]).toEqual([2, expect.stringContaining('(no-credential-anywhere)')]);
    expect(dist()).toEqual(expected);
  });

  it('fails where synth itself refuses', async () => {
    const { code, stdout, stderr } = await project.cdk8s([], { env: { VARIANT: 'refused' } });
    expect([code, stdout + stderr]).toEqual([2, expect.stringMatching(/no-secret-object \([1-9][^]*Resource Name: Secret [^]*How to fix/i)]);
    expect(dist()).toEqual(expected);
  });
});
