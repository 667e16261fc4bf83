import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { IncrementalWorld, prepared } from './incremental-world.ts';

jest.setTimeout(60_000);

let world: IncrementalWorld;

beforeAll(async () => {
  world = prepared(new IncrementalWorld(1));
  expect(await world.synth()).toMatchObject({ code: 0, ranBundle: true });
});
afterAll(() => world.project.remove());

describe('a synth that remembers', () => {
  it('runs neither a system nor a library where nothing has changed', async () => {
    expect(await world.synth()).toMatchObject({ code: 0, stderr: '', ranBundle: false });
    expect(await world.synth(['--check'])).toMatchObject({ code: 0, ranBundle: false });
    const quick = readdirSync(world.project.path('.slipway/bundle')).find((name) => /^quick-.*\.js$/.test(name));
    const text = readFileSync(world.project.path(`.slipway/bundle/${quick}`), 'utf8');
    expect(text.length).toBeLessThan(60_000);
    expect(/ZodError|ApiObject|BasicScalar/.test(text)).toBe(false);
  });

  it('loads no other command where something has', async () => {
    expect((await world.project.slipway(['explain'])).code).toBe(0);
    expect(sizeOf(/^synth-.*\.js$/)).toBeLessThan(0.65 * sizeOf(/^main-.*\.js$/));
  });

  it('says the same as one that renders everything', async () => {
    const [quick, full] = [await world.synth(['-o', 'json']), await world.synth(['-o', 'json', '--no-cache'])];
    expect([quick.ranBundle, full.ranBundle]).toEqual([false, true]);
    expect(quick.stdout).toBe(full.stdout);
  });

  it('gives what a full render from nothing gives, whatever is edited', async () => {
    for (const kind of ['value', 'sameSize', 'replace', 'base', 'facts', 'comment', 'release', 'leave', 'come', 'banner', 'variable', 'touch', 'distFile', 'distGone', 'corrupt'] as const) {
      world.edit([kind]);
      const { code, stderr } = await world.synth();
      expect([kind, code, stderr]).toEqual([kind, 0, '']);
      expect([kind, world.dist]).toEqual([kind, await world.full()]);
    }
  });

  it('lets nothing stay that is waived no more, whatever it remembers', async () => {
    const flawed = 'schema: slipway.overlay/v1\nsize: 3\nflawed: true\n';
    const waived = (more = '', expires = '2026-12-31') => `schema: slipway.waivers/v1\nwaivers:\n  - rule: no-server-metadata\n    object: { kind: ConfigMap, name: "map-*" }\n${more}    reason: somebody looks for it\n    owner: platform@acme.example\n    expires: "${expires}"\n`;
    const [alpha, beta, waivers] = ['overlays/alpha/dev.yaml', 'overlays/beta/dev.yaml', 'overlays/waivers.yaml'];
    const put = (file: string, text: string) => () => world.project.write(file, text);
    const day = (name: string) => () => void (world.env['WORLD_DAY'] = name);
    const steps: [what: string, edit: () => void, code: number, ranBundle?: boolean][] = [
      ['flawed and waived', () => [put(alpha, flawed), put(waivers, waived())].forEach((edit) => edit()), 0],
      ['nothing', () => undefined, 0, false],
      ['the day after the last', day('2027-01-01'), 2],
      ['another overlay on that day', put(beta, 'schema: slipway.overlay/v1\nsize: 41\n'), 2],
      ['the last day', day('2026-12-31'), 0],
      ['nothing on the last day', () => undefined, 0, false],
      ['another overlay on the last day', put(beta, 'schema: slipway.overlay/v1\nsize: 43\n'), 0],
      ['another reason', put(waivers, waived().replace('somebody', 'nobody')), 0],
      ['another system', put(waivers, waived('    systems: [beta]\n')), 2],
      ['the same system', put(waivers, waived('    systems: [alpha]\n')), 0],
      ['an end that has passed', put(waivers, waived('', '2026-12-30')), 2],
      ['a mistake', put(waivers, waived().replace('reason', 'raison')), 2],
      ['nothing wrong, and a mistake still', put(alpha, 'schema: slipway.overlay/v1\nsize: 3\n'), 2],
      ['no waivers', () => rmSync(world.project.path(waivers)), 0],
      ['flawed without waivers', put(alpha, flawed), 2],
      ['as it was', put(waivers, waived()), 0],
    ];
    for (const [what, edit, code, ranBundle = true] of steps) {
      edit();
      const [found, full] = [await world.synth(), await world.verdict()];
      expect([what, full.code]).toEqual([what, code]);
      expect([what, found.code, found.stderr, code !== 0 || found.ranBundle]).toEqual([what, full.code, full.said, code !== 0 || ranBundle]);
      if (code === 0) expect([what, world.dist]).toEqual([what, full.tree]);
    }
    expect((await world.synth(['--check', '--env', 'dev'])).code).toBe(0);
    world.env['WORLD_DAY'] = '2027-01-01';
    expect((await world.synth(['--check', '--env', 'dev'])).code).toBe(2);
    expect((await world.synth(['--check', '--env', 'staging'])).code).toBe(0);
    world.heal();
  });

  it('sees two pairs that archive to one place, also where both are remembered', async () => {
    const put = (system: string, archive: string) => world.project.write(`overlays/${system}/dev.yaml`, `schema: slipway.overlay/v1\nsize: 7\narchive: ${archive}\n`);
    for (const [alpha, beta, code] of [['one', 'two', 0], ['two', 'one', 0], ['one', 'one', 2], ['one', 'two', 0], ['two', 'two', 2], ['one', 'three', 0]] as const) {
      put('alpha', alpha);
      put('beta', beta);
      const [found, full] = [await world.synth(), await world.verdict()];
      expect([alpha, beta, found.code, found.stderr]).toEqual([alpha, beta, code, full.said]);
      if (code === 0) expect(world.dist).toEqual(full.tree);
      else expect(found.stderr).toContain('s3://acme/');
    }
    world.heal();
  });

  it('leaves dist as it is where something is wrong, and is right again afterwards', async () => {
    await world.synth();
    const before = world.dist;
    world.edit(['break']);
    expect(await world.synth()).toMatchObject({ code: 2 });
    expect(await world.synth()).toMatchObject({ code: 2 });
    expect(world.dist).toEqual(before);
    world.edit(['nothing']);
    expect(await world.synth()).toMatchObject({ code: 0 });
    expect(world.dist).toEqual(before);
  });

  it('renders anew where it is told to, and remembers nothing of it', async () => {
    await world.synth();
    expect(await world.synth(['--no-cache'])).toMatchObject({ code: 0, ranBundle: true });
    expect(await world.synth()).toMatchObject({ code: 0, ranBundle: false });
  });
});

function sizeOf(bundle: RegExp): number {
  const folder = world.project.path('.slipway/bundle');
  return statSync(join(folder, readdirSync(folder).find((name) => bundle.test(name))!)).size;
}
