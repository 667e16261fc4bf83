import { resolve } from 'node:path';
import { type ValidateReport } from '../../reports/validate-report.ts';
import { type Input } from './read-inputs.ts';
import { readSchemas } from './read-schemas.ts';
import { validateInputs, type ValidateOptions } from './validate-inputs.ts';

const schemas = readSchemas(resolve(__dirname, '..', '..', '..'));

/** Judges files given as text or bytes, as if each were named as an argument. */
export function validateText(files: Readonly<Record<string, string | Uint8Array>>, options: Partial<ValidateOptions> = {}): ValidateReport {
  const inputs = Object.entries(files).map(([file, content]): Input => ({ file, path: undefined, argument: 0, isNamed: true, bytes: Buffer.from(content) }));
  return validateInputs(inputs, { schemas, environments: () => new Map(), waivers: [], today: '2026-11-21', isWhole: true, ...options });
}

/** The rules, lines and columns of what was found, one text each: `file-is-readable 3:1`. */
export function briefly({ findings }: Pick<ValidateReport, 'findings'>): string[] {
  return findings.map(({ rule, line, column }) => `${rule.id} ${line}:${column}`);
}
