import { describe, expect, it } from '@jest/globals';
import { watch } from 'node:fs';
import { CliProject, ROOT, treeOf } from './cli-project.ts';
import { numbersFrom } from './incremental-world.ts';
import { Watching } from './watching.ts';

const EDITS = 200;

describe('slipway synth --watch, for long', () => {
  it(`misses none of ${EDITS} edits, renders none that is half written, and tells of each`, async () => {
    const watching = await Watching.start(11);
    const sizes = Array.from({ length: EDITS }, (_, index) => 10_000 + index * 37);
    const told = (size: number) => ` → ${size}\n`;
    for (const [index, size] of sizes.entries()) {
      await watching.save(size, (['whole', 'rename', 'halves'] as const)[index % 3]!);
      await watching.until(() => watching.seen.at(-1) === String(size) && watching.said.includes(told(size)), `edit ${index}`);
    }
    expect(watching.seen).toEqual(['10', ...sizes.map(String)]);
    expect(sizes.filter((size) => watching.said.split(told(size)).length === 2)).toHaveLength(EDITS);
    expect(await watching.stop()).toBe(0);
  });
});

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const KILLS = 30;
const FILES = 300;

describe('a signal to end', () => {
  it(`comes before or after all of a write, ${KILLS} times at any moment`, async () => {
    const from = (file: string) => JSON.stringify(`${ROOT}/src/${file}`);
    const project = new CliProject(`
import { ApiObject } from 'cdk8s';
import { z } from 'zod';
import { run } from ${from('cli/index.ts')};
import { defineSystem } from ${from('render/system-definition.ts')};
import { WAVE } from ${from('constructs/wave.ts')};

export const app = run([
  defineSystem({
    name: 'shop',
    images: [],
    overlay: z.strictObject({ text: z.string() }),
    build(system, { overlay: { text } }) {
      for (let index = 0; index < ${FILES}; index++) new ApiObject(system, 'map-' + index, { apiVersion: 'v1', kind: 'ConfigMap', metadata: system.metadata({ name: 'map-' + index, wave: WAVE.foundation }), data: { text } });
    },
  }),
]);
`);
    project.write('overlays/environments.yaml', `schema: slipway.environments/v1\ndefaults:\n  kubernetes: "1.34"\n  zones: [zone-a]\n  probeImage: ghcr.io/acme/probe@sha256:${'1'.repeat(64)}\nenvironments:\n  dev: { cluster: { name: dev }, domain: dev.acme.example, apiServer: { cidrs: [10.0.0.1/32] } }\n`);
    project.write('overlays/shop/dev.release.yaml', `schema: slipway.release/v1\nversion: sha-1111111\nsource: { repository: "https://git.acme.example/app", commit: "${'1'.repeat(40)}" }\nimages: {}\n`);
    const random = numbersFrom(3);
    let killed = 0;
    const write = (number: number) => project.write('overlays/shop/dev.yaml', `schema: slipway.overlay/v1\ntext: text-${number}\n`);
    const dist = () => new Set([...treeOf(project.path('dist')).values()].map((text) => /text: (text-\d+)/.exec(text)?.[1]));
    write(0);
    expect(await project.slipway(['synth'])).toMatchObject({ code: 0 });
    const start = performance.now();
    write(1);
    expect(await project.slipway(['synth'])).toMatchObject({ code: 0 });
    const usual = performance.now() - start;
    for (let round = 2; round < KILLS + 2; round++) {
      write(round);
      const { child, outcome } = project.startSlipway(['synth']);
      const kill = () => child.kill(SIGNALS[round % 3]);
      // At the first file that is moved into place, or at any moment.
      const watcher = round % 2 === 0 ? watch(project.path('dist/dev/shop'), kill) : undefined;
      const timer = round % 2 === 0 ? undefined : setTimeout(kill, usual * (0.3 + random(80) / 100));
      if ((await outcome).code === null) killed += 1;
      watcher?.close();
      clearTimeout(timer);
      expect(dist().size).toBe(1);
    }
    expect(killed).toBeGreaterThan(0);
    project.remove();
  });
});
