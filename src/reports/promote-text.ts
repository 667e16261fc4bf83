import { visible } from '../kernel/problem.ts';
import { alignColumns } from './columns.ts';
import { type PromoteReport, type RequirementReport } from './promote-report.ts';
import { releaseText } from './release-text.ts';
import { type Style } from './style.ts';

/** A promotion as text: what moves, what the target requires and what is missing, then what became of it or what to type. */
export function promoteText(report: PromoteReport, style: Style): string {
  const { outcome, version, definition, requirements, passedOver, release, notes } = report;
  const head = version === undefined ? [] : [`${style.strong(visible(version))}${definition === undefined ? '' : ` defined by ${definition.slice(0, 7)}`}`];
  const rows = alignColumns(
    requirements.map(({ requirement, environment, met, found, evidence, fix }) => {
      const [newest] = evidence;
      return [
        { text: requirement },
        { text: environment, paint: style.faint },
        { text: newest === undefined || (!met && fix?.startsWith('wait') === true) ? found : `${newest.at.slice(0, 10)} ${newest.at.slice(11, 16)}`, paint: style.faint },
        met ? { text: `✓ ${visible([...new Set(evidence.map(({ by }) => by))].join(', '))}`, paint: style.good } : { text: `✗ ${visible(found)}`, paint: style.bad },
      ];
    }),
  );
  const over = passedOver.length === 0 ? [] : [style.changed(`newer, and not yet: ${passedOver.map(visible).join(', ')}`)];
  const text = [...head, ...rows, ...over, ...notes.map((note) => style.changed(visible(note))), ...(outcome === 'refused' ? refusal(report, style) : [])].map((line) => `${line.trimEnd()}\n`).join('');
  if (release !== undefined) return `${text}${releaseText(release, style)}`;
  return outcome === 'unchanged' ? `${text}${style.strong(`nothing to promote: ${report.to} has it already`)}\n` : text;
}

function refusal({ to, requirements, reason }: PromoteReport, style: Style): string[] {
  const missing = requirements.filter(({ met }) => !met);
  const why = reason ?? `${to} requires ${[...new Set(missing.map(({ requirement }) => requirement))].join(', ')}`;
  return [style.strong(`refused: ${visible(why)}`), ...fixes(missing).map((fix) => `fix: ${visible(fix)}`)];
}

function fixes(missing: readonly RequirementReport[]): string[] {
  return [...new Set(missing.flatMap(({ fix }) => (fix === undefined ? [] : [fix])))];
}
