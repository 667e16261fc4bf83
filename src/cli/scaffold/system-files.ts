import { join } from 'node:path';
import { type SystemName } from './system-name.ts';
import { fillTemplate, type NewFiles } from './template.ts';

/** What a new system has to know of an environment. */
export interface ScaffoldEnvironment {
  readonly name: string;
  readonly tier: 'development' | 'release';
  readonly domain: string;
  /** Registry that its images must lie in. @default ghcr.io/acme */
  readonly registry?: string | undefined;
}

/** The files of a new system: definition, test, and the overlays of every environment. */
export function systemFiles(packageRoot: string, { name, identifier }: SystemName, environments: readonly ScaffoldEnvironment[]): NewFiles {
  const templates = join(packageRoot, 'templates');
  const placeholders = { __SYSTEM__: name, __IDENTIFIER__: identifier };
  const files = fillTemplate(join(templates, 'system'), placeholders);
  for (const { name: environment, tier, domain, registry = 'ghcr.io/acme' } of environments) {
    const filled = { ...placeholders, __ENVIRONMENT__: environment, __DOMAIN__: domain, __REGISTRY__: registry };
    for (const part of ['any', tier]) {
      for (const [path, text] of fillTemplate(join(templates, 'environment', part), filled)) files.set(path, text);
    }
  }
  return files;
}
