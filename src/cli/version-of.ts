import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of the slipway that lies in a folder. */
export function versionOf(packageRoot: string): string {
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version;
}
