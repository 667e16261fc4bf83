import { deletionHookOf, isHook, phasesOf } from '../../argocd/sync/annotations.ts';
import { at, textAt } from '../../checks/field.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type Breach } from '../invariant.ts';
import { isJob, podsIn, type ReleaseSet } from '../release-set.ts';
import { named } from '../words.ts';

/** Id of what {@link endlessHooks} finds. */
export const HOOK_JOBS_END = 'hook-jobs-end';

/**
 * Hook Jobs that may never end, so that the sync, and every commit after it, waits for ever: without a
 * deadline, or beside a proxy of a mesh that goes on when they are done.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup
 * @see https://istio.io/latest/blog/2023/native-sidecars/
 */
export function* endlessHooks(release: ReleaseSet): Iterable<Breach> {
  for (const job of release.manifests) {
    if (!isJob(job) || !isHook(job)) continue;
    const key = release.keyOf(job);
    const phases = phasesOf(job);
    const deletion = deletionHookOf(job);
    // What no phase applies never runs.
    if (phases.length === 0 && deletion === undefined) continue;
    const waits = phases.length > 0 ? 'the sync waits' : `the deletion of the Application, which runs it ${deletion === 'PreDelete' ? 'first' : 'last'}, waits`;
    const deadline = at(job, 'spec', 'activeDeadlineSeconds');
    if (typeof deadline !== 'number' || deadline <= 0) yield { key, what: `${named(key)} has no deadline: where it hangs, ${waits} for ever`, fix: 'set spec.activeDeadlineSeconds' };
    if (outlived(job)) yield { key, what: `the mesh's proxy in the pod of ${named(key)} goes on when the Job is done, so that it never completes`, fix: 'declare native sidecars, or turn injection off for the Job' };
  }
}

/** Whether a mesh adds a container that does not end with the others. */
function outlived(job: Manifest): boolean {
  return podsIn(job).some(({ metadata }) => {
    const annotation = (name: string): string | undefined => textAt(metadata, 'annotations', name);
    if (textAt(metadata, 'labels', 'sidecar.istio.io/inject') === 'true') return annotation('sidecar.istio.io/nativeSidecar') !== 'true';
    return annotation('linkerd.io/inject') === 'enabled' && annotation('config.alpha.linkerd.io/proxy-enable-native-sidecar') !== 'true' && annotation('config.beta.linkerd.io/proxy-enable-native-sidecar') !== 'true';
  });
}
