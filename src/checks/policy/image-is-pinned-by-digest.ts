import { at } from '../field.ts';
import { isPinned, repositoryOf } from '../image-reference.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Finding, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const imageIsPinnedByDigest: Rule = {
  id: 'image-is-pinned-by-digest',
  severity: 'error',
  why: 'a tag can be moved, so that staging and production, or two pods of one release, run different images',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  kinds: [...POD_KINDS, 'postgresql.cnpg.io/Cluster'],
  *check({ manifest, kind, containers }) {
    for (const { path, container } of containers) yield* unlessPinned(at(container, 'image'), `${path}.image`);
    // Without it, or with an image catalog instead, the operator chooses.
    const ofCluster = at(manifest, 'spec', 'imageName');
    if (kind === 'postgresql.cnpg.io/Cluster' && ofCluster !== undefined) yield* unlessPinned(ofCluster, 'spec.imageName');
  },
};

function* unlessPinned(image: unknown, path: string): Generator<Finding> {
  if (typeof image === 'string' && isPinned(image)) return;
  const name = typeof image === 'string' && image !== '' ? repositoryOf(image) : '<image>';
  const field = path.slice(path.lastIndexOf('.') + 1);
  yield {
    path,
    message: image === undefined ? 'no image is named' : `image ${shown(image)} is not pinned by digest`,
    fix: `${field}: ${name.replace(/[^\w./:<>-]/g, '')}@sha256:<digest>`,
  };
}
