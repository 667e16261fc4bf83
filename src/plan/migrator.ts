import { textAt } from '../checks/field.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { isJob } from './release-set.ts';

/** Whether it is the Job that brings a schema up: by its component, or by its name. */
export function isMigrator(manifest: Manifest): boolean {
  if (!isJob(manifest)) return false;
  return (textAt(manifest, 'metadata', 'labels', 'app.kubernetes.io/component') ?? '').includes('migrate') || /(^|-)migrat(e|or|ion)/.test(manifest.metadata.name);
}
