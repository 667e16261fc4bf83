import { join } from 'node:path';
import { type ReportedFinding } from '../reports/validate-report.ts';
import { type Place } from './place.ts';
import { readEnvironments } from './validate/environment-facts.ts';
import { type Input } from './validate/read-inputs.ts';
import { readSchemas } from './validate/read-schemas.ts';
import { readWaivers } from './validate/read-waivers.ts';
import { validateInputs } from './validate/validate-inputs.ts';
import { type FileToValidate, type Violation } from './violation.ts';

/**
 * Judges rendered files as `slipway validate` does, each system in each environment by itself; nothing wrong gives
 * an empty list. Warnings are left to that command: cdk8s knows none.
 */
export function validateFiles(files: readonly FileToValidate[], { root, packageRoot }: Place): readonly Violation[] {
  const inputs = files.map(({ path, text }): Input => ({ file: path, path: undefined, argument: 0, isNamed: false, bytes: Buffer.from(text) }));
  let known: ReturnType<typeof readEnvironments> | undefined;
  const { findings } = validateInputs(inputs, {
    schemas: readSchemas(packageRoot),
    environments: () => (known ??= readEnvironments(root)),
    isAllOwn: true,
    waivers: readWaivers(root, undefined),
    today: new Date().toISOString().slice(0, 10),
    isWhole: false,
  });
  return findings.filter(({ severity }) => severity === 'error').map((finding) => violation(finding, root));
}

function violation({ rule, message, fix = '', file, line, column, object, path }: ReportedFinding, root: string | undefined): Violation {
  const isWaiver = rule.id.startsWith('waiver-');
  return {
    rule: rule.id,
    recommendation: message,
    fix,
    file: isWaiver && root !== undefined ? join(root, file) : file,
    resource: object === undefined ? file : `${object.kind}/${object.name}`,
    locations: path === '' && line !== undefined && object === undefined ? [`line ${line}, column ${column ?? 1}`] : path === '' ? [] : [path],
  };
}
