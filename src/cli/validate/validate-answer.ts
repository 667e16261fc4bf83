import { type Style } from '../../reports/style.ts';
import { validateGithub } from '../../reports/validate-github.ts';
import { validateJson } from '../../reports/validate-json.ts';
import { validateJunit } from '../../reports/validate-junit.ts';
import { type ValidateReport } from '../../reports/validate-report.ts';
import { validateSarif } from '../../reports/validate-sarif.ts';
import { validateText } from '../../reports/validate-text.ts';
import { type ExitCode } from '../command.ts';
import { versionOf } from '../version-of.ts';

/** The forms in which a verdict is told. */
export type ValidateForm = 'text' | 'json' | 'sarif' | 'junit' | 'github';

/** What makes a verdict fail. */
export type FailOn = 'error' | 'warning';

/** A verdict in one of its forms. */
export function validateAnswer(form: ValidateForm, report: ValidateReport, { packageRoot, style }: { readonly packageRoot: string; readonly style: Style }): string {
  switch (form) {
    case 'json':
      return `${JSON.stringify(validateJson(report), null, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(validateSarif(report, versionOf(packageRoot)), null, 2)}\n`;
    case 'junit':
      return validateJunit(report);
    case 'github':
      return validateGithub(report);
    case 'text':
      return validateText(report, style);
  }
}

/** 1 where something is found that is bad enough. */
export function verdictCode({ findings }: Pick<ValidateReport, 'findings'>, failOn: FailOn): ExitCode {
  return findings.some(({ severity }) => severity === 'error' || failOn === 'warning') ? 1 : 0;
}
