import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { boundsOf, boundText } from './bounds.ts';
import { contendersFor } from './contenders.ts';
import { costOfAFile, SLOW_FILE } from './file-cost.ts';
import { interleaved } from './measure.ts';
import { NAME } from './names.ts';
import { peerCode } from './peer-code.ts';
import { addedCosts, type SizeResult, table, withRatios } from './table.ts';
import { diffBounds, type DiffResult, measureDiff } from './diff.ts';
import { measurePlan, planBounds, type PlanResult, planTable } from './plan.ts';
import { measureValidate, validateBounds, type ValidateResult, validateTable } from './validate.ts';

/** Runs the benchmark, prints a table of ratios and whether the bounds hold, and writes both down for programs. */
export function bench(root: string, argv: readonly string[]): void {
  const folder = join(root, '.slipway', 'bench');
  const { values } = parseArgs({
    args: [...argv],
    options: {
      sizes: { type: 'string', default: '1,10,100,300,1000' },
      runs: { type: 'string', default: '7' },
      quadratic: { type: 'string', default: '100' },
      without: { type: 'string', default: '' },
      keep: { type: 'boolean', default: false },
      folder: { type: 'string', default: folder },
      json: { type: 'string', default: join(folder, 'results.json') },
    },
  });
  const sizes = values.sizes === '' ? [] : values.sizes.split(',').map(count);
  const [runs, quadratic] = [count(values.runs), count(values.quadratic)];
  const without = values.without.split(',');
  mkdirSync(values.folder, { recursive: true });
  const workplace = mkdtempSync(join(resolve(values.folder), 'run-'));
  const fileCost = costOfAFile(join(workplace, 'probe'));
  if (fileCost > SLOW_FILE) process.stderr.write(`${slowFiles(fileCost)}\n`);
  const measure = (size: number): SizeResult => {
    process.stderr.write(`N = ${size}: preparing\n`);
    const { contenders, objects, peaks } = contendersFor(root, join(workplace, `n${size}`), { size, quadratic, without });
    const onRound = (round: number): void => void process.stderr.write(`N = ${size}: round ${round} of ${runs}\n`);
    return { size, objects, peak: peaks[NAME.slipway]!, peaks, usages: Object.fromEntries(interleaved(contenders, runs, onRound)) };
  };
  let results: SizeResult[];
  let judging: ValidateResult | undefined;
  let planning: PlanResult | undefined;
  let comparing: DiffResult | undefined;
  try {
    results = sizes.map(measure);
    if (!without.includes('validate')) {
      process.stderr.write('validate\n');
      judging = measureValidate(root, join(workplace, 'validate'), runs, without);
    }
    if (!without.includes('plan')) {
      process.stderr.write('plan\n');
      planning = measurePlan(root, runs);
    }
    if (!without.includes('diff')) {
      process.stderr.write('diff\n');
      comparing = measureDiff(root, join(workplace, 'diff'), runs);
    }
  } finally {
    if (values.keep) process.stderr.write(`kept ${workplace}\n`);
    else rmSync(workplace, { recursive: true, force: true });
  }
  const bounds = [...boundsOf(results), ...(judging === undefined ? [] : validateBounds(judging)), ...(planning === undefined ? [] : planBounds(planning)), ...(comparing === undefined ? [] : diffBounds(comparing))];
  const file = resolve(values.json);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ schema: 'slipway.bench/v1', node: process.version, runs, fileCost, peers: peerCode(root), results: results.map(withRatios), added: addedCosts(results), validate: judging, plan: planning, diff: comparing, bounds }, null, 2)}\n`);
  process.stdout.write(`${results.length === 0 ? '' : `${table(results)}\n`}${judging === undefined ? '' : `${validateTable(judging)}\n`}${planning === undefined ? '' : `${planTable(planning)}\n`}${bounds.map(boundText).join('')}${fileCost > SLOW_FILE ? `\n${slowFiles(fileCost)}\n` : ''}`);
}

function slowFiles(cost: number): string {
  return `note: creating a file costs ${cost.toFixed(0)} µs of CPU here and now, mostly it is below ${SLOW_FILE}: whoever writes many files looks slow. Wait some minutes, or take --folder /dev/shm`;
}

function count(text: string): number {
  if (!/^[1-9][0-9]{0,4}$/.test(text)) throw new Error(`"${text}" is no number of systems or runs: --sizes 1,10,100 --runs 7`);
  return Number(text);
}
