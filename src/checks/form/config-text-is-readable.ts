import { pathText } from '../../kernel/path.ts';
import { at, isFields } from '../field.ts';
import { type Rule } from '../rule.ts';

/** Text on one line, and text that must hold tabs, such as a Makefile's, is no matter of this rule. */
export const configTextIsReadable: Rule = {
  id: 'config-text-is-readable',
  severity: 'warning',
  why: 'a literal block can hold neither carriage returns nor blanks before its first line, so that the file becomes one long quoted line in every diff',
  source: 'https://yaml.org/spec/1.2.2/#literal-style',
  kinds: ['/ConfigMap'],
  *check({ manifest }) {
    const data = at(manifest, 'data');
    if (!isFields(data)) return;
    for (const key of Object.keys(data)) {
      const text = data[key];
      if (typeof text !== 'string' || !text.includes('\n')) continue;
      const path = pathText(['data', key]);
      if (text.includes('\r')) yield { path, message: 'the text has carriage returns', fix: 'end lines with LF alone' };
      else if (TABS.test(text)) yield { path, message: 'lines are indented with tabs and blanks mixed', fix: 'indent with blanks' };
    }
  },
};

/** A line indented with a blank and then a tab: what it means hangs on the reader's tab width. */
const TABS = /^ +\t/m;
