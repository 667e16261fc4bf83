import { textAt } from '../field.ts';
import { repositoryOf } from '../image-reference.ts';
import { POD_KINDS } from '../pods-of.ts';
import { releaseImages } from '../release-images.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** R9. Images that the release does not hold, such as a database's, are none of its business. */
export const imageIsOfRelease: Rule = {
  id: 'image-is-of-release',
  severity: 'error',
  why: 'app and migrator of two releases meet a schema that one of them does not know',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/best_practices/',
  kinds: POD_KINDS,
  keys: ['image'],
  *check({ containers, set }) {
    const images = releaseImages(set);
    if (images === undefined) return;
    for (const { path, container } of containers) {
      const image = textAt(container, 'image');
      const released = image === undefined ? undefined : images.get(repositoryOf(image));
      if (released === undefined || released === image) continue;
      yield { path: `${path}.image`, message: `${shown(image)} is not the image of the release, ${shown(released)}`, fix: `image: ${released}` };
    }
  },
};
