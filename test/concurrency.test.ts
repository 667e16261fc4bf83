import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CliProject, ROOT, treeOf } from './cli-project.ts';

jest.setTimeout(60_000);

const THREADS = ['1', '2', '3', '4'];
const SYSTEMS = ['alpha', 'beta', 'gamma', 'delta'];
const ENVIRONMENTS = ['dev', 'staging', 'production'];
let project: CliProject;
beforeAll(() => {
  project = new CliProject(MAIN);
  project.write('src/banner.txt', 'one\n');
  // Not asked by a definition, since what it is told of its arguments is remembered.
  project.write('threads.cjs', `globalThis.isOneOfMany = !process.argv.includes('1');`);
  project.write('overlays/environments.yaml', `schema: slipway.environments/v1\ngitops: { repository: "https://git.acme.example/gitops" }\ndefaults: { kubernetes: "1.34", zones: [zone-a], probeImage: "ghcr.io/acme/probe@sha256:${'1'.repeat(64)}" }\nenvironments:\n${ENVIRONMENTS.map((name) => `  ${name}: { cluster: { name: one }, domain: ${name}.acme.example, apiServer: { cidrs: [10.0.0.1/32] } }\n`).join('')}`);
  for (const system of SYSTEMS) {
    project.write(`overlays/${system}/base.yaml`, 'schema: slipway.overlay/v1\nact: ""\n');
    for (const environment of ENVIRONMENTS) {
      act('', `${system}/${environment}`);
      project.write(`overlays/${system}/${environment}.release.yaml`, `schema: slipway.release/v1\nversion: sha-1111111\nsource: { repository: "https://git.acme.example/app", commit: "${'1'.repeat(40)}" }\nimages: {}\n`);
    }
  }
});
afterAll(() => project.remove());

function act(what: string, ...pairs: readonly string[]): void {
  for (const pair of pairs) project.write(`overlays/${pair}.yaml`, `schema: slipway.overlay/v1\nact: "${what}"\n`);
}

/** What a run in so many threads says and makes, from an empty cache. */
async function run(threads: string, ...more: readonly string[]) {
  for (const folder of ['.slipway/cache', 'build']) rmSync(project.path(folder), { recursive: true, force: true });
  const { code, stdout, stderr } = await project.slipway(['synth', '--outdir', 'build', '-o', 'json', '--concurrency', threads, ...more], { env: { NODE_OPTIONS: `--require ${project.path('threads.cjs')}` } });
  // Of a failure that is not the user's there is a stack, and in it the way through slipway itself.
  return { code, stdout, stderr: stderr.replace(/^\(node:\d+\)/gm, '(node)').replace(/^ +at .*\/src\/(cli|render)\/.*\n|^ +at (Array\.flatMap|Surroundings\.during) .*\n/gm, ''), tree: treeOf(project.path('build')) };
}

const remembered = () => new Map([...treeOf(project.path('.slipway/cache/v2'))].filter(([path]) => /^[0-9a-f]\//.test(path)));

describe('threads', () => {
  it('make the same bytes, however many there are, and remember the same', async () => {
    const one = await run('1');
    expect(one).toMatchObject({ code: 0, stderr: '' });
    expect(one.tree.size).toBeGreaterThan(SYSTEMS.length * ENVIRONMENTS.length);
    const entries = remembered();
    expect(entries.size).toBe(SYSTEMS.length * ENVIRONMENTS.length);
    for (const threads of THREADS.slice(1)) {
      expect([threads, await run(threads)]).toEqual([threads, one]);
      expect(remembered()).toEqual(entries);
      expect([threads, await run(threads, '--no-cache')]).toEqual([threads, one]);
    }
  });

  it('do render: not all pairs are rendered by the first one', async () => {
    act('name the thread', ...SYSTEMS.flatMap((system) => ENVIRONMENTS.map((environment) => `${system}/${environment}`)));
    let threads = new Set<string>();
    // A thread that starts late finds nothing to do.
    for (let tries = 0; threads.size < 2 && tries < 5; tries += 1) threads = new Set([...(await run('2')).tree.values()].flatMap((text) => /thread: "?(\w+)/.exec(text)?.[1] ?? []));
    expect([...threads].sort()).toEqual(['false', 'true']);
  });

  it.each<[string, string[], number]>([
    ['fail', ['alpha/dev', 'delta/production'], 2],
    ['break a rule', ['beta/dev', 'gamma/staging', 'delta/production'], 2],
    ['throw', ['gamma/staging'], 2],
    ['clash', ['alpha/dev', 'delta/production'], 2],
    ['print', ['alpha/dev', 'gamma/staging', 'delta/production'], 0],
    ['exit', ['gamma/production'], 2],
    ['reject', ['gamma/production'], 2],
    ['end the thread', ['alpha/staging', 'gamma/production'], 0],
    ['fill the thread', ['delta/staging'], 0],
    ['start a program', ['delta/staging'], 0],
    ['warn', ['alpha/dev', 'delta/staging'], 0],
  ])('say and do the same where definitions %s', async (what, pairs, code) => {
    for (const system of SYSTEMS) act('', ...ENVIRONMENTS.map((environment) => `${system}/${environment}`));
    act(what, ...pairs);
    const one = await run('1');
    expect(one.code).toBe(code);
    if (code !== 0 || ['print', 'warn'].includes(what)) expect(one.stderr).not.toBe('');
    const entries = remembered();
    expect(await run('3')).toEqual(one);
    expect(remembered()).toEqual(entries);
    act('', ...pairs);
  });

  it('tell what definitions read in them, so that it is known when that changes', async () => {
    for (const threads of ['2', '4']) {
      project.write('src/banner.txt', 'one\n');
      expect(await run(threads)).toMatchObject({ code: 0 });
      const reads = readdirSync(project.path('.slipway/cache/v2/reads')).map((name) => readFileSync(project.path(`.slipway/cache/v2/reads/${name}`), 'utf8'));
      expect(reads.join('')).toContain('banner.txt');
      project.write('src/banner.txt', 'two\n');
      expect((await project.slipway(['synth', '--outdir', 'build', '--concurrency', threads])).code).toBe(0);
      expect(project.read('build/dev/alpha/ConfigMap-map.yaml')).toContain('two');
    }
  });

  it.each(['0', '65', '-1', '1.5', 'two', ''])('are not %j', async (text) => {
    const { code, stderr } = await project.slipway(['synth', `--concurrency=${text}`]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--concurrency')]);
  });
});

const from = (file: string) => JSON.stringify(join(ROOT, file));
const MAIN = `
import { ApiObject } from 'cdk8s';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { z } from 'zod';
import { run } from ${from('src/cli/index.ts')};
import { UserError } from ${from('src/kernel/problem.ts')};
import { WAVE } from ${from('src/constructs/wave.ts')};
import { defineSystem } from ${from('src/render/system-definition.ts')};

const kept: number[][] = [];
let hasWaited = false;
const ACTS: Record<string, (name: string) => void> = {
  fail: (name) => { throw new UserError([{ path: 'a', message: name + ' is wrong' }, { path: 'b', message: 'and so is this' }]); },
  throw: () => { throw new TypeError('no such thing'); },
  print: (name) => { console.log('one of', name); process.stdout.write(''); console.error('two of', name); },
  exit: () => process.exit(0),
  reject: () => void Promise.reject(new Error('too late')),
  'end the thread': () => { if (!isMainThread) process.exit(0); },
  'fill the thread': () => { for (let n = 0; !isMainThread; n += 1) kept.push(new Array(1_000_000).fill(n)); },
  'start a program': () => void execFileSync('true'),
  warn: () => process.emitWarning('old', { code: 'OLD' }),
};

function one(name: string) {
  return defineSystem({
    name,
    images: [],
    overlay: z.strictObject({ act: z.string() }),
    build(system, { overlay: { act }, target }) {
      // The first one takes its time, so that the others come to work.
      if (isMainThread && !hasWaited && Reflect.get(globalThis, 'isOneOfMany')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
      hasWaited = true;
      ACTS[act]?.(target.domain + '/' + name);
      new ApiObject(system, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: system.metadata({ name: 'map', wave: WAVE.foundation }), data: { banner: readFileSync(join(__dirname, 'banner.txt'), 'utf8'), domain: target.domain, ...(act === 'name the thread' ? { thread: String(isMainThread) } : {}) } });
      if (act === 'break a rule') new ApiObject(system, 'none', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'none', namespace: name + '-x' } });
      if (act === 'clash') new ApiObject(system, 'in', { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: system.metadata({ name: 'in', wave: WAVE.last }), spec: { ingressClassName: 'nginx', rules: [{ host: 'shop.acme.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'shop', port: { number: 80 } } } }] } }] } });
    },
  });
}

export const app = run([${SYSTEMS.map((name) => `one(${JSON.stringify(name)})`).join(', ')}]);
`;
