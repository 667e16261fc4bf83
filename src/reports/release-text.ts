import { visible } from '../kernel/problem.ts';
import { alignColumns, count } from './columns.ts';
import { type ReleaseReport } from './release-report.ts';
import { type Style } from './style.ts';

const DONE = { release: 'released', promote: 'promoted', rollback: 'rolled back' } as const;

/** A change of releases as text: where what is replaced by what, then what became of it and what comes next. */
export function releaseText(report: ReleaseReport, style: Style): string {
  const { verb, outcome, system, environments, version, before, images, changes, notes } = report;
  const rows = alignColumns(
    environments.map((environment) => [
      { text: environment, paint: style.strong },
      { text: system },
      { text: visible(Object.hasOwn(before, environment) && before[environment] !== version ? `${before[environment]} → ${version}` : version) },
      { text: outcome === 'unchanged' ? 'unchanged' : outcome === 'superseded' ? 'something newer is there' : count(changes.filter(({ file }) => file.startsWith(`dist/${environment}/`)).length, 'manifest'), paint: outcome === 'compared' ? style.changed : style.faint },
    ]),
  );
  const listed = outcome === 'compared' ? changes.map(({ file, change }) => `    ${{ added: style.good('+'), changed: style.changed('~'), removed: style.bad('-') }[change]} ${visible(file)}`) : [];
  const pinned = verb === 'release' && outcome !== 'unchanged' ? alignColumns(images.map(({ name, reference, version: own }) => [{ text: `  ${name}` }, { text: reference }, { text: own === version ? '' : `built as ${own}`, paint: style.faint }])) : [];
  return [...rows, ...pinned, ...listed, ...notes.map((note) => style.changed(visible(note))), ...verdict(report, style)].map((line) => `${line.trimEnd()}\n`).join('');
}

function verdict({ verb, outcome, system, environments, branch, commit, compare, isLocal }: ReleaseReport, style: Style): string[] {
  const at = `${commit?.slice(0, 12) ?? ''} on ${branch}`;
  switch (outcome) {
    case 'committed':
      return [style.strong(`${DONE[verb]}: ${at}`), `next: ${isLocal ? '' : 'git pull && '}npx slipway publish --system ${system} --env ${environments.join(',')}`];
    case 'proposed':
      return [style.strong(`proposed: ${at}`), `next: open a pull request from ${branch}${compare === undefined ? '' : `: ${compare}`}`];
    case 'unchanged':
      return [style.strong(`nothing to ${verb === 'rollback' ? 'roll back' : verb}: ${branch} has it already`)];
    case 'superseded':
      return [style.strong(`nothing was changed: ${branch} has something newer`)];
    case 'compared':
      return [style.strong(`nothing was written; this would be committed to ${branch}`)];
  }
}
