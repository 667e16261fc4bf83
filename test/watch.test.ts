import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Watching } from './watching.ts';

jest.setTimeout(60_000);

let watching: Watching;
beforeAll(async () => {
  watching = await Watching.start(7);
});
afterAll(async () => {
  expect(await watching.stop()).toBe(0);
});

describe('slipway synth --watch', () => {
  it('renders what is saved, however it is saved, and names what changed', async () => {
    for (const [index, way] of (['whole', 'rename', 'halves'] as const).entries()) {
      await watching.save(1000 + index, way);
      await watching.until(() => watching.seen.at(-1) === String(1000 + index), way);
    }
    expect(watching.seen).toEqual(['10', '1000', '1001', '1002']);
    await watching.until(() => watching.said.split('1 file changed').length === 4, 'the third answer');
    expect(watching.said).toContain('  changed  dist/dev/alpha/ConfigMap-map-0.yaml\n');
  });

  it('says what is wrong, leaves dist as it is, and goes on', async () => {
    watching.world.project.write('overlays/alpha/dev.yaml', 'schema: slipway.overlay/v1\nsize: many\n');
    await watching.until(() => watching.said.includes('overlays/alpha/dev.yaml:2:7'), 'the problem');
    expect(watching.said).toContain('nothing was written');
    expect(watching.seen.at(-1)).toBe('1002');
    await watching.save(1003, 'whole');
    await watching.until(() => watching.seen.at(-1) === '1003', 'what is right again');
  });

  it('sees a source, one that does not compile, and a new folder of overlays', async () => {
    const main = watching.world.project.read('src/main.ts');
    const holds = (text: string) => () => watching.world.dist.get('dev/alpha/ConfigMap-map-0.yaml')?.includes(text) === true;
    watching.world.project.write('src/main.ts', main.replace("source: '1'", "source: '2'"));
    await watching.until(holds('source: "2"'), 'the changed source');
    watching.world.project.write('src/main.ts', main.replace('export const', 'export konst'));
    await watching.until(() => watching.said.includes('src/main.ts'), 'the syntax error');
    watching.world.project.write('src/main.ts', main.replace("source: '1'", "source: '3'").replace('[one("alpha")', '[one("delta"), one("alpha")'));
    await watching.until(holds('source: "3"'), 'the mended source');
    for (const file of ['dev.yaml', 'dev.release.yaml']) watching.world.project.write(`overlays/delta/${file}`, watching.world.project.read(`overlays/alpha/${file}`));
    await watching.until(() => watching.world.dist.has('dev/delta/ConfigMap-map-0.yaml'), 'the new system');
  });
});
