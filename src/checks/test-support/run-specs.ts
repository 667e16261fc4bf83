import { describe } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Runs the table of every rule below a folder (`<rule>.spec.ts`) in one suite: hundreds of suites of their own
 * would take longer to start than to run. One of them alone: `npx jest <folder> -t '<rule>'`.
 */
export function runSpecs(folder: string): void {
  const specs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.spec.ts')).sort();
  if (specs.length === 0) throw new Error(`${folder} has no tables`);
  for (const spec of specs) describe(relative(folder, join(folder, spec)), () => void require(join(folder, spec)));
}
