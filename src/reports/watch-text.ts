import { alignColumns, count } from './columns.ts';
import { type DiffReport } from './diff-report.ts';
import { diffText } from './diff-text.ts';
import { type Style } from './style.ts';

/** A render that wrote, as `slipway synth -o json` tells it. */
export interface WrittenSynth {
  /** The folder, as messages show it. */
  readonly outdir: string;
  readonly pairs: readonly (WrittenFolder & { readonly environment: string; readonly system: string })[];
  readonly argocd?: readonly (WrittenFolder & { readonly folder: string })[];
}

/** What was written in a folder. */
export interface WrittenFolder {
  readonly changes: readonly { readonly file: string; readonly reason: 'missing' | 'differs' | 'stale' }[];
}

/** What is told of a render that wrote. */
export interface WatchedRender {
  readonly synth: WrittenSynth;
  /** What that does to the clusters; absent where it changed nothing of theirs. */
  readonly diff?: DiffReport;
  /** Since the first change that it saw. */
  readonly seconds: number;
  /** Whether the one before found something wrong. */
  readonly isMended: boolean;
}

/** Most files that are named, and most lines of what comes of them: whoever changed more is not helped by a longer list. */
const MOST_FILES = 10;
const MOST_LINES = 60;

/**
 * What a render changed: the files, what that does to the clusters, and how long it took.
 *
 * @param columns of the terminal
 */
export function watchText({ synth, diff, seconds, isMended }: WatchedRender, columns: number, style: Style): string {
  const files = changedFiles(synth);
  const lines = alignColumns(files.slice(0, MOST_FILES).map(({ path, reason }) => [{ text: WORDS[reason], paint: reason === 'stale' ? style.bad : style.changed }, { text: path }]));
  if (files.length > MOST_FILES) lines.push(style.faint(`  and ${files.length - MOST_FILES} more`));
  const total = files.length === 0 ? style.faint('nothing to write') : style.strong(`${count(files.length, 'file')} changed`);
  return [...lines, ...(diff === undefined ? [] : ['', ...shortened(diffText(diff, columns, style), style)]), `${isMended ? `${style.good('well again')}: ` : ''}${total}, ${secondsText(seconds)}`].map((line) => `${line}\n`).join('');
}

/**
 * That nothing was written, and why.
 *
 * @param said what is wrong, in words; undefined: the same as before
 */
export function watchWrongText(said: string | undefined, seconds: number, style: Style): string {
  if (said === undefined) return `${style.bad('still wrong as above, nothing was written')}, ${secondsText(seconds)}\n`;
  return `${said}${said.endsWith('\n') ? '' : '\n'}${style.bad('nothing was written')}, ${secondsText(seconds)}\n`;
}

const WORDS = { missing: 'new', differs: 'changed', stale: 'removed' } as const;

/** Every file that changed, with its path. */
function changedFiles({ outdir, pairs, argocd = [] }: WrittenSynth): { readonly path: string; readonly reason: keyof typeof WORDS }[] {
  const folders = [...pairs.map((pair) => ({ ...pair, folder: `${pair.environment}/${pair.system}` })), ...argocd];
  return folders.flatMap(({ folder, changes }) => changes.map(({ file, reason }) => ({ path: `${outdir}/${folder}/${file}`, reason })));
}

/** The riskiest of a diff, which come first, and its last paragraph, which sums it up. */
function shortened(text: string, style: Style): string[] {
  const lines = text.trimEnd().split('\n');
  const end = lines.lastIndexOf('') + 1;
  if (end <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), style.faint(`and ${end - 1 - MOST_LINES} more lines; slipway diff shows all`), '', ...lines.slice(end)];
}

function secondsText(seconds: number): string {
  return `${seconds.toFixed(2)} s`;
}
