import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { type Outcome } from './cli-project.ts';
import { DeliveryWorld } from './delivery-world.ts';

jest.setTimeout(300_000);

const RUNS = 40;
const RELEASE = 'overlays/capakraken/production.release.yaml';

/** A change of one line of one file that a promotion wrote; numbers choose among what is there. */
interface LineEdit {
  readonly where: 'dist' | 'release' | 'added' | 'removed';
  readonly file: number;
  readonly line: number;
  readonly value: string;
}

const edits: fc.Arbitrary<LineEdit> = fc.record({
  where: fc.constantFrom('dist', 'dist', 'release', 'release', 'added', 'removed'),
  file: fc.nat(1000),
  line: fc.nat(1000),
  value: fc.oneof(fc.stringMatching(/^[a-z0-9"-]{1,12}$/), fc.constantFrom('0', 'true', 'null', `sha256:${'e'.repeat(64)}`, 'e'.repeat(40), 'privileged')),
});

describe('what a promotion wrote, and somebody edits before it is published', () => {
  const world = new DeliveryWorld('ready');
  const seen = { refused: 0, without: 0 };
  let promoted = '';
  let tree = '';
  const done = (outcome: Outcome): string => {
    if (outcome.code !== 0) throw new Error(`exit ${outcome.code}\n${outcome.stdout}${outcome.stderr}`);
    return outcome.stdout;
  };
  const git = (...words: string[]): string => world.git.git(world.project.folder, ...words);

  beforeAll(async () => {
    await world.open();
    world.useFolders();
    done(await world.release('staging', 'v1', 'a'));
    world.pull();
    done(await world.publish('staging'));
    done(await world.slipway('attest', 'capakraken', '--env', 'staging', '--check', 'ready'));
    done(await world.slipway('promote', 'capakraken', '--to', 'production'));
    world.pull();
    promoted = git('rev-parse', 'HEAD');
    const { pairs } = JSON.parse(done(await world.slipway('publish', '--env', 'production', '--dry-run', '-o', 'json'))) as { pairs: { tree: string }[] };
    tree = pairs[0]!.tree;
  });
  afterAll(() => world.close());

  function apply({ where, file, line, value }: LineEdit): string {
    const folder = 'dist/production/capakraken';
    if (where === 'added') {
      world.project.write(`${folder}/Secret-${value.replaceAll(/[^a-z0-9-]/g, 'x')}.yaml`, `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${value}\n`);
      return folder;
    }
    const names = readdirSync(world.project.path(folder)).sort();
    const path = where === 'release' ? RELEASE : `${folder}/${names[file % names.length]!}`;
    if (where === 'removed') git('rm', '--quiet', path);
    else {
      const lines = world.project.read(path).split('\n');
      const fields = lines.flatMap((text, index) => (/: \S/.test(text) && !text.startsWith('#') ? [index] : []));
      const at = fields[line % fields.length]!;
      lines[at] = lines[at]!.replace(/: \S.*$/, `: ${value}`);
      world.project.write(path, lines.join('\n'));
    }
    return path;
  }

  it('reaches production as the bundle and the overlay say, or not at all', async () => {
    await fc.assert(
      fc.asyncProperty(edits, async (edit) => {
        git('reset', '--hard', '--quiet', promoted);
        git('clean', '-fdq');
        const path = apply(edit);
        if (git('status', '--porcelain') === '') return void (seen.without += 1);
        world.git.commit(world.project.folder, 'By hand');
        const published = await world.slipway('publish', '--env', 'production', '--dry-run', '-o', 'json');
        if (published.code === 0) {
          const { pairs } = JSON.parse(published.stdout) as { pairs: { tree: string; outcome: string }[] };
          // Where it is published, not one byte of the edit is in it.
          expect([path, pairs[0]!.tree]).toEqual([path, tree]);
          seen.without += 1;
        } else {
          expect([published.code, published.stderr]).toEqual([2, expect.stringContaining(RELEASE)]);
          seen.refused += 1;
        }
        // What is rendered here and is not what would be rendered stops the pull request.
        if (edit.where !== 'release') expect([path, (await world.slipway('synth', '--check')).code]).not.toEqual([path, 0]);
      }),
      { numRuns: RUNS },
    );
    expect(seen.refused + seen.without).toBe(RUNS);
    expect(seen.refused).toBeGreaterThan(5);
    expect(seen.without).toBeGreaterThan(5);
  });

  it('takes what the overlay of production declares, and that alone', async () => {
    git('reset', '--hard', '--quiet', promoted);
    git('clean', '-fdq');
    world.edit('overlays/capakraken/production.yaml', (text) => text.replace('cpu: 500m, memory: 1Gi', 'cpu: 600m, memory: 1Gi'));
    await world.slipway('synth');
    world.git.commit(world.project.folder, 'More of the processor');
    done(await world.slipway('synth', '--check'));
    done(await world.publish('production'));
    const changed = git('diff', '--stat', promoted, 'HEAD', '--', 'dist/production').split('\n').filter((text) => text.includes('|'));
    expect(changed.map((text) => text.trim().split(' ')[0])).toEqual([expect.stringMatching(/Deployment-app\.yaml$/)]);
    expect(world.published('production/capakraken/Deployment-app.yaml')).toContain('cpu: 600m');
    for (const name of readdirSync(world.project.path('dist/production/capakraken'))) expect(`${world.published(`production/capakraken/${name}`)}\n`).toBe(world.project.read(`dist/production/capakraken/${name}`));
  });
});
