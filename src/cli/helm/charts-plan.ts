import { type Dirent, existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, sortProblems, UserError } from '../../kernel/problem.ts';
import { CHART_MARK, type ChartFile } from '../../reports/helm/chart-source.ts';
import { type Outdir } from '../dist/outdir.ts';
import { type PlannedRemoval, type PlannedWrite } from '../dist/owned-folder.ts';
import { type DistPlan } from '../dist/plan.ts';

/** The charts of one system, as they are to be. */
export interface SystemCharts {
  readonly system: string;
  readonly files: readonly ChartFile[];
}

/**
 * What has to happen for a folder to hold exactly these charts; changes nothing.
 *
 * @param whole whether these are the charts of every system, so that those of any other are removed
 * @throws UserError naming every file, folder and link in the way that slipway did not write
 */
export function planCharts(outdir: Outdir, charts: readonly SystemCharts[], whole: boolean): DistPlan {
  const draft: Draft = { outdir, writes: [], removals: [], emptied: [], problems: [] };
  for (const { system, files } of charts) planSystem(draft, system, files);
  if (whole && outdir.removesGonePairs) {
    const kept = new Set(charts.map(({ system }) => system));
    for (const { name } of entriesOf(outdir.path).filter((entry) => entry.isDirectory() && !kept.has(entry.name))) {
      // A chart of somebody else's is none of ours to judge.
      if (isOurs(join(outdir.path, name, 'Chart.yaml'))) planSystem(draft, name, []);
    }
  }
  if (draft.problems.length > 0) throw new UserError(sortProblems(draft.problems));
  return { outdir, writes: draft.writes, removals: draft.removals, gonePairs: [], goneInputs: draft.emptied };
}

interface Draft {
  readonly outdir: Outdir;
  readonly writes: PlannedWrite[];
  readonly removals: PlannedRemoval[];
  /** Folders that nothing is left in, the deepest first. */
  readonly emptied: string[];
  readonly problems: Problem[];
}

function planSystem(draft: Draft, system: string, files: readonly ChartFile[]): void {
  const expected = new Map(files.map(({ path, text }) => [`${system}/${path}`, text]));
  const present = new Set<string>();
  walk(draft, system, expected, present);
  for (const [path, text] of expected) {
    const slash = path.lastIndexOf('/');
    const place = { folder: path.slice(0, slash), name: path.slice(slash + 1), text };
    if (!present.has(path)) draft.writes.push({ ...place, difference: 'missing' });
    else if (readFileSync(join(draft.outdir.path, path), 'utf8') !== text) draft.writes.push({ ...place, difference: 'differs' });
  }
}

/** Looks through a folder and tells whether something of it stays. */
function walk(draft: Draft, folder: string, expected: ReadonlyMap<string, string>, present: Set<string>): boolean {
  const { outdir, problems, removals, emptied } = draft;
  const stat = lstatSync(join(outdir.path, folder), { throwIfNoEntry: false });
  if (stat !== undefined && !stat.isDirectory()) problems.push(foreign(outdir, folder, stat.isSymbolicLink() ? 'is a link where slipway keeps a folder of its own' : 'is a file where slipway keeps a folder of its own'));
  if (stat === undefined || !stat.isDirectory()) return false;
  let stays = [...expected.keys()].some((path) => path.startsWith(`${folder}/`));
  for (const entry of entriesOf(join(outdir.path, folder))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !expected.has(path)) {
      stays = walk(draft, path, expected, present) || stays;
    } else if (!entry.isFile() || !isOurs(join(outdir.path, path))) {
      problems.push(foreign(outdir, path, `${natureOf(entry)}, in a chart that slipway owns wholly`));
    } else if (expected.has(path)) {
      present.add(path);
    } else {
      removals.push({ folder, name: entry.name });
    }
  }
  if (!stays) emptied.push(folder);
  return stays;
}

function natureOf(entry: Dirent): string {
  if (entry.isSymbolicLink()) return 'is a link';
  return entry.isFile() ? 'is a file that slipway did not write' : 'is no file';
}

/** Every file of a chart says in its first lines who wrote it. */
function isOurs(path: string): boolean {
  return existsSync(path) && readFileSync(path, 'utf8').slice(0, 400).replaceAll('\\"', '"').includes(CHART_MARK);
}

function foreign({ shown }: Outdir, path: string, message: string): Problem {
  return { file: `${shown}/${path}`, message, fix: `mv ${shown}/${path} <somewhere else>   (or another --outdir)` };
}

function entriesOf(path: string): Dirent[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}
