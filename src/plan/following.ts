import { fieldsAt } from '../checks/field.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { isOwnWorkload } from './own-workload.ts';
import { isJob, keepsPods, ReleaseSet } from './release-set.ts';

/** What tells the pods of the release that follows from those of the one before it. */
const MARK = 'slipway.dev/following';

/** A release that follows another one: new pods of all that is the release's own, and nothing else. */
export function followingRelease(release: ReleaseSet): ReleaseSet {
  return new ReleaseSet(
    release.manifests.map((manifest) => (isJob(manifest) || (keepsPods(manifest) && isOwnWorkload(manifest)) ? marked(manifest) : manifest)),
    release.namespace,
  );
}

function marked(manifest: Manifest): Manifest {
  const template = fieldsAt(manifest, 'spec', 'template');
  const metadata = fieldsAt(template, 'metadata');
  const annotations = { ...fieldsAt(metadata, 'annotations'), [MARK]: 'true' };
  return { ...manifest, spec: { ...fieldsAt(manifest, 'spec'), template: { ...template, metadata: { ...metadata, annotations } } } };
}
