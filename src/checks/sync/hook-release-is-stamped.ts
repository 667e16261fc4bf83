import { releaseImages } from '../release-images.ts';
import { type Rule } from '../rule.ts';
import { hooksOf } from '../../argocd/sync/annotations.ts';
import { ARGOCD } from '../sync-order.ts';

/** R9: hooks are outside Argo CD's diff, so the release stands on an object that is not. */
export const hookReleaseIsStamped: Rule = {
  id: 'hook-release-is-stamped',
  severity: 'error',
  why: 'a release that changes only a hook\'s image changes nothing that Argo CD compares, and is never synced',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/',
  kinds: ['batch/Job'],
  keys: [ARGOCD.hook],
  *check({ manifest, set }) {
    if (hooksOf(manifest).length === 0 || releaseImages(set) !== undefined) return;
    yield {
      path: 'spec.template',
      message: 'no object that is not a hook holds the release',
      fix: 'render ConfigMap <system>-release with data image.<name>: <reference>',
    };
  },
};
