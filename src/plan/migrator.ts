import { textAt } from '../checks/field.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { isJob, type ReleaseSet } from './release-set.ts';

/** The migrators of a release. */
export function migratorsOf(release: ReleaseSet): readonly Manifest[] {
  let migrators = MIGRATORS.get(release);
  if (migrators === undefined) MIGRATORS.set(release, (migrators = release.manifests.filter(isMigrator)));
  return migrators;
}

const MIGRATORS = new WeakMap<ReleaseSet, readonly Manifest[]>();

/** Whether it is the Job that brings a schema up: by its component, or by its name. */
export function isMigrator(manifest: Manifest): boolean {
  if (!isJob(manifest)) return false;
  return (textAt(manifest, 'metadata', 'labels', 'app.kubernetes.io/component') ?? '').includes('migrate') || /(^|-)migrat(e|or|ion)/.test(manifest.metadata.name);
}
