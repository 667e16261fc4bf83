import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import { CliProject, ROOT, treeOf } from './cli-project.ts';

jest.setTimeout(60_000);

const from = (file: string): string => JSON.stringify(join(ROOT, file));

/** A system whose build does what MISTAKE says. */
const MAIN = `
import { ApiObject } from 'cdk8s';
import { z } from 'zod';
import { run } from ${from('src/cli/index.ts')};
import { WAVE } from ${from('src/constructs/wave.ts')};
import { defineSystem } from ${from('src/render/system-definition.ts')};

const mistakes: Record<string, () => unknown> = {
  'async': async () => { await null; throw new Error('too late'); },
  'thenable': () => ({ then() {} }),
  'floating': () => void (async () => { throw new Error('nobody waits for this'); })(),
  'text': () => { throw 'boom'; },
  'exit': () => process.exit(0),
  'json': () => JSON.parse('{'),
  'library': () => new ApiObject(undefined as never, 'x', { apiVersion: 'v1', kind: 'ConfigMap' }),
  'log': () => { console.log('a word'); console.info('another'); },
};

const shop = defineSystem({
  name: 'shop',
  images: ['app'],
  overlay: z.strictObject({}),
  build(system) {
    new ApiObject(system, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: system.metadata({ name: 'map', wave: WAVE.foundation }), data: { a: 'b' } });
    return mistakes[process.env['MISTAKE'] ?? '']?.() as undefined;
  },
});

export const app = run([shop]);
`;

describe('a mistake in the project\'s own code', () => {
  let project: CliProject;
  let dist: ReadonlyMap<string, string>;
  beforeAll(async () => {
    project = new CliProject(MAIN);
    project.write(
      'overlays/environments.yaml',
      `schema: slipway.environments/v1\ndefaults:\n  kubernetes: "1.34"\n  zones: [zone-a]\n  probeImage: ghcr.io/acme/probe@sha256:${'1'.repeat(64)}\nenvironments:\n  dev: { cluster: { name: dev }, domain: dev.acme.example, apiServer: { cidrs: [10.0.0.1/32] } }\n`,
    );
    project.write('overlays/shop/dev.yaml', 'schema: slipway.overlay/v1\n');
    project.write(
      'overlays/shop/dev.release.yaml',
      `schema: slipway.release/v1\nversion: v1.0.0\nsource: { repository: https://git.acme.example/app, commit: ${'a1'.repeat(20)} }\nimages:\n  app: { name: ghcr.io/acme/app, digest: "sha256:${'2'.repeat(64)}" }\n`,
    );
    expect(await project.slipway(['synth'])).toMatchObject({ code: 0, stderr: '' });
    dist = treeOf(project.path('dist'));
  });
  afterAll(() => project.remove());

  const table: Record<string, [mistake: string, says: readonly string[], hides?: readonly string[]]> = {
    'an async build': ['async', ['dev/shop', 'its build returned a promise', 'fix: ', '1 problem; dist is as it was'], ['too late', 'defect', '    at ']],
    'a build that returns something to be awaited': ['thenable', ['its build returned a promise']],
    'a promise that nobody waits for': ['floating', ['nobody waits for this', "thrown by the project's own code, at src/main.ts:11:"], ['defect']],
    'a text that is thrown': ['text', ['building shop for dev failed', 'boom', "thrown by the project's own code"], ['defect']],
    'an end of the process': ['exit', ['process.exit(0)', "thrown by the project's own code, at src/main.ts:13:"], ['defect', 'never settled']],
    'what node refuses': ['json', ["thrown by the project's own code, at src/main.ts:14:"], ['defect']],
    'what a library refuses': ['library', ["thrown by the project's own code, at src/main.ts:15:"], ['defect']],
  };
  for (const [what, [mistake, says, hides = []]] of Object.entries(table)) {
    for (const argv of [[], ['--stdout'], ['--check']]) {
      it(`is called one, and dist is as it was: ${what}${argv.length === 0 ? '' : `, with ${argv[0]}`}`, async () => {
        const { code, stdout, stderr } = await project.slipway(['synth', ...argv], { env: { MISTAKE: mistake } });
        expect([code, stdout]).toEqual([2, '']);
        for (const part of says) expect(stderr).toContain(part);
        for (const part of hides) expect(stderr).not.toContain(part);
        expect(treeOf(project.path('dist'))).toEqual(dist);
      });
    }
  }

  it('does not spoil the answer when it talks', async () => {
    const { code, stdout, stderr } = await project.slipway(['synth', '-o', 'json'], { env: { MISTAKE: 'log' } });
    expect([code, stderr]).toEqual([0, 'a word\nanother\n']);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'slipway.synth/v1' });
    expect((await project.slipway(['synth', '--stdout'], { env: { MISTAKE: 'log' } })).stdout).toMatch(/^---\n/);
  });
});
