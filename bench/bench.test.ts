import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { YamlOutputType } from 'cdk8s';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadOverlays } from '../src/overlays/load.ts';
import { renderAll } from '../src/render/render-all.ts';
import { boundsOf, boundText } from './bounds.ts';
import { parsedPairs } from './contenders.ts';
import { costOfAFile } from './file-cost.ts';
import { interleaved, median, runTimed, sum } from './measure.ts';
import { NAME } from './names.ts';
import { differences, objectsIn, toObjects } from './objects.ts';
import { plainApp } from './plain.ts';
import { ENVIRONMENTS, writeProject } from './project.ts';
import { shops } from './shop.ts';
import { addedPerSystem, ratio, type SizeResult, table } from './table.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-bench-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the project of the benchmark', () => {
  beforeAll(() => {
    writeProject(resolve(__dirname, '..'), join(folder, 'one'), 1);
    writeProject(resolve(__dirname, '..'), join(folder, 'three'), 3);
  });

  it('has every system in every environment', () => {
    const { pairs } = loadOverlays({ root: join(folder, 'three'), systems: shops(3) });
    const names = [...ENVIRONMENTS].sort().flatMap((environment) => shops(3).map(({ name }) => `${environment}/${name}`));
    expect(pairs.map(({ environment, system }) => `${environment}/${system}`)).toEqual(names);
  });

  it('gives the objects that plain cdk8s makes of the same builds, in both its modes', () => {
    const ours = toObjects(renderAll({ root: join(folder, 'one'), systems: shops(1) }).flatMap(({ files }) => files.map(({ manifest }) => manifest)));
    expect(ours.size).toBeGreaterThanOrEqual(3 * 10);
    for (const mode of [YamlOutputType.FILE_PER_CHART, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE]) {
      const outdir = join(folder, `plain-${mode}`);
      plainApp(parsedPairs(join(folder, 'one'), 1), outdir, mode).synth();
      expect(differences(ours, objectsIn(outdir))).toEqual([]);
    }
  });
});

describe('differences', () => {
  const object = (name: string, data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data });

  it.each([
    ['the same', [object('a', { x: '1', y: '2' })], [object('a', { x: '1', y: '2' })], []],
    ['keys in another order', [object('a', { x: '1', y: '2' })], [object('a', { y: '2', x: '1' })], []],
    ['one side has more', [object('a', {})], [], ['v1 ConfigMap shop/a is made by the first alone']],
    ['the other side has more', [], [object('a', {})], ['v1 ConfigMap shop/a is made by the second alone']],
    ['another value', [object('a', { x: '1' })], [object('a', { x: 1 })], [expect.stringContaining('"x":"1"')]],
  ])('%s', (_name, ours, theirs, expected) => {
    expect(differences(toObjects(ours), toObjects(theirs))).toEqual(expected);
  });

  it('refuses one object that is there twice', () => {
    expect(() => toObjects([object('a', {}), object('a', {})])).toThrow('v1 ConfigMap shop/a is there twice');
  });
});

describe('median', () => {
  it.each([
    ['one value', [3], 3],
    ['an odd count', [9, 1, 5], 5],
    ['an even count: the lower of the two', [4, 1, 3, 2], 2],
    ['numbers, not texts', [10, 9, 100], 10],
  ])('%s', (_name, values, expected) => {
    expect(median(values)).toBe(expected);
  });
});

describe('interleaved', () => {
  it('runs the contenders in turn and takes the median of each', () => {
    const order: string[] = [];
    const contender = (name: string, costs: number[]) => ({
      name,
      run: () => {
        order.push(name);
        return { cpu: costs.shift()!, wall: 1 };
      },
    });
    const usages = interleaved([contender('a', [5, 1, 3]), contender('b', [2, 2, 9])], 3);
    expect(order.join('')).toBe('ababab');
    expect([usages.get('a')?.cpu, usages.get('b')?.cpu]).toEqual([3, 2]);
  });
});

describe('runTimed', () => {
  it('tells the times of a process whatever it prints', () => {
    const { cpu, wall } = runTimed(process.execPath, ['-e', 'console.log("out"); console.error("err")']);
    expect(cpu).toBeGreaterThan(0);
    expect(wall).toBeGreaterThan(0);
  });

  it('fails as the process does, with what it said', () => {
    expect(() => runTimed(process.execPath, ['-e', 'console.error("no luck"); process.exit(3)'])).toThrow(/failed with 3:\n(.*\n)*no luck/);
  });

  it('adds up what ran one after the other', () => {
    expect(sum([{ cpu: 1, wall: 2 }, { cpu: 3, wall: 4 }])).toEqual({ cpu: 4, wall: 6 });
  });
});

describe('costOfAFile', () => {
  it('is some microseconds', () => {
    expect(costOfAFile(join(folder, 'files'))).toBeGreaterThan(0);
  });
});

/** A run in which slipway and plain cdk8s took so many seconds. */
const result = (size: number, slipway: number, chart: number): SizeResult => ({
  size,
  objects: size * 32,
  usages: { [NAME.slipway]: { cpu: slipway, wall: slipway }, [NAME.chart]: { cpu: chart, wall: chart } },
});

describe('table', () => {
  it('shows ratios to plain cdk8s, and what each added system costs', () => {
    expect(table([result(1, 0.15, 0.3), result(11, 0.25, 1.3)])).toBe(
      [
        '| N | objects | contender | CPU s | wall s | of cdk8s, a chart a file | of cdk8s, a folder a chart | of node |',
        '| --: | --: | --- | --: | --: | --: | --: | --: |',
        '| 1 | 32 | slipway | 0.150 | 0.150 | 0.50 |  |  |',
        '| 1 | 32 | cdk8s, a chart a file | 0.300 | 0.300 | 1.00 |  |  |',
        '| 11 | 352 | slipway | 0.250 | 0.250 | 0.19 |  |  |',
        '| 11 | 352 | cdk8s, a chart a file | 1.300 | 1.300 | 1.00 |  |  |',
        '',
        'each system added from N = 1 to 11: slipway 10.0 ms; cdk8s, a chart a file 100.0 ms',
        '',
      ].join('\n'),
    );
  });

  it('knows no ratio and no cost of what did not run', () => {
    expect(ratio(result(1, 1, 2), NAME.slipway, NAME.kustomize)).toBeUndefined();
    expect(addedPerSystem(result(1, 1, 2), result(10, 2, 3), NAME.kustomize)).toBeUndefined();
    expect(addedPerSystem(result(1, 1, 2), result(1, 2, 3), NAME.slipway)).toBeUndefined();
  });
});

describe('bounds', () => {
  const shown = (results: SizeResult[]) => boundsOf(results).map(({ measured, held }) => [Number(measured.toFixed(2)), held]);

  it.each<[string, SizeResult[], [number, boolean][]]>([
    ['one system within', [result(1, 0.54, 1)], [[0.54, true]]],
    ['one system beyond', [result(1, 0.56, 1)], [[0.56, false]]],
    ['a hundred within', [result(100, 0.25, 1)], [[0.25, true]]],
    ['a hundred beyond', [result(100, 0.26, 1)], [[0.26, false]]],
    ['a size without a bound', [result(10, 5, 1)], []],
    ['linear growth', [result(100, 0.2, 1), result(1000, 2.1, 90)], [[0.2, true], [10.5, true]]],
    ['quadratic growth', [result(100, 0.2, 1), result(1000, 20, 90)], [[0.2, true], [100, false]]],
    ['nothing has changed', [{ size: 300, objects: 32, usages: { [NAME.again]: { cpu: 0.2, wall: 1 }, [NAME.node]: { cpu: 0.1, wall: 1 } } }], [[2, true]]],
    ['one of a thousand has changed', [{ size: 1000, objects: 32, peak: 401, usages: { [NAME.one]: { cpu: 0.7, wall: 1 }, [NAME.node]: { cpu: 0.1, wall: 1 } } }], [[7, false], [401, false]]],
    ['nothing to compare with', [{ size: 1, objects: 32, usages: {} }], []],
  ])('%s', (_name, results, expected) => {
    expect(shown(results)).toEqual(expected);
  });

  it('say on a line whether they hold', () => {
    expect(boundsOf([result(1, 0.8, 1), result(100, 0.2, 1)]).map(boundText)).toEqual([
      'bound N = 1, slipway of cdk8s, a chart a file: 0.80, at most 0.55: missed\n',
      'bound N = 100, slipway of cdk8s, a chart a file: 0.20, at most 0.25: held\n',
    ]);
  });
});
