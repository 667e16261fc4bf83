import { alignColumns, count } from './columns.ts';
import { type Style } from './style.ts';

/** A render that ended, as `slipway synth -o json` tells it. */
export interface WatchedRun {
  /** Absent where it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  /** What it found wrong, in words. */
  readonly stderr: string;
}

/** Most files that are named: whoever changed more is not helped by a longer list. */
const MOST_FILES = 20;

interface Folder {
  readonly environment?: string;
  readonly system?: string;
  readonly folder?: string;
  readonly changes: readonly { readonly file: string; readonly reason: 'missing' | 'differs' | 'stale' }[];
}

/**
 * What a render changed, file by file, and how long it took; or what was wrong.
 *
 * @param seconds since the first change that it saw
 */
export function watchText({ code, stdout, stderr }: WatchedRun, seconds: number, style: Style): string {
  if (code !== 0) return `${stderr}${stderr.endsWith('\n') || stderr === '' ? '' : '\n'}${style.bad('nothing was written')}, ${seconds.toFixed(2)} s\n`;
  const { outdir, pairs, argocd = [] } = JSON.parse(stdout) as { outdir: string; pairs: readonly Folder[]; argocd?: readonly Folder[] };
  const changes = [...pairs, ...argocd].flatMap(({ environment, system, folder = `${environment}/${system}`, changes: own }) => own.map(({ file, reason }) => ({ path: `${outdir}/${folder}/${file}`, reason })));
  const words = { missing: 'new', differs: 'changed', stale: 'removed' } as const;
  const lines = alignColumns(changes.slice(0, MOST_FILES).map(({ path, reason }) => [{ text: words[reason], paint: reason === 'stale' ? style.bad : style.changed }, { text: path }]));
  if (changes.length > MOST_FILES) lines.push(`  and ${changes.length - MOST_FILES} more`);
  const total = changes.length === 0 ? style.faint('nothing to write') : style.strong(`${count(changes.length, 'file')} changed`);
  return [...lines, `${total}, ${seconds.toFixed(2)} s`].map((line) => `${line}\n`).join('') + stderr;
}
