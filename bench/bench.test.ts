import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { YamlOutputType } from 'cdk8s';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadOverlays } from '../src/overlays/load.ts';
import { renderAll } from '../src/render/render-all.ts';
import { boundsOf, boundText } from './bounds.ts';
import { parsedPairs } from './contenders.ts';
import { costOfAFile } from './file-cost.ts';
import { interleaved, median, runTimed, sum } from './measure.ts';
import { NAME } from './names.ts';
import { differences, objectsIn, objectsOf, toObjects } from './objects.ts';
import { peerCode } from './peer-code.ts';
import { asTemplate, helm, kustomize } from './peers.ts';
import { plainApp } from './plain.ts';
import { ENVIRONMENTS, writeProject } from './project.ts';
import { shops } from './shop.ts';
import { addedCosts, addedPerSystem, ratio, type SizeResult, table, withRatios } from './table.ts';

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

describe('peers', () => {
  // Ratios of two runs can be compared only where the peers were the same. Whoever means to change them takes the new
  // values here, measures again, and says so beside the figures of bench/README.md.
  it('are the ones that ratios are told of', () => {
    expect(peerCode(resolve(__dirname, '..'))).toEqual({
      'bench/peers.ts': '64c95b0b98d1fb84871dae1df3f7adf73d21d50cb00d962225623897ffe105ba',
      'bench/plain.ts': '9ac02ef3b4df37eb7d3c07729e2c503cb243a361e7adcfcab5cc73b5af0c38a6',
      'bench/project.ts': 'a4d0703f26d5e6ff6b683000ce15bb877cef33e08a11802091f8ad45834822b6',
      'bench/shop.ts': 'db6af9d1e5c13ec2883bd9f86e045640170068191e949abb9c4110f5b66c54af',
      cdk8s: '2.70.106',
      'cdk8s-cli': '2.207.60',
      'cdk8s-plus-28': '2.5.6',
      constructs: '10.8.1',
    });
  });

  it('are left out where they are not installed', () => {
    expect([...kustomize(folder, 'dist', 'no-such-program'), ...helm(folder, 'dist', 'no-such-program')]).toEqual([]);
  });

  it('are given every object of every environment, and what they print is read', () => {
    const dist = join(folder, 'stub-dist');
    for (const [index, environment] of ENVIRONMENTS.entries()) {
      mkdirSync(join(dist, environment, 'shop'), { recursive: true });
      writeFileSync(join(dist, environment, 'shop', 'ConfigMap-a.yaml'), `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a${index} }\n`);
    }
    const stub = join(folder, 'stub');
    writeFileSync(stub, '#!/bin/sh\n[ "$1" = version ] || cat "$3"/templates/shop/*.yaml\n', { mode: 0o755 });
    const [peer] = helm(folder, dist, stub);
    expect(differences(objectsIn(dist), peer!.made())).toEqual([]);
    expect(peer!.run().wall).toBeGreaterThan(0);
  });

  it.each([
    ['text without braces', 'a: "{b}"', 'a: "{b}"'],
    ['an expression', 'a: "{{ .b }}"', 'a: "{{ "{{" }} .b }}"'],
    ['braces beyond two', '{{{{{', '{{ "{{" }}{{ "{{" }}{'],
  ])('give helm %s', (_name, text, expected) => {
    expect(asTemplate(text)).toBe(expected);
  });
});

describe('objectsOf', () => {
  it('reads every document of every text', () => {
    const document = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;
    expect([...objectsOf([`${document('a')}---\n${document('b')}`, document('c')]).keys()]).toEqual(['v1 ConfigMap /a', 'v1 ConfigMap /b', 'v1 ConfigMap /c']);
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

  it('takes another exit code for done where that is what is measured', () => {
    const exit = (code: string) => () => runTimed(process.execPath, ['-e', 'process.exit(Number(process.env.CODE))'], { env: { CODE: code }, status: 1 });
    expect(exit('1')).not.toThrow();
    expect(exit('0')).toThrow('failed with 0');
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
        '| N | objects | contender | CPU s | wall s | CPU ms a pair | peak MiB | of cdk8s, a chart a file | of cdk8s, a folder a chart | of node |',
        '| --: | --: | --- | --: | --: | --: | --: | --: | --: | --: |',
        '| 1 | 32 | slipway | 0.150 | 0.150 | 50.00 |  | 0.50 |  |  |',
        '| 1 | 32 | cdk8s, a chart a file | 0.300 | 0.300 | 100.00 |  | 1.00 |  |  |',
        '| 11 | 352 | slipway | 0.250 | 0.250 | 7.58 |  | 0.19 |  |  |',
        '| 11 | 352 | cdk8s, a chart a file | 1.300 | 1.300 | 39.39 |  | 1.00 |  |  |',
        '',
        'each system added from N = 1 to 11: slipway 10.0 ms; cdk8s, a chart a file 100.0 ms',
        '',
      ].join('\n'),
    );
  });

  const usage = (cpu: number) => ({ cpu, wall: cpu });
  const all: SizeResult = {
    size: 1,
    objects: 32,
    peaks: { [NAME.validate]: 99.6 },
    usages: { [NAME.slipway]: usage(0.3), [NAME.validate]: usage(0.6), [NAME.cli]: usage(3), [NAME.kustomize]: usage(1), [NAME.helm]: usage(2), [NAME.node]: usage(0.1) },
  };

  it('has a column for each peer that ran, and compares what renders nothing with an empty node alone', () => {
    const [head, , slipway, validate] = table([all]).split('\n');
    expect(head).toContain('| of cdk8s synth | of kustomize | of helm | of node |');
    expect(slipway).toBe('| 1 | 32 | slipway | 0.300 | 0.300 | 100.00 |  |  |  | 0.10 | 0.30 | 0.15 | 3.00 |');
    expect(validate).toBe('| 1 | 32 | slipway validate | 0.600 | 0.600 | 200.00 | 100 |  |  |  |  |  | 6.00 |');
  });

  it('says the same to programs', () => {
    const { ratios, msPerPair, size } = withRatios(all);
    expect([size, ratios[NAME.validate], msPerPair[NAME.node]]).toEqual([1, { [NAME.node]: expect.closeTo(6) }, expect.closeTo(33.33)]);
    expect(ratios[NAME.slipway]).toEqual({ [NAME.cli]: expect.closeTo(0.1), [NAME.kustomize]: expect.closeTo(0.3), [NAME.helm]: expect.closeTo(0.15), [NAME.node]: expect.closeTo(3) });
    expect(addedCosts([all, { ...all, size: 11, usages: { [NAME.helm]: usage(3), [NAME.node]: usage(0.1) } }])).toEqual([{ from: 1, to: 11, ms: { [NAME.helm]: expect.closeTo(100) } }]);
    expect(addedCosts([all])).toEqual([]);
  });

  it('tells what is added from size to size, and over all of them', () => {
    const costs = addedCosts([result(1, 1, 1), result(11, 1, 2), result(101, 11, 2)]).map(({ from, to, ms }) => [from, to, ms[NAME.slipway]]);
    expect(costs).toEqual([[1, 11, 0], [11, 101, expect.closeTo(111.1, 1)], [1, 101, 100]]);
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
    ['one system, of cdk8s-cli', [{ size: 1, objects: 32, usages: { [NAME.slipway]: { cpu: 0.15, wall: 1 }, [NAME.cli]: { cpu: 1, wall: 1 } } }], [[0.15, true]]],
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
