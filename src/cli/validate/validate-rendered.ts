import { join } from 'node:path';
import { type Problem } from '../../kernel/problem.ts';
import { type RenderedPair } from '../../render/render-pair.ts';
import { objectName } from '../../reports/object-name.ts';
import { type ReportedFinding } from '../../reports/validate-report.ts';
import { readEnvironments } from './environment-facts.ts';
import { type Input } from './read-inputs.ts';
import { readSchemas } from './read-schemas.ts';
import { readWaivers } from './read-waivers.ts';
import { validateInputs } from './validate-inputs.ts';

/**
 * What `slipway validate` would call an error in what was rendered, before it is written or pushed anywhere; nothing
 * wrong gives an empty list.
 *
 * @param place the project, with its environments and waivers; and slipway's own folder, with its schemas
 */
export function renderedProblems({ root, packageRoot }: { readonly root: string; readonly packageRoot: string }, pairs: readonly RenderedPair[]): Problem[] {
  const dist = join(root, 'dist');
  const inputs = pairs.flatMap(({ environment, system, files }) =>
    files.map(({ name, text }): Input => ({ file: `dist/${environment}/${system}/${name}`, path: join(dist, environment, system, name), argument: 0, isNamed: false, bytes: Buffer.from(text) })),
  );
  let known: ReturnType<typeof readEnvironments> | undefined;
  const { findings } = validateInputs(inputs, {
    schemas: readSchemas(packageRoot),
    environments: () => (known ??= readEnvironments(root)),
    dist,
    waivers: readWaivers(root, undefined),
    today: new Date().toISOString().slice(0, 10),
    isWhole: false,
  });
  return findings.filter(({ severity }) => severity === 'error').map(problemOf);
}

function problemOf({ rule, environment, system, object, path, message, fix, file, line, column }: ReportedFinding): Problem {
  const place = object === undefined ? { file, ...(line === undefined ? {} : { line, column: column ?? 1 }) } : {};
  const steps = [environment === undefined || system === undefined ? '' : `${environment}/${system}`, object === undefined ? '' : objectName(object), path].filter((part) => part !== '');
  return { ...place, ...(steps.length === 0 ? {} : { path: steps.join(' › ') }), message: `${message} (${rule.id})`, ...(fix === undefined ? {} : { fix }) };
}
