import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cpSync, existsSync, renameSync, symlinkSync } from 'node:fs';
import { IncrementalWorld, prepared } from './incremental-world.ts';
import { Watching } from './watching.ts';

jest.setTimeout(180_000);

const OVERLAY = 'overlays/alpha/dev.yaml';
const overlay = (size: number | string) => `schema: slipway.overlay/v1\nsize: ${size}\n`;

describe('slipway synth --watch', () => {
  let watching: Watching;
  beforeAll(async () => {
    watching = await Watching.start(7);
  });
  afterAll(async () => {
    expect(await watching.stop()).toBe(0);
  });

  /** What is said from now on. */
  const listen = () => {
    const from = watching.said.length;
    return () => watching.said.slice(from);
  };
  const move = (from: string, to: string) => renameSync(watching.world.project.path(from), watching.world.project.path(to));

  it('renders what is saved, however it is saved, and names what changed', async () => {
    for (const [index, way] of (['whole', 'rename', 'halves'] as const).entries()) {
      await watching.save(1000 + index, way);
      await watching.until(() => watching.seen.at(-1) === String(1000 + index), way);
    }
    expect(watching.seen).toEqual(['10', '1000', '1001', '1002']);
    await watching.until(() => watching.said.split('1 file changed').length === 4, 'the third answer');
    expect(watching.said).toContain('  changed  dist/dev/alpha/ConfigMap-map-0.yaml\n');
  });

  it('tells what that does to the cluster in the words of slipway diff', async () => {
    const { project } = watching.world;
    cpSync(project.path('dist'), project.path('build/before'), { recursive: true });
    const said = listen();
    await watching.save(1003, 'whole');
    await watching.until(() => said().includes('1 file changed'), 'the answer');
    const { stdout } = await project.slipway(['diff', 'build/before', 'dist', '--no-proof']);
    const sections = stdout.slice(0, stdout.lastIndexOf('\n\n'));
    expect(sections).toContain('data.size  1002 → 1003');
    expect(said()).toContain(`${sections}\n\nrisk: `);
  });

  it('says what is wrong once, leaves dist as it is, and says when it is well again', async () => {
    const said = listen();
    const { project } = watching.world;
    project.write(OVERLAY, overlay('many'));
    await watching.until(() => said().includes('nothing was written'), 'the problem');
    expect(said()).toContain(`${OVERLAY}:2:7`);
    expect(watching.seen.at(-1)).toBe('1003');
    project.write(OVERLAY, `${overlay('many')}\n`);
    await watching.until(() => said().includes('still wrong as above, nothing was written'), 'the same problem');
    expect(said().split(`${OVERLAY}:2:7`)).toHaveLength(2);
    await watching.save(1003, 'whole');
    await watching.until(() => said().includes('well again: nothing to write'), 'what is right again');
  });

  it('sees a source, one that does not compile, and one that is mended', async () => {
    const { project } = watching.world;
    const main = project.read('src/main.ts');
    project.write('src/main.ts', main.replace("source: '1'", "source: '2'"));
    await watching.untilRendered('source: "2"');
    const said = listen();
    project.write('src/main.ts', main.replace('export const', 'export konst'));
    await watching.until(() => said().includes('nothing was written'), 'the syntax error');
    expect(said()).toContain('src/main.ts');
    project.write('src/main.ts', main.replace("source: '1'", "source: '3'").replace('[one("alpha")', '[one("delta"), one("alpha")'));
    await watching.untilRendered('source: "3"');
    await watching.until(() => said().includes('well again'), 'that it is well again');
  });

  it('sees a new system, whose folder comes with its files in it', async () => {
    const { project } = watching.world;
    for (const file of ['dev.yaml', 'dev.release.yaml']) project.write(`build/delta/${file}`, project.read(`overlays/alpha/${file}`));
    move('build/delta', 'overlays/delta');
    await watching.untilRendered('1003', 'dev/delta/ConfigMap-map-0.yaml');
    project.write('overlays/delta/dev.yaml', overlay(2000));
    await watching.untilRendered('2000', 'dev/delta/ConfigMap-map-0.yaml');
  });

  it('sees new folders of sources at any depth, and those that links lead to', async () => {
    const { project } = watching.world;
    const main = project.read('src/main.ts');
    project.write('src/main.ts', `import { value } from './parts/deep/value.ts';\nimport { other } from './linked/other.ts';\n${main.replace("source: '3'", 'source: value + other')}`);
    project.write('build/parts/deep/value.ts', "export const value = 'value 1';\n");
    project.write('elsewhere/other.ts', "export const other = ' other 1';\n");
    symlinkSync('../elsewhere', project.path('src/linked'));
    move('build/parts', 'src/parts');
    await watching.untilRendered('value 1 other 1');
    project.write('src/parts/deep/value.ts', "export const value = 'value 2';\n");
    await watching.untilRendered('value 2 other 1');
    project.write('elsewhere/other.ts', "export const other = ' other 2';\n");
    await watching.untilRendered('value 2 other 2');
    project.write('src/main.ts', main);
    await watching.untilRendered('source: "3"');
  });

  it.each(['overlays', 'src'])('hears again when %s was away and comes back', async (folder) => {
    const { project } = watching.world;
    const said = listen();
    move(folder, 'build/away');
    await watching.until(() => said().includes('nothing was written'), 'that something is away');
    const size = folder === 'src' ? 3001 : 3000;
    if (folder === 'overlays') project.write('build/away/alpha/dev.yaml', overlay(size));
    move('build/away', folder);
    await watching.until(() => said().includes('well again'), 'that it is well again');
    if (folder === 'src') await watching.save(size, 'whole');
    await watching.untilRendered(String(size));
    await watching.save(size + 10, 'rename');
    await watching.untilRendered(String(size + 10));
  });

  it('hears again when a folder was removed and made anew in one go', async () => {
    const { project } = watching.world;
    for (let round = 0; round < 3; round++) {
      cpSync(project.path('overlays'), project.path('build/copy'), { recursive: true });
      project.write('build/copy/alpha/dev.yaml', overlay(4000 + round));
      move('overlays', `build/old-${round}`);
      move('build/copy', 'overlays');
      await watching.untilRendered(String(4000 + round));
      await watching.save(4100 + round, 'whole');
      await watching.untilRendered(String(4100 + round));
    }
  });
});

describe('slipway synth --watch -o json', () => {
  it('answers in one line a render, with what slipway diff finds', async () => {
    const watching = await Watching.start(8, ['-o', 'json']);
    const answers = () => watching.said.trimEnd().split('\n').map((line) => JSON.parse(line) as { schema: string; diff?: object });
    await watching.save(5000, 'whole');
    await watching.until(() => watching.said.includes('"5000"') && watching.said.endsWith('\n'), 'the answer');
    expect(answers().at(-1)).toMatchObject({
      schema: 'slipway.synth/v1',
      outcome: 'written',
      diff: {
        schema: 'slipway.diff-report/v1',
        pairs: [{ environment: 'dev', system: 'alpha', status: 'changed', diff: { schema: 'slipway.diff/v1', objects: [{ changes: [{ path: 'data.size', before: '10', after: '5000' }], file: { file: 'dist/dev/alpha/ConfigMap-map-0.yaml' } }] } }],
      },
    });
    watching.world.project.write(OVERLAY, overlay('many'));
    await watching.until(() => answers().at(-1)!.schema === 'slipway.problems/v1', 'the problem');
    expect(await watching.stop('SIGTERM')).toBe(0);
  });
});

describe('slipway synth --watch in a project that is broken', () => {
  it.each([
    ['does not compile', (main: string) => main.replace('export const', 'export konst'), 'src/main.ts'],
    ['throws at once', (main: string) => `${main}\nthrow new Error('not yet');\n`, 'not yet'],
  ])('waits for what %s to be mended', async (_, broken, says) => {
    const world = prepared(new IncrementalWorld(9));
    const main = world.project.read('src/main.ts');
    world.project.write('src/main.ts', broken(main));
    const watching = Watching.begin(world);
    await watching.until(() => watching.said.includes('nothing was written'), 'the problem');
    expect(watching.said).toContain(says);
    world.project.write('src/main.ts', main);
    await watching.until(() => watching.said.includes('well again: '), 'what is right again');
    expect(watching.seen).toEqual(['10']);
    expect(await watching.stop()).toBe(0);
  });
});

describe('a signal to slipway synth --watch', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends it with its render: %s', async (signal) => {
    const watching = await Watching.start(10);
    const { project } = watching.world;
    project.write('src/main.ts', `import { writeFileSync } from 'node:fs';\nwriteFileSync('pid', String(process.pid));\nfor (;;) Math.random();\n${project.read('src/main.ts')}`);
    await watching.until(() => existsSync(project.path('pid')) && project.read('pid') !== '', 'the render');
    const pid = Number(project.read('pid'));
    expect(await watching.stop(signal)).toBe(0);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});

describe('slipway synth --watch, whose reader is gone', () => {
  it('ends with the next answer', async () => {
    expect(await (await Watching.start(11)).unheard()).toBe(0);
  });
});
