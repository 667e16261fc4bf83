import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '../../kernel/nearest.ts';
import { quoted, UserError } from '../../kernel/problem.ts';
import { type Environment } from '../../overlays/environment.ts';
import { environmentsFileSchema, parseEnvironments } from '../../overlays/environments.ts';
import { openFile } from '../../overlays/overlay-file.ts';

const FILE = 'overlays/environments.yaml';

/**
 * The environments of a project by name; none where it has no `environments.yaml`.
 *
 * @throws UserError where that file says something wrong: what it says of a cluster is what is judged by
 */
export function readEnvironments(root: string | undefined): ReadonlyMap<string, Environment> {
  if (root === undefined || !existsSync(join(root, FILE))) return new Map();
  const { layer, problems } = openFile(readFileSync(join(root, FILE)), FILE, environmentsFileSchema);
  if (layer === undefined || problems.length > 0) throw new UserError(problems);
  const parsed = parseEnvironments(layer);
  if (parsed.problems.length > 0) throw new UserError(parsed.problems);
  return new Map(parsed.environments.map((environment) => [environment.name, environment]));
}

/** @throws UserError for a name of none */
export function refuseUnknownEnvironments(named: readonly string[], environments: ReadonlyMap<string, unknown>): void {
  const names = [...environments.keys()].sort();
  const unknown = [...new Set(named)].filter((name) => !environments.has(name));
  if (unknown.length === 0) return;
  throw new UserError(
    unknown.map((name) => {
      const near = nearest(name, names);
      return { message: `there is no environment ${quoted(name)}${near === undefined ? '' : `, did you mean ${quoted(near)}?`}`, allowed: names.length === 0 ? 'no environment is there: overlays/environments.yaml names them' : names.join(', '), ...(near === undefined ? {} : { fix: `--env ${near}` }) };
    }),
  );
}
