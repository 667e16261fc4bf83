import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliProject, ROOT, treeOf } from './cli-project.ts';

jest.setTimeout(120_000);

const DEPLOYMENT = `
# A comment, and odd quoting.
kind: "Deployment"
apiVersion: apps/v1
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: "registry.example/web:1", resources: {requests: {cpu: "0.5"}}}
---
---
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {selector: {app: web}, ports: [{port: 80}]}}
`;
const SAME = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } }, spec: { replicas: 2, revisionHistoryLimit: 10, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'registry.example/web:1', resources: { requests: { cpu: '500m' } } }] } } } };
const SERVICE = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { selector: { app: 'web' }, ports: [{ port: 80, protocol: 'TCP' }] } };

describe('slipway diff of folders and files', () => {
  const project = CliProject.ofCapakraken();
  beforeAll(() => {
    project.write('old/all.yaml', DEPLOYMENT);
    project.write('same/deploy/web.json', JSON.stringify(SAME));
    project.write('same/service.yml', `---\n${JSON.stringify(SERVICE, null, 2)}\n...\n`);
    project.write('same/README.md', 'not a manifest');
    project.write('new.yaml', DEPLOYMENT.replace('web:1', 'web:2').replace('replicas: 2', 'replicas: 3'));
    project.write('shrunk.yaml', 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n');
    project.write('grown.yaml', 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}\n');
  });
  afterAll(() => project.remove());

  it('finds no difference between one meaning in two forms: 0', async () => {
    expect(await project.slipway(['diff', 'old', 'same'])).toMatchObject({ code: 0, stdout: 'no differences: old → same\n', stderr: '' });
  });

  it('tells what differs: 1', async () => {
    const { code, stdout, stderr } = await project.slipway(['diff', 'old', 'new.yaml']);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain('image of web  registry.example/web:1 → 2');
    expect(stdout).toContain('spec.replicas  2 → 3');
  });

  it('reads standard input', () => {
    const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'bin', 'slipway'), 'diff', 'old', '-', '--no-typecheck'], { cwd: project.folder, input: DEPLOYMENT.replace('web:1', 'web:2'), encoding: 'utf8' });
    expect([status, stdout.includes('old → standard input')]).toEqual([1, true]);
  });

  it('groups by pair what is laid out as dist is, and takes what comes and goes as one entry', async () => {
    cpSync(project.path('overlays'), project.path('kept/overlays'), { recursive: true });
    await project.slipway(['synth']);
    cpSync(project.path('dist'), project.path('other'), { recursive: true });
    rmSync(project.path('other/dev'), { recursive: true });
    const { code, stdout } = await project.slipway(['diff', 'dist', 'other']);
    expect(code).toBe(1);
    expect(stdout).toContain('dev / capakraken');
    expect(stdout.match(/system capakraken goes: \d+ objects/g)).toHaveLength(1);
    expect((await project.slipway(['diff', 'dist', 'other', '--env', 'production'])).code).toBe(0);
  });

  it.each([
    ['nothing that was named', ['--fail-on', 'immutable'], 0],
    ['the loss of data', ['--fail-on', 'data-loss,immutable'], 1],
    ['a risk and all above it', ['--fail-on', 'high'], 1],
  ])('exits with 1 for what --fail-on names: %s', async (_, flags, code) => {
    const outcome = await project.slipway(['diff', 'grown.yaml', 'shrunk.yaml', ...flags]);
    expect(outcome.stdout).toContain('asks for less storage');
    // A claim that shrinks is refused besides.
    expect(outcome.code).toBe(flags.includes('immutable') ? outcome.code : code);
  });

  it.each([
    ['one side alone', ['diff', 'old'], 'one is named'],
    ['a folder that is not there', ['diff', 'old', 'nowhere'], 'there is no file or folder "nowhere"'],
    ['two sides and another', ['diff', 'old', 'same', '--gitops'], 'names another'],
    ['an effect that there is not', ['diff', 'old', 'same', '--fail-on', 'imutable'], 'did you mean "immutable"'],
    ['standard input twice', ['diff', '-', '-'], 'which can be read once'],
    ['an environment that there is not', ['diff', '--env', 'dev', '--with', 'prod'], 'there is no environment "prod"'],
    ['one environment', ['diff', '--with', 'production'], 'compares one environment with another'],
    ['no ref', ['diff', '--against', 'no-such-ref'], 'no commit, branch or tag'],
  ])('can not compare %s: 2', async (_, argv, says) => {
    const { code, stdout, stderr } = await project.slipway(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
  });

  it('refuses what it can not read, on either side', async () => {
    project.write('broken.yaml', 'kind: [');
    expect((await project.slipway(['diff', 'old', 'broken.yaml'])).code).toBe(2);
  });

  it.each([['json', /^\{\n {2}"schema": "slipway\.diff-report\/v1"/], ['markdown', /^### What changes in the clusters: risk medium\n/], ['html', /^<!doctype html>\n/], ['github', /^::warning file=new\.yaml,line=\d+,col=\d+,title=/]])('writes %s', async (form, begins) => {
    const { code, stdout } = await project.slipway(['diff', 'old', 'new.yaml', '-o', form]);
    expect([code, stdout]).toEqual([1, expect.stringMatching(begins)]);
  });
});

describe('slipway diff of a repository', () => {
  const project = CliProject.ofCapakraken();
  const git = (...words: string[]) => execFileSync('git', ['-c', 'user.name=Acme', '-c', 'user.email=ci@acme.example', '-c', 'commit.gpgsign=false', ...words], { cwd: project.folder, stdio: 'pipe' });
  const edit = (file: string, from: string, to: string): void => {
    const text = project.read(file);
    expect(text).toContain(from);
    project.write(file, text.replace(from, to));
  };
  beforeAll(async () => {
    await project.slipway(['synth']);
    cpSync(join(ROOT, 'src', 'systems', 'capakraken'), project.path('src/systems/capakraken'), { recursive: true });
    project.write('.gitignore', 'node_modules\n.slipway\n');
    git('init', '--quiet', '--initial-branch=main');
    git('add', '--all');
    git('commit', '--quiet', '--message=first');
    git('checkout', '--quiet', '-b', 'change');
  });
  afterAll(() => project.remove());

  it('compares what renders with the dist of the merge base, and names the line that set a field', async () => {
    expect((await project.slipway(['diff'])).stdout).toMatch(/^no differences: dist of main at [0-9a-f]{7} → the working tree, rendered\n$/);
    edit('overlays/capakraken/production.yaml', 'maxUnavailable: 25%', 'maxUnavailable: 40%');
    git('commit', '--quiet', '--all', '--message=second');
    edit('overlays/capakraken/production.yaml', 'scale: { min: 3,', 'scale: { min: 4,');
    const { code, stdout, stderr } = await project.slipway(['diff']);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain('spec.maxUnavailable  25% → 40%\n                 from overlays/capakraken/production.yaml:10\n');
    expect(stdout).toContain('spec.minReplicas  3 → 4\n                 from overlays/capakraken/production.yaml:7\n');
    expect((await project.slipway(['diff', '--against', 'HEAD'])).stdout).toContain('spec.minReplicas');
    expect((await project.slipway(['diff', '--env', 'staging'])).code).toBe(0);
  });

  it('tells two environments apart by what their overlays do not explain', async () => {
    const { code, stdout } = await project.slipway(['diff', '--env', 'staging', '--with', 'production']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/capakraken: \d+ differences in \d+ objects are what the two environments are told apart by/);
    expect(stdout).toContain('overlays/capakraken/production.yaml:10 app.maxUnavailable');
    const release = project.read('overlays/capakraken/staging.release.yaml');
    project.write('overlays/capakraken/staging.release.yaml', release.replace(/sha256:(4f){32}/, `sha256:${'5a'.repeat(32)}`));
    const other = await project.slipway(['diff', '--env', 'staging', '--with', 'production']);
    project.write('overlays/capakraken/staging.release.yaml', release);
    expect(other.code).toBe(1);
    expect(other.stdout).toContain('image of app');
  });

  it('compares with what is published', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-published-'));
    try {
      cpSync(project.path('dist'), join(folder, 'work'), { recursive: true });
      const at = { cwd: join(folder, 'work'), stdio: 'pipe' as const };
      execFileSync('git', ['init', '--quiet', '--initial-branch=main'], at);
      execFileSync('git', ['add', '--all'], at);
      execFileSync('git', ['-c', 'user.name=Acme', '-c', 'user.email=ci@acme.example', '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message=published'], at);
      execFileSync('git', ['clone', '--quiet', '--bare', join(folder, 'work'), join(folder, 'gitops.git')], { stdio: 'pipe' });
      const { code, stdout, stderr } = await project.slipway(['diff', `--gitops=${join(folder, 'gitops.git')}`]);
      expect([code, stderr]).toEqual([1, '']);
      expect(stdout).toContain('spec.minReplicas  3 → 4');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('slipway diff --live', () => {
  const project = CliProject.ofCapakraken();
  const bin = mkdtempSync(join(tmpdir(), 'slipway-kubectl-'));
  const path = `${bin}:${process.env['PATH'] ?? ''}`;
  beforeAll(async () => {
    await project.slipway(['synth']);
    fakeKubectl();
  });
  afterAll(() => {
    project.remove();
    rmSync(bin, { recursive: true });
  });

  /** Answers as a cluster that runs what dist holds: with what the API server, controllers and people add to it. */
  function fakeKubectl(edit = ''): void {
    const manifests = [...treeOf(project.path('dist/production'))].map(([, text]) => text);
    writeFileSync(
      join(bin, 'kubectl'),
      `#!${process.execPath}
const fs = require('node:fs');
const yaml = require(${JSON.stringify(join(ROOT, 'node_modules/yaml'))});
const all = ${JSON.stringify(manifests)}.map((text) => yaml.parse(text));
const argv = process.argv.slice(2);
fs.appendFileSync(${JSON.stringify(join(bin, 'calls'))}, JSON.stringify(argv) + '\\n');
const asked = argv.slice(argv.indexOf('--') + 1);
const typeOf = (each) => { const [group, version] = each.apiVersion.includes('/') ? each.apiVersion.split('/') : ['', each.apiVersion]; return each.kind + '.' + version + '.' + group; };
const namespace = (argv.find((word) => word.startsWith('--namespace=')) || '').slice('--namespace='.length);
const items = all.filter((each) => asked.includes(typeOf(each) + '/' + each.metadata.name) && (each.metadata.namespace || '') === namespace).map((each) => {
  const { kind } = each;
  each.status = { observedGeneration: 3 };
  Object.assign(each.metadata, { uid: 'u', resourceVersion: '12', generation: 3, creationTimestamp: '2026-01-01T00:00:00Z', managedFields: [{ manager: 'argocd-controller', operation: 'Apply', fieldsV1: {} }, { manager: 'kube-controller-manager', operation: 'Update', fieldsV1: { 'f:metadata': { 'f:annotations': { 'f:deployment.kubernetes.io/revision': {} } } } }] });
  each.metadata.annotations = { ...each.metadata.annotations, 'deployment.kubernetes.io/revision': '4', 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
  if (kind === 'Service') Object.assign(each.spec, { clusterIP: '10.0.0.7', clusterIPs: ['10.0.0.7'], ipFamilies: ['IPv4'] });
  if (kind === 'Deployment') { each.spec.template.spec.restartPolicy = 'Always'; each.spec.replicas = each.spec.replicas ?? 7; }
  ${edit}
  return each;
});
if (asked.some((each) => each.startsWith('Cluster.'))) { console.error("error: the server doesn't have a resource type \\"Cluster\\""); process.exit(1); }
process.stdout.write(items.length === 1 ? JSON.stringify(items[0]) : items.length === 0 ? '' : JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
`,
    );
    chmodSync(join(bin, 'kubectl'), 0o755);
  }

  it('finds no difference in what the cluster itself wrote', async () => {
    const { code, stdout, stderr } = await project.slipway(['diff', '--live', '--env', 'production'], { env: { PATH: path } });
    expect([stderr, code]).toEqual(['', 1]);
    // Its kind is not served here, so that it would be made.
    expect(stdout.match(/^ {2}\S .*$/gm)).toEqual([expect.stringMatching(/created .*Cluster/)]);
    expect(stdout.replace(/\s+/g, ' ')).toContain('note: the cluster serves no Cluster.v1.postgresql.cnpg.io: its objects count as not there');
  });

  it('finds what a person changed, where the records of the API server name somebody', async () => {
    fakeKubectl(`if (kind === 'Deployment') { each.spec.template.spec.containers[0].env.push({ name: 'DEBUG', value: '1' }); each.metadata.managedFields.push({ manager: 'kubectl-edit', operation: 'Update', fieldsV1: { 'f:spec': { 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"app"}': { 'f:env': { 'k:{"name":"DEBUG"}': { '.': {}, 'f:name': {}, 'f:value': {} } } } } } } } } }); }`);
    const { code, stdout } = await project.slipway(['diff', '--live', '--env', 'production'], { env: { PATH: path } });
    expect(code).toBe(1);
    expect(stdout).toContain('env DEBUG of app  - {"name":"DEBUG","value":"1"}');
  });

  it('says that there is no kubectl, or what it said', async () => {
    expect(await project.slipway(['diff', '--live'], { env: { PATH: '/nowhere' } })).toMatchObject({ code: 2, stderr: expect.stringContaining('kubectl is not installed') });
    writeFileSync(join(bin, 'kubectl'), `#!/bin/sh\necho 'Unable to connect to the server: \u001b[31mdial tcp' >&2\nexit 1\n`);
    const { code, stderr } = await project.slipway(['diff', '--live'], { env: { PATH: path } });
    expect([code, stderr.includes('\u001b')]).toEqual([2, false]);
    expect(stderr).toContain('Unable to connect to the server');
  });
});
