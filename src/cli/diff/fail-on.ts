import { type ImpactId, type Risk, RISKS } from '../../diff/diff.ts';
import { nearest } from '../../kernel/nearest.ts';
import { quoted, UserError } from '../../kernel/problem.ts';
import { type DiffReport, isDifferent } from '../../reports/diff-report.ts';

/** What `--fail-on` may name besides the ids of impacts. */
const CLASSES: Readonly<Record<string, readonly string[] | undefined>> = {
  'data-loss': ['data-at-risk'],
  immutable: ['immutable-field'],
  refused: ['refused-in-transition', 'refused-as-invalid', 'refused-by-apply', 'immutable-field'],
  restart: ['rolling-restart', 'recreated'],
};

const IDS: readonly ImpactId[] = [
  'no-effect', 'metadata-only', 'created', 'in-place', 'scale', 'rolling-restart', 'recreated', 'held', 'immutable-field', 'refused-in-transition', 'refused-as-invalid',
  'refused-by-apply', 'pruned', 'data-at-risk', 'traffic', 'access', 'secret-source', 'capacity', 'ordering', 'image',
];

/**
 * Whether a report holds what was named: classes, ids of impacts, or a risk and all above it; any difference, where
 * nothing was.
 *
 * @throws UserError for a name of none of them
 */
export function failsOn(named: readonly string[]): (report: DiffReport) => boolean {
  const names = [...Object.keys(CLASSES), ...IDS, ...RISKS.filter((risk) => risk !== 'none')];
  const unknown = named.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new UserError(
      unknown.map((name) => {
        const near = nearest(name, names);
        return { message: `--fail-on: ${quoted(name)} is no effect and no risk${near === undefined ? '' : `, did you mean ${quoted(near)}?`}`, allowed: names.join(', '), fix: `--fail-on ${near ?? 'data-loss,immutable'}` };
      }),
    );
  }
  if (named.length === 0) return isDifferent;
  const ids = new Set<string>(named.flatMap((name): readonly string[] => CLASSES[name] ?? [name]));
  const risks = named.filter((name): name is Risk => (RISKS as readonly string[]).includes(name)).map((risk) => RISKS.indexOf(risk));
  const least = Math.min(...risks, RISKS.length);
  return ({ pairs }) => pairs.some(({ diff }) => diff.objects.some(({ risk, impacts }) => RISKS.indexOf(risk) >= least || impacts.some(({ id }) => ids.has(id))));
}
