import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** Changes with every change of what is kept or of what a key is made of. */
export const CACHE_FORMAT = 'v2';

/** The folder that holds what earlier runs rendered. Nothing but time depends on it; CI may carry it between runs. */
export function cacheFolder(root: string): string {
  return join(root, '.slipway', 'cache');
}

/** What this version of slipway keeps in it. */
export function formatFolder(root: string): string {
  return join(cacheFolder(root), CACHE_FORMAT);
}

/** Forgets all that was rendered, by this version and by others. */
export function clearCache(root: string): void {
  rmSync(cacheFolder(root), { recursive: true, force: true });
}
