import { diffGithub } from '../../reports/diff-github.ts';
import { diffHtml } from '../../reports/diff-html.ts';
import { diffJson } from '../../reports/diff-json.ts';
import { diffMarkdown } from '../../reports/diff-markdown.ts';
import { type DiffReport } from '../../reports/diff-report.ts';
import { diffText } from '../../reports/diff-text.ts';
import { type Style } from '../../reports/style.ts';
import { columnsOf } from '../columns-of.ts';

/** The forms in which a difference is told. */
export type DiffForm = 'text' | 'json' | 'markdown' | 'html' | 'github';

/** A difference in one of its forms. */
export function diffAnswer(form: DiffForm, report: DiffReport, style: Style): string {
  switch (form) {
    case 'json':
      return diffJson(report);
    case 'markdown':
      return diffMarkdown(report);
    case 'html':
      return diffHtml(report);
    case 'github':
      return diffGithub(report);
    case 'text':
      return diffText(report, columnsOf(process.stdout.columns, process.env['COLUMNS']), style);
  }
}
