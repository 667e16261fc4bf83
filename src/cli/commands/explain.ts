import { nearest } from '../../kernel/nearest.ts';
import { quoted, UserError } from '../../kernel/problem.ts';
import { explainJson, explainText, rulesText } from '../../reports/explain-text.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { allRules, FAMILIES, ruleNamed } from '../validate/families.ts';

/** Tells what a rule of `slipway validate` wants, and why. */
export const command: Command = {
  operands: [{ name: 'rule', describe: 'id of a rule, or name of a family (default: all)', optional: true }],
  examples: [
    { line: 'slipway explain', does: 'list all rules, family by family' },
    { line: 'slipway explain image-is-pinned-by-digest', does: 'tell what one rule wants, why, and where it comes from' },
    { line: 'slipway explain sync -o json', does: 'list one family, for a program' },
  ],
  details: 'Each rule has a page in docs/rules, with an example.',
  run: explain,
};

function explain({ operands: [named], output, terminal: { answer } }: Call<object>): ExitCode {
  const rule = named === undefined ? undefined : ruleNamed(named);
  const families = FAMILIES.filter(({ name }) => named === undefined || name === named);
  if (rule === undefined && families.length === 0) throw unknown(named!);
  const listed = families.map(({ name, about }) => ({ name, about, rules: allRules().filter(({ family }) => family === name) }));
  if (output === 'json') answer.write(`${JSON.stringify(explainJson(rule === undefined ? listed.flatMap(({ rules }) => rules) : [rule]), null, 2)}\n`);
  else answer.write(rule === undefined ? rulesText(listed, answer.style) : explainText(rule, answer.style));
  return 0;
}

function unknown(named: string): UserError {
  const near = nearest(named, [...allRules().map(({ id }) => id), ...FAMILIES.map(({ name }) => name)]);
  return new UserError({ message: `there is no rule ${quoted(named)}${near === undefined ? '' : `, did you mean ${quoted(near)}?`}`, fix: `npx slipway explain${near === undefined ? '' : ` ${near}`}` });
}
