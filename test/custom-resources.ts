import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { groupOf, isBuiltInGroup, type Manifest } from '../src/kernel/manifest.ts';

const FOLDER = resolve(__dirname, '..', '..', 'shared', 'crds');

/** Groups whose definitions are there. */
const GROUPS: ReadonlySet<string> = new Set(existsSync(FOLDER) ? readdirSync(FOLDER) : []);

/** Whether it is a custom resource whose definition is at hand. */
export function isCustom({ apiVersion }: Manifest): boolean {
  const group = groupOf(apiVersion);
  return !isBuiltInGroup(group) && GROUPS.has(group);
}
