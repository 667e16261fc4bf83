import { alignColumns } from './columns.ts';
import { pageOf, type RuleFacts, whatOf } from './rule-facts.ts';
import { type Style } from './style.ts';
import { wrapPieces } from './wrap-text.ts';

/** A rule as text: what it wants, why, for which kinds and minors, where it comes from, and how to answer for what it finds. */
export function explainText(rule: RuleFacts, style: Style): string {
  const rows = [
    ['family', rule.family],
    ['severity', rule.severity],
    ['kinds', kindsOf(rule)],
    ['kubernetes', minorsOf(rule)],
    ['source', rule.source],
    ['page', pageOf(rule.id)],
  ] as const;
  const waiver = [`- rule: ${rule.id}`, '  object: { kind: <Kind>, namespace: <namespace>, name: <name> }', '  reason: <why it may stay>', '  owner: <who answers for it>', '  expires: "<YYYY-MM-DD>"'];
  const lines = [
    style.strong(rule.id),
    `  ${whatOf(rule)}; otherwise ${rule.why}`,
    '',
    ...alignColumns(rows.map(([name, text]) => [{ text: name, paint: style.faint }, { text }])),
    ...exampleLines(rule),
    ...(rule.family === 'files' ? [] : ['', '  to answer for what it finds, in overlays/waivers.yaml:', ...waiver.map((line) => `    ${line}`)]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function exampleLines({ example }: RuleFacts): string[] {
  if (example === undefined) return [];
  const { change, story, instead } = example;
  // Links are for pages.
  const text = instead.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
  return ['', '  for example:', ...change.split('\n').map((line) => `    ${line}`), '', '  of which is told:', ...story.map((line, index) => `    ${index === 0 ? '' : '→ '}${line}`), '', '  instead:', `    ${wrapPieces([{ text }], 100, 4, 4).join('\n')}`];
}

/** Every rule, family by family, as text. */
export function rulesText(families: readonly { readonly name: string; readonly about: string; readonly rules: readonly RuleFacts[] }[], style: Style): string {
  return families
    .filter(({ rules }) => rules.length > 0)
    .map(({ name, about, rules }) => {
      const rows = alignColumns(rules.map((rule) => [{ text: rule.id }, { text: rule.severity, paint: rule.severity === 'error' ? style.bad : style.changed }, { text: rule.why, paint: style.faint }]));
      return [`${style.strong(name)}  ${about}`, ...rows].map((line) => `${line}\n`).join('');
    })
    .join('\n');
}

/** A rule as a part of `slipway.explain/v1`. */
export function explainJson(rules: readonly RuleFacts[]): object {
  return {
    schema: 'slipway.explain/v1',
    rules: rules.map((rule) => ({ id: rule.id, family: rule.family, severity: rule.severity, what: whatOf(rule), why: rule.why, kinds: rule.kinds ?? null, since: minor(rule.since), until: minor(rule.until), source: rule.source, docs: pageOf(rule.id) })),
  };
}

/** The kinds a rule is asked about, in words. */
export function kindsOf({ kinds }: Pick<RuleFacts, 'kinds'>): string {
  return kinds === undefined ? 'every kind' : kinds.map((kind) => kind.replace(/^\//, '')).join(', ');
}

/** The minors a rule holds for, in words. */
export function minorsOf({ since, until }: Pick<RuleFacts, 'since' | 'until'>): string {
  if (since === undefined) return until === undefined ? 'every minor' : `up to ${minor(until)}`;
  return until === undefined ? `from ${minor(since)}` : `${minor(since)} to ${minor(until)}`;
}

function minor(number: number | undefined): string | null {
  return number === undefined ? null : `1.${number}`;
}
