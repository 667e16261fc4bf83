import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What decides what the peers do: their code, their input, and how they are run. */
const FILES = ['peers.ts', 'plain.ts', 'project.ts', 'shop.ts'] as const;
const PACKAGES = ['cdk8s', 'cdk8s-cli', 'cdk8s-plus-28', 'constructs'] as const;

/**
 * The code that slipway is measured against: SHA-256 of our files, versions of the packages. Ratios of two runs can
 * be compared where these are the same.
 *
 * @param root slipway's own folder
 */
export function peerCode(root: string): Record<string, string> {
  const files = FILES.map((name) => [`bench/${name}`, createHash('sha256').update(readFileSync(join(root, 'bench', name))).digest('hex')] as const);
  const packages = PACKAGES.map((name) => [name, (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version] as const);
  return Object.fromEntries([...files, ...packages]);
}
