import { describe, expect, it } from '@jest/globals';
import { type Story, transcriptOf } from './test-support/transcript.ts';

/** What is in the story, and what each call of the engine does, until the end. */
type Case = readonly [name: string, story: Story, transcript: readonly string[]];

const told = (title: string, cases: readonly Case[]): void => {
  describe(title, () => {
    it.each(cases)('%s', (_name, story, transcript) => {
      expect(transcriptOf(story)).toEqual(transcript);
    });
  });
};

/** The last wave is not waited for. */
const DONE = 'Succeeded';

told('waves', [
  ['one wave ends at once, whatever becomes of it', { target: ['Deployment web'], health: { 'Deployment web': ['Degraded'] } }, ['Sync 0: +Deployment web', DONE]],
  ['nothing at all is a success', { target: [] }, [DONE]],
  ['a lower wave is healthy before the next is applied', { target: ['Deployment b @1', 'Deployment a @0'], health: { 'Deployment a': ['Progressing', 'Progressing', 'Healthy'] } }, ['Sync 0: +Deployment a', 'Sync 1: +Deployment b', DONE]],
  ['negative waves come first', { target: ['ConfigMap c', 'ConfigMap a @-5', 'ConfigMap b @-1'] }, ['Sync -5: +ConfigMap a', 'Sync -1: +ConfigMap b', 'Sync 0: +ConfigMap c', DONE]],
  ['an object without a state passes', { target: ['ConfigMap a @-1', 'ConfigMap b'] }, ['Sync -1: +ConfigMap a', 'Sync 0: +ConfigMap b', DONE]],
  ['Degraded in a lower wave fails the sync', { target: ['Deployment a', 'Deployment b @1'], health: { 'Deployment a': ['Degraded'] } }, ['Sync 0: +Deployment a', 'Failed']],
  ['Progressing for ever waits for ever', { target: ['Deployment a', 'Deployment b @1'], health: { 'Deployment a': ['Progressing'] } }, ['Sync 0: +Deployment a', 'waits for health: Deployment a', 'Running']],
  ['Suspended waits like Progressing', { target: ['Rollout a', 'Deployment b @1'], health: { 'Rollout a': ['Suspended'] } }, ['Sync 0: +Rollout a', 'waits for health: Rollout a', 'Running']],
  ['a Suspended Rollout in the last wave holds up nothing', { target: ['Rollout a @1', 'ConfigMap b'], health: { 'Rollout a': ['Suspended'] } }, ['Sync 0: +ConfigMap b', 'Sync 1: +Rollout a', DONE]],
  ['Unknown of an ordinary object is waited for', { target: ['Deployment a', 'ConfigMap b @1'], health: { 'Deployment a': ['Unknown'] } }, ['Sync 0: +Deployment a', 'waits for health: Deployment a', 'Running']],
  ['a Progressing object hides a Degraded one of its wave', { target: ['Deployment bad', 'Deployment slow', 'ConfigMap later @1'], health: { 'Deployment bad': ['Degraded'], 'Deployment slow': ['Progressing'] } }, ['Sync 0: +Deployment bad, +Deployment slow', 'waits for health: Deployment slow', 'Running']],
  ['and the Degraded one fails the sync once nothing is running', { target: ['Deployment bad', 'Deployment slow', 'ConfigMap later @1'], health: { 'Deployment bad': ['Degraded'], 'Deployment slow': ['Progressing', 'Progressing', 'Healthy'] } }, ['Sync 0: +Deployment bad, +Deployment slow', 'Failed']],
  ['a Degraded object of an early wave that had been healthy is not looked at again', { target: ['Deployment a', 'Deployment b @1', 'Deployment c @2'], health: { 'Deployment a': ['Healthy', 'Degraded'] } }, ['Sync 0: +Deployment a', 'Sync 1: +Deployment b', 'Sync 2: +Deployment c', DONE]],
  ['a wave that is no integer is 0', { target: ['ConfigMap a @first', 'ConfigMap b @1.5', 'ConfigMap c @-1'] }, ['Sync -1: +ConfigMap c', 'Sync 0: +ConfigMap a, +ConfigMap b', DONE]],
  ['a sign and leading zeros are an integer', { target: ['ConfigMap a @+2', 'ConfigMap b @01', 'ConfigMap c'] }, ['Sync 0: +ConfigMap c', 'Sync 1: +ConfigMap b', 'Sync 2: +ConfigMap a', DONE]],
  ["Helm's weight counts where there is no wave", { target: ['ConfigMap a weight=2', 'ConfigMap b @1 weight=5', 'ConfigMap c'] }, ['Sync 0: +ConfigMap c', 'Sync 1: +ConfigMap b', 'Sync 2: +ConfigMap a', DONE]],
  ["and where the wave is none", { target: ['ConfigMap a @x weight=-3', 'ConfigMap b'] }, ['Sync -3: +ConfigMap a', 'Sync 0: +ConfigMap b', DONE]],
  ['what is there already is applied again', { live: ['ConfigMap a'], target: ['ConfigMap a', 'ConfigMap b'] }, ['Sync 0: ~ConfigMap a, +ConfigMap b', DONE]],
  ['an apply that fails ends the sync', { target: ['ConfigMap a', 'ConfigMap b @1'], refuses: { 'ConfigMap a': 'immutable' } }, ['Sync 0: +ConfigMap a', 'Failed']],
  ['what is of the same wave is applied all the same', { target: ['ConfigMap a', 'Deployment b', 'ConfigMap c @1'], refuses: { 'ConfigMap a': 'immutable' } }, ['Sync 0: +ConfigMap a, +Deployment b', 'Failed']],
  ['a dry run that fails leaves everything as it is', { target: ['ConfigMap a @-1', 'Thing.acme.example b'], malformed: ['Thing'] }, ['Failed']],
  ['a kind that nothing serves leaves everything as it is', { target: ['ConfigMap a @-1', 'Thing.acme.example b'], unserved: ['Thing'] }, ['Failed']],
  ['so does one that the project does not allow', { target: ['ConfigMap a @-1', 'Ingress b'], forbidden: ['Ingress'] }, ['Failed']],
  ['and one that is no longer served and left the target', { live: ['PodSecurityPolicy.policy old'], target: ['ConfigMap a'], unserved: ['PodSecurityPolicy'] }, ['Failed']],
]);

told('kinds within a wave', [
  ['known kinds in their order', { target: ['Ingress i', 'CronJob c', 'Job j', 'StatefulSet s', 'HorizontalPodAutoscaler h', 'Deployment d', 'DaemonSet a', 'Service v', 'RoleBinding b', 'Role r', 'ConfigMap m', 'Secret x', 'ServiceAccount y', 'PodDisruptionBudget p', 'LimitRange l', 'ResourceQuota q', 'NetworkPolicy n'] }, ['Sync 0: +NetworkPolicy n, +ResourceQuota q, +LimitRange l, +PodDisruptionBudget p, +ServiceAccount y, +Secret x, +ConfigMap m, +Role r, +RoleBinding b, +Service v, +DaemonSet a, +Deployment d, +HorizontalPodAutoscaler h, +StatefulSet s, +Job j, +CronJob c, +Ingress i', DONE]],
  ['cluster-scoped ones among them', { target: ['ClusterRoleBinding b', 'ClusterRole a', 'StorageClass s', 'PersistentVolume v', 'PersistentVolumeClaim c'] }, ['Sync 0: +StorageClass s, +PersistentVolume v, +PersistentVolumeClaim c, +ClusterRole a, +ClusterRoleBinding b', DONE]],
  ['unknown kinds last, by name alone', { target: ['HTTPRoute b', 'Rollout c', 'ExternalSecret a', 'APIService z', 'PriorityClass d'] }, ['Sync 0: +APIService z, +ExternalSecret a, +HTTPRoute b, +Rollout c, +PriorityClass d', DONE]],
  ['the group counts for nothing', { target: ['Service.acme.example a', 'Deployment b', 'ConfigMap c'] }, ['Sync 0: +ConfigMap c, +Service a, +Deployment b', DONE]],
  ['names by code unit', { target: ['ConfigMap b', 'ConfigMap a', 'ConfigMap a-1', 'ConfigMap a1'] }, ['Sync 0: +ConfigMap a, +ConfigMap a-1, +ConfigMap a1, +ConfigMap b', DONE]],
  ['nothing is waited for between kinds', { target: ['Deployment a', 'Job b'], health: { 'Deployment a': ['Progressing'] } }, ['Sync 0: +Deployment a, +Job b', DONE]],
  ['the wave counts before the kind', { target: ['Namespace a @1', 'Ingress b'], health: { 'Ingress b': ['Healthy'] } }, ['Sync 0: +Ingress b', 'Sync 1: +Namespace a', DONE]],
]);

told('namespaces and definitions', [
  ['a Namespace comes before the first object in it, in that one\'s wave', { target: ['ConfigMap a @-3 ns=other', 'Namespace other @2', 'ConfigMap b @1'] }, ['Sync -3: +Namespace other, +ConfigMap a', 'Sync 1: +ConfigMap b', DONE]],
  ['and in its phase', { target: ['Job a ns=other hook=PreSync', 'Namespace other'] }, ['PreSync 0: +Namespace other, +Job a', DONE]],
  ['one that nothing lies in stays where it is', { target: ['ConfigMap a @-1', 'Namespace other @2'] }, ['Sync -1: +ConfigMap a', 'Sync 2: +Namespace other', DONE]],
  ["the Application's own comes before the dry run of the rest", { target: ['ConfigMap a @1', 'Namespace shop-dev @-5', 'Thing.acme.example b'], malformed: ['Thing'] }, ['after: +Namespace shop-dev', 'Failed']],
  ['and after the look at what is served', { target: ['ConfigMap a @1', 'Namespace shop-dev @-5', 'Thing.acme.example b'], unserved: ['Thing'] }, ['Failed']],
  ['a kind whose definition comes along need not be served yet', { target: ['Thing.acme.example a', 'CustomResourceDefinition things defines=acme.example/Thing'], unserved: ['Thing'] }, ['Sync 0: +CustomResourceDefinition things, +Thing a', DONE]],
  ['nor one whose object says so', { target: ['Thing.acme.example a opt=SkipDryRunOnMissingResource=true', 'ConfigMap b @-1'], unserved: ['Thing'], malformed: ['Thing'] }, ['Sync -1: +ConfigMap b', 'Sync 0: +Thing a', DONE]],
  ['nor any where the Application says so', { target: ['Thing.acme.example a', 'ConfigMap b @-1'], unserved: ['Thing'], options: { skipDryRunOnMissingResource: true } }, ['Sync -1: +ConfigMap b', 'Sync 0: +Thing a', DONE]],
  ['the definition of another kind is no excuse', { target: ['Thing.acme.example a', 'CustomResourceDefinition others defines=acme.example/Other'], unserved: ['Thing'] }, ['Failed']],
  ['objects without a namespace lie in that of the Application, cluster-scoped ones too', { target: ['PriorityClass p @-7', 'Namespace shop-dev @-5'] , live: ['Namespace shop-dev'] }, ['Sync -7: ~Namespace shop-dev, +PriorityClass p', DONE]],
  ['a definition comes before the first object of its kind', { target: ['Thing.acme.example a @-2', 'CustomResourceDefinition things defines=acme.example/Thing'] }, ['Sync -2: +CustomResourceDefinition things, +Thing a', DONE]],
  ['not before one of another group', { target: ['Thing.other.example a @-2', 'CustomResourceDefinition things defines=acme.example/Thing'] }, ['Sync -2: +Thing a', 'Sync 0: +CustomResourceDefinition things', DONE]],
  ['CreateNamespace makes it before all else', { target: ['ConfigMap a @-5'], options: { createNamespace: true } }, ['after: +Namespace shop-dev', 'Sync -5: +ConfigMap a', DONE]],
  ['not where it is there', { target: ['ConfigMap a'], others: ['Namespace shop-dev'], options: { createNamespace: true } }, ['Sync 0: +ConfigMap a', DONE]],
  ['not where the target holds it', { target: ['Namespace shop-dev', 'ConfigMap a'], options: { createNamespace: true } }, ['Sync 0: +Namespace shop-dev, +ConfigMap a', DONE]],
]);

told('prunes, one wave after the last', [
  ['what is gone is deleted after everything else', { live: ['ConfigMap old'], target: ['Deployment a @3'] }, ['Sync 3: +Deployment a', 'Sync 4: -ConfigMap old', DONE]],
  ['so the last wave is now waited for', { live: ['ConfigMap old'], target: ['HorizontalPodAutoscaler a @2'], health: { 'HorizontalPodAutoscaler a': ['Degraded'] } }, ['Sync 2: +HorizontalPodAutoscaler a', 'Failed']],
  ['and can hold it up for ever', { live: ['ConfigMap old'], target: ['Ingress a @2'], health: { 'Ingress a': ['Progressing'] } }, ['Sync 2: +Ingress a', 'waits for health: Ingress a', 'Running']],
  ['the extra wave is never below 1', { live: ['ConfigMap old @-5'], target: ['ConfigMap a @-3'] }, ['Sync -3: +ConfigMap a', 'Sync 1: -ConfigMap old', DONE]],
  ['the waves of what is pruned count for the last one', { live: ['ConfigMap old @9'], target: ['ConfigMap a'] }, ['Sync 0: +ConfigMap a', 'Sync 10: -ConfigMap old', DONE]],
  ['as swapped: what is pruned from the first wave counts as of the last', { live: ['ConfigMap old @9', 'ConfigMap older @-2'], target: ['ConfigMap a'] }, ['Sync 0: +ConfigMap a', 'Sync 10: -ConfigMap old, -ConfigMap older', DONE]],
  ['what must not be pruned is kept, and has moved the waves', { live: ['ConfigMap old opt=Prune=false'], target: ['HorizontalPodAutoscaler a'], health: { 'HorizontalPodAutoscaler a': ['Degraded'] } }, ['Sync 0: +HorizontalPodAutoscaler a', 'Failed']],
  ['it is kept', { live: ['ConfigMap old opt=Prune=false'], target: ['ConfigMap a'] }, ['Sync 0: +ConfigMap a', 'Sync 1: =ConfigMap old', DONE]],
  ['a sync that doesn\'t prune keeps all', { live: ['ConfigMap old'], target: ['ConfigMap a'], options: { prune: false } }, ['Sync 0: +ConfigMap a', 'Sync 1: =ConfigMap old', DONE]],
  ['what asks for a confirmation waits for it', { live: ['Namespace old opt=Prune=confirm'], target: ['ConfigMap a'] }, ['Sync 0: +ConfigMap a', 'waits for confirmation: Namespace old', 'Running']],
  ['and so does what is pruned beside it', { live: ['Namespace old opt=Prune=confirm', 'ConfigMap older'], target: ['ConfigMap a'] }, ['Sync 0: +ConfigMap a', 'waits for confirmation: ConfigMap older, Namespace old', 'Running'].map((line) => line.replace('ConfigMap older, Namespace old', 'Namespace old, ConfigMap older'))],
  ['confirmed, it goes', { live: ['Namespace old opt=Prune=confirm'], target: ['ConfigMap a'], options: { pruneConfirmed: true } }, ['Sync 0: +ConfigMap a', 'Sync 1: -Namespace old', DONE]],
  ['until then there is no dry run either', { live: ['Namespace old opt=Prune=confirm'], target: ['ConfigMap a @-1', 'Thing.acme.example b'], malformed: ['Thing'] }, ['Sync -1: +ConfigMap a', 'Sync 0: +Thing b', 'waits for confirmation: Namespace old', 'Running']],
  ['the Application may ask for it', { live: ['ConfigMap old'], target: ['ConfigMap a'], options: { prunePolicy: 'confirm' } }, ['Sync 0: +ConfigMap a', 'waits for confirmation: ConfigMap old', 'Running']],
  ['or keep all', { live: ['ConfigMap old'], target: ['ConfigMap a'], options: { prunePolicy: 'false' } }, ['Sync 0: +ConfigMap a', 'Sync 1: =ConfigMap old', DONE]],
  ["unless the object says otherwise", { live: ['ConfigMap old opt=Prune=true'], target: ['ConfigMap a'], options: { prunePolicy: 'confirm' } }, ['Sync 0: +ConfigMap a', 'Sync 1: -ConfigMap old', DONE]],
  ['a live hook is nobody\'s to prune', { live: ['Job old hook=Sync'], target: ['ConfigMap a'] }, ['Sync 0: +ConfigMap a', DONE]],
  ['nor is one that was skipped', { live: ['ConfigMap old hook=Skip'], target: ['ConfigMap a'] }, ['Sync 0: +ConfigMap a', DONE]],
  ['a sync that only prunes', { live: ['ConfigMap a', 'ConfigMap b @4'], target: [] }, ['Sync 5: -ConfigMap a, -ConfigMap b', DONE]],
]);

const EACH = { pruneLast: false } as const;

told('prunes in waves of their own', [
  ['one wave of prunes stays where it was', { live: ['ConfigMap old @-4'], target: ['Deployment a'], options: EACH }, ['Sync -4: -ConfigMap old', 'Sync 0: +Deployment a', DONE]],
  // The waves are worked out anew in each call, from what is still there.
  ['two change places, until one is gone: then the other is alone, and in its own wave', { live: ['ConfigMap first @-4', 'ConfigMap second @2'], target: ['Deployment a'], options: EACH }, ['Sync -4: -ConfigMap second', 'Sync -4: -ConfigMap first', 'Sync 0: +Deployment a', DONE]],
  ['the last goes first, in the wave of the first', { live: ['ConfigMap first @1', 'ConfigMap second @3'], target: ['Deployment a', 'Deployment b @2'], options: EACH }, ['Sync 0: +Deployment a', 'Sync 1: -ConfigMap second', 'Sync 1: -ConfigMap first', 'Sync 2: +Deployment b', DONE]],
  ['of three, the last goes first; of the two that are left, again the last', { live: ['ConfigMap a @1', 'ConfigMap b @5', 'ConfigMap c @9'], target: [], options: EACH }, ['Sync 1: -ConfigMap c', 'Sync 1: -ConfigMap b', 'Sync 1: -ConfigMap a', DONE]],
  ['while it is still going it keeps the others in their places', { live: ['Deployment a @1', 'ConfigMap b @5', 'Deployment c @9'], target: [], options: EACH, lingers: { 'Deployment c': 2 } }, ['Sync 1: -Deployment c', 'Sync 1: -ConfigMap b', 'Sync 1: -Deployment a', DONE]],
  ['within a wave, prunes come before what is applied', { live: ['Ingress old'], target: ['ConfigMap a'], options: EACH }, ['Sync 0: -Ingress old, +ConfigMap a', DONE]],
  ['one object alone may ask to come last', { live: ['ConfigMap old @-4 opt=PruneLast=true', 'ConfigMap older @-4'], target: ['ConfigMap a'], options: EACH }, ['Sync -4: -ConfigMap older', 'Sync 0: +ConfigMap a', 'Sync 1: -ConfigMap old', DONE]],
  ['what is still there is waited for', { live: ['Deployment old @-1'], target: ['ConfigMap a'], options: EACH, lingers: { 'Deployment old': 3 } }, ['Sync -1: -Deployment old', 'Sync 0: +ConfigMap a', DONE]],
  ['for ever, if need be', { live: ['Deployment old @-1'], target: ['ConfigMap a'], options: EACH, lingers: { 'Deployment old': 100 } }, ['Sync -1: -Deployment old', 'waits for deletion: Deployment old', 'Running']],
  ['in the last wave it is not', { live: ['Deployment old @1'], target: ['ConfigMap a'], options: EACH, lingers: { 'Deployment old': 100 } }, ['Sync 0: +ConfigMap a', 'Sync 1: -Deployment old', DONE]],
  ['an old ConfigMap goes before the migration that fails', { live: ['ConfigMap settings-1 @-4', 'Deployment web'], target: ['ConfigMap settings-2 @-4', 'Job migrate @-1 hook=Sync', 'Deployment web'], options: EACH, health: { 'Job migrate': ['Degraded'] } }, ['Sync -4: -ConfigMap settings-1, +ConfigMap settings-2', 'Sync -1: +Job migrate', 'Failed']],
]);

told('hooks', [
  ['a PreSync hook runs before anything else', { target: ['ServiceAccount a @-5', 'Job m hook=PreSync'] }, ['PreSync 0: +Job m', 'Sync -5: +ServiceAccount a', DONE]],
  ['and fails the sync before anything is touched', { target: ['ServiceAccount a', 'Job m hook=PreSync'], health: { 'Job m': ['Degraded'] } }, ['PreSync 0: +Job m', 'Failed']],
  ['one that waits for what comes later hangs', { target: ['Secret a @-5', 'Job m hook=PreSync'], health: { 'Job m': ['Progressing'] } }, ['PreSync 0: +Job m', 'waits for hook: Job m', 'Running']],
  ['a Sync hook runs in its wave', { target: ['ConfigMap a @-4', 'Job m @-1 hook=Sync', 'Deployment b'] }, ['Sync -4: +ConfigMap a', 'Sync -1: +Job m', 'Sync 0: +Deployment b', DONE]],
  ['a hook that fails stops what follows', { target: ['Job m @-1 hook=Sync', 'Deployment b'], health: { 'Job m': ['Progressing', 'Degraded'] } }, ['Sync -1: +Job m', 'Failed']],
  ['one whose state is unknown has failed', { target: ['Job m @-1 hook=Sync', 'Deployment b'], health: { 'Job m': ['Unknown'] } }, ['Sync -1: +Job m', 'Failed']],
  ['a suspended one is waited for', { target: ['Job m @-1 hook=Sync', 'Deployment b'], health: { 'Job m': ['Suspended'] } }, ['Sync -1: +Job m', 'waits for hook: Job m', 'Running']],
  ['one without a state has succeeded', { target: ['ConfigMap m @-1 hook=Sync', 'Deployment b'] }, ['Sync -1: +ConfigMap m', 'Sync 0: +Deployment b', DONE]],
  ['a hook in the last wave is waited for, and what is beside it is not, where all is one wave', { target: ['Job m hook=Sync', 'Deployment b'], health: { 'Job m': ['Progressing', 'Healthy'], 'Deployment b': ['Progressing'] } }, ['Sync 0: +Deployment b, +Job m', DONE]],
  ['where there are several, both are', { target: ['Job m @1 hook=Sync', 'Deployment b @1', 'ConfigMap c'], health: { 'Deployment b': ['Progressing'] } }, ['Sync 0: +ConfigMap c', 'Sync 1: +Deployment b, +Job m', 'waits for health: Deployment b', 'Running']],
  ['PostSync follows when all is healthy', { target: ['Deployment b', 'Job t hook=PostSync'], health: { 'Deployment b': ['Progressing', 'Healthy'] } }, ['Sync 0: +Deployment b', 'PostSync 0: +Job t', DONE]],
  ['so it gates what would have been the last wave', { target: ['Deployment b', 'Job t hook=PostSync'], health: { 'Deployment b': ['Degraded'] } }, ['Sync 0: +Deployment b', 'Failed']],
  ['a fixed name is deleted, and created in the next call', { live: ['Job m @-1 hook=Sync'], target: ['Job m @-1 hook=Sync', 'Deployment b'] }, ['Sync -1: xJob m', 'Sync -1: +Job m', 'Sync 0: +Deployment b', DONE]],
  ['beside it nothing is applied until it is gone', { live: ['Job m hook=Sync'], target: ['Job m hook=Sync', 'ConfigMap a'] }, ['Sync 0: xJob m', 'Sync 0: +ConfigMap a, +Job m', DONE]],
  ['one that isn\'t deleted before is applied over the old one', { live: ['Job m hook=Sync delete=HookFailed'], target: ['Job m hook=Sync delete=HookFailed'] }, ['Sync 0: ~Job m', DONE]],
  ['HookSucceeded: deleted when the whole sync succeeds', { target: ['Job m @-1 hook=Sync delete=HookSucceeded', 'ConfigMap b'] }, ['Sync -1: +Job m', 'Sync 0: +ConfigMap b, xJob m', DONE]],
  ['and kept when it fails', { target: ['Job m @-1 hook=Sync delete=HookSucceeded', 'Deployment b', 'ConfigMap c @1'], health: { 'Deployment b': ['Degraded'] } }, ['Sync -1: +Job m', 'Sync 0: +Deployment b', 'Failed']],
  ['HookFailed: deleted when the sync fails, even if it succeeded itself', { target: ['Job m @-1 hook=Sync delete=HookFailed', 'Deployment b', 'ConfigMap c @1'], health: { 'Deployment b': ['Degraded'] } }, ['Sync -1: +Job m', 'Sync 0: +Deployment b', 'after: xJob m', 'Failed']],
  ['Never: neither', { live: ['ConfigMap m hook=PreSync delete=Never'], target: ['ConfigMap m hook=PreSync delete=Never', 'ConfigMap b'] }, ['PreSync 0: ~ConfigMap m', 'Sync 0: +ConfigMap b', DONE]],
  ['an unknown policy is the default', { live: ['Job m hook=Sync delete=Sometimes'], target: ['Job m hook=Sync delete=Sometimes'] }, ['Sync 0: xJob m', 'Sync 0: +Job m', DONE]],
  ['a hook of two phases runs in both', { target: ['Job m hook=PreSync,PostSync', 'ConfigMap a'] }, ['PreSync 0: +Job m', 'Sync 0: +ConfigMap a', 'PostSync 0: xJob m', 'PostSync 0: +Job m', DONE]],
  ['of unknown types only, it is never applied', { target: ['Job m hook=Whenever', 'ConfigMap a'] }, ['Sync 0: +ConfigMap a', DONE]],
  ['of a known and an unknown one, the known one counts', { target: ['Job m hook=Whenever,PreSync', 'ConfigMap a'] }, ['PreSync 0: +Job m', 'Sync 0: +ConfigMap a', DONE]],
  ['hooks of the deletion are applied by no sync', { target: ['Job m hook=PreDelete', 'Job n hook=PostDelete', 'Job o helm=pre-delete', 'ConfigMap a'] }, ['Sync 0: +ConfigMap a', DONE]],
  ['nor pruned by one', { live: ['Job m hook=PostDelete', 'Job o helm=post-delete'], target: ['ConfigMap a'] }, ['Sync 0: +ConfigMap a', DONE]],
  ['beside a phase they are a hook of that one', { target: ['Job m hook=PostDelete,PostSync', 'ConfigMap a'] }, ['Sync 0: +ConfigMap a', 'PostSync 0: +Job m', DONE]],
  ['a live object that becomes a hook goes before it is made again, and is then nobody\'s to prune', { live: ['ConfigMap m'], target: ['ConfigMap m @-1 hook=Sync', 'ConfigMap a'] }, ['Sync -1: xConfigMap m', 'Sync -1: +ConfigMap m', 'Sync 0: +ConfigMap a', DONE]],
  ['Skip is never applied', { target: ['ConfigMap m hook=Skip', 'ConfigMap a'] }, ['Sync 0: +ConfigMap a', DONE]],
  ['Skip beside another type is a hook of that one', { target: ['Job m hook=Skip,PostSync', 'ConfigMap a'] }, ['Sync 0: +ConfigMap a', 'PostSync 0: +Job m', DONE]],
  ['a SyncFail hook runs when something failed, and the sync fails after it', { target: ['Deployment a', 'ConfigMap b @1', 'Job f hook=SyncFail'], health: { 'Deployment a': ['Degraded'] } }, ['Sync 0: +Deployment a', 'after: +Job f', 'Failed']],
  ['not when all went well, but the last wave is waited for because of it', { target: ['Deployment a', 'Job f hook=SyncFail'], health: { 'Deployment a': ['Progressing'] } }, ['Sync 0: +Deployment a', DONE]],
  ['when an apply fails, at once', { target: ['ConfigMap a', 'ConfigMap b @1', 'Job f hook=SyncFail'], refuses: { 'ConfigMap a': 'immutable' } }, ['Sync 0: +ConfigMap a, +Job f', 'Failed']],
  ['HookFailed and an apply that fails with nothing beside it: deleted at once', { target: ['Job m @-1 hook=Sync delete=HookFailed', 'ConfigMap b'], refuses: { 'ConfigMap b': 'immutable' } }, ['Sync -1: +Job m', 'Sync 0: +ConfigMap b, xJob m', 'Failed']],
  ['and where a hook for a failure runs, after it', { target: ['Job m @-1 hook=Sync delete=HookFailed', 'ConfigMap b', 'Job f hook=SyncFail'], refuses: { 'ConfigMap b': 'immutable' } }, ['Sync -1: +Job m', 'Sync 0: +ConfigMap b, +Job f', 'after: xJob m', 'Failed']],
  ['Never: not deleted before it is made again, so that a Job with a new image is refused', { live: ['Job m hook=Sync delete=Never'], target: ['Job m hook=Sync delete=Never'], refuses: { 'Job m': 'immutable' } }, ['Sync 0: ~Job m', 'Failed']],
  ['HookSucceeded: also what is left of an earlier sync of a hook that does not run', { live: ['Job f hook=SyncFail delete=HookSucceeded'], target: ['ConfigMap a', 'Job f hook=SyncFail delete=HookSucceeded'] }, ['Sync 0: +ConfigMap a, xJob f', DONE]],
  ['ended by somebody, the hook that runs is deleted', { target: ['Job m @-1 hook=Sync', 'Deployment b'], health: { 'Job m': ['Progressing'] }, terminatedAfter: 2 }, ['Sync -1: +Job m', 'after: xJob m', 'Failed']],
  ['one that has ended meanwhile stays', { target: ['Job m @-1 hook=Sync', 'Deployment b'], health: { 'Job m': ['Progressing', 'Healthy'] }, terminatedAfter: 2 }, ['Sync -1: +Job m', 'Failed']],
  ['unless it is to go in a failure', { target: ['Job m @-1 hook=Sync delete=HookFailed', 'Deployment b'], health: { 'Job m': ['Progressing', 'Healthy'] }, terminatedAfter: 2 }, ['Sync -1: +Job m', 'after: xJob m', 'Failed']],
  ['what was applied stays as it is', { target: ['Deployment b', 'ConfigMap c @1'], health: { 'Deployment b': ['Progressing'] }, terminatedAfter: 2 }, ['Sync 0: +Deployment b', 'Failed']],
  ['the strategy apply runs none', { target: ['Deployment a', 'Job m @-1 hook=Sync'], options: { skipHooks: true } }, ['Sync 0: +Deployment a', DONE]],
  ['a selective sync skips hooks', { live: ['Deployment a', 'Job m @-1 hook=Sync'], target: ['Deployment a', 'Job m @-1 hook=Sync', 'ConfigMap b'], options: { only: new Set(['apps/Deployment/shop-dev/a']) } }, ['Sync 0: ~Deployment a', DONE]],
]);

told('a plain object that becomes a hook, and a hook that becomes plain', [
  ['the plain one is pruned after the last wave, and the hook made after it', { live: ['Job report'], target: ['ConfigMap a @2', 'Job report hook=PostSync'] }, ['Sync 2: +ConfigMap a', 'Sync 3: -Job report', 'PostSync 0: +Job report', DONE]],
  ['so the last wave is waited for', { live: ['Job report'], target: ['Ingress a', 'Job report hook=PostSync'], health: { 'Ingress a': ['Progressing'] } }, ['Sync 0: +Ingress a', 'waits for health: Ingress a', 'Running']],
  ['the same beside another prune', { live: ['Job report', 'ConfigMap old'], target: ['ConfigMap a @2', 'Job report hook=PostSync'] }, ['Sync 2: +ConfigMap a', 'Sync 3: -ConfigMap old, -Job report', 'PostSync 0: +Job report', DONE]],
  ['its wave counts for the last one', { live: ['Job report @6'], target: ['ConfigMap a @2', 'Job report hook=PostSync'] }, ['Sync 2: +ConfigMap a', 'Sync 7: -Job report', 'PostSync 0: +Job report', DONE]],
  ['a hook of an earlier wave takes its place before it could be pruned', { live: ['Job m'], target: ['Job m @-1 hook=Sync', 'ConfigMap b'] }, ['Sync -1: xJob m', 'Sync -1: +Job m', 'Sync 0: +ConfigMap b', DONE]],
  ['one that may not be pruned stays, and the hook takes its place', { live: ['Job report opt=Prune=false'], target: ['ConfigMap a', 'Job report hook=PostSync'] }, ['Sync 0: +ConfigMap a', 'Sync 1: =Job report', 'PostSync 0: xJob report', 'PostSync 0: +Job report', DONE]],
  ['PreSync comes before the prune', { live: ['Job m'], target: ['Job m hook=PreSync', 'ConfigMap b'] }, ['PreSync 0: xJob m', 'PreSync 0: +Job m', 'Sync 0: +ConfigMap b', DONE]],
  ['a hook that becomes plain is applied like any object', { live: ['Job report hook=PostSync'], target: ['ConfigMap a', 'Job report'] }, ['Sync 0: +ConfigMap a, ~Job report', DONE]],
]);

// What is made up of a name is a star; a number behind it says which sync made it.
told('hooks whose names are made up', [
  ['are created', { target: ['Job report- generated hook=PostSync', 'ConfigMap a'] }, ['Sync 0: +ConfigMap a', 'PostSync 0: +Job report-*', DONE]],
  ['are created beside those of earlier syncs, which stay', { live: ['Job report-* hook=PostSync', 'Job report-*2 hook=PostSync'], target: ['Job report- generated hook=PostSync', 'ConfigMap a'] }, ['Sync 0: +ConfigMap a', 'PostSync 0: +Job report-*3', DONE]],
  ['are deleted by their policy, and only those of this sync', { live: ['Job report-* hook=PostSync'], target: ['Job report- generated hook=PostSync delete=HookSucceeded', 'ConfigMap a'] }, ['Sync 0: +ConfigMap a', 'PostSync 0: +Job report-*2', 'after: xJob report-*2', DONE]],
  ['are one in each phase', { target: ['Job report- generated hook=PreSync,PostSync', 'ConfigMap a'] }, ['PreSync 0: +Job report-*presync', 'Sync 0: +ConfigMap a', 'PostSync 0: +Job report-*postsync', DONE]],
  ['are waited for like others', { target: ['Job m- @-1 generated hook=Sync', 'ConfigMap a'], health: { 'Job m-*': ['Progressing'] } }, ['Sync -1: +Job m-*', 'waits for hook: Job m-*', 'Running']],
  ['stay where they are beside what is pruned', { live: ['Job report-* hook=PostSync', 'ConfigMap old'], target: ['Job report- generated hook=PostSync', 'ConfigMap a'] }, ['Sync 0: +ConfigMap a', 'Sync 1: -ConfigMap old', 'PostSync 0: +Job report-*2', DONE]],
]);

told("Helm's hooks", [
  ['pre-install and pre-upgrade are PreSync, once', { target: ['Job m helm=pre-install,pre-upgrade', 'ConfigMap a'] }, ['PreSync 0: +Job m', 'Sync 0: +ConfigMap a', DONE]],
  ['post-install is PostSync', { target: ['Job m helm=post-install', 'ConfigMap a'] }, ['Sync 0: +ConfigMap a', 'PostSync 0: +Job m', DONE]],
  ['beside one of Argo CD they count for nothing', { target: ['Job m helm=pre-install hook=PostSync', 'ConfigMap a'] }, ['Sync 0: +ConfigMap a', 'PostSync 0: +Job m', DONE]],
  ['crd-install is no hook', { target: ['CustomResourceDefinition x helm=crd-install', 'ConfigMap a'] }, ['Sync 0: +ConfigMap a, +CustomResourceDefinition x', DONE]],
  ['others are applied never', { target: ['Job m helm=test', 'ConfigMap a'] }, ['Sync 0: +ConfigMap a', DONE]],
  ['their delete policies count', { target: ['Job m helm=pre-install helmdelete=hook-succeeded', 'ConfigMap a'] }, ['PreSync 0: +Job m', 'Sync 0: +ConfigMap a, xJob m', DONE]],
]);

told('ApplyOutOfSyncOnly', [
  ['leaves alone what is as it should be', { live: ['ConfigMap a', 'ConfigMap b'], target: ['ConfigMap a', 'ConfigMap b'], options: { applyOutOfSyncOnly: true }, modified: ['ConfigMap b'] }, ['Sync 0: ~ConfigMap b', DONE]],
  ['so that a wave that is waited for may now be the last', { live: ['Deployment a', 'ConfigMap b @1'], target: ['Deployment a', 'ConfigMap b @1'], options: { applyOutOfSyncOnly: true }, modified: ['Deployment a'], health: { 'Deployment a': ['Degraded'] } }, ['Sync 0: ~Deployment a', DONE]],
  ['a retry finds what failed unmodified, and succeeds', { live: ['Deployment a', 'ConfigMap b @1'], target: ['Deployment a', 'ConfigMap b @1'], options: { applyOutOfSyncOnly: true }, modified: [], health: { 'Deployment a': ['Degraded'] } }, [DONE]],
  ['hooks run all the same', { live: ['ConfigMap a'], target: ['ConfigMap a', 'Job m @-1 hook=Sync'], options: { applyOutOfSyncOnly: true }, modified: [] }, ['Sync -1: +Job m', DONE]],
]);

told('requests', [
  ['an apply on the server', { live: ['ConfigMap a'], target: ['ConfigMap a', 'ConfigMap b'], requests: true }, ['Sync 0: ~ConfigMap a, +ConfigMap b', DONE]],
  ['on the client where the Application says nothing', { target: ['ConfigMap a', 'ConfigMap b opt=ServerSideApply=true'], options: { serverSideApply: false }, requests: true }, ['Sync 0: +ConfigMap a (client), +ConfigMap b', DONE]],
  ['or the object forbids it', { target: ['ConfigMap a opt=ServerSideApply=false'], requests: true }, ['Sync 0: +ConfigMap a (client)', DONE]],
  ['Replace puts whole objects, and creates what is not there', { live: ['ConfigMap a'], target: ['ConfigMap a opt=Replace=true', 'ConfigMap b opt=Replace=true'], requests: true }, ['Sync 0: ~ConfigMap a (replace), +ConfigMap b (create)', DONE]],
  ['what is live may ask for it, too', { live: ['ConfigMap a opt=Replace=true'], target: ['ConfigMap a'], requests: true }, ['Sync 0: ~ConfigMap a (replace)', DONE]],
  ['namespaces and definitions are never made anew', { live: ['Namespace n', 'CustomResourceDefinition x'], target: ['Namespace n', 'CustomResourceDefinition x', 'ConfigMap c'], options: { replace: true, force: true }, requests: true }, ['Sync 0: ~Namespace n (update), +ConfigMap c (create), ~CustomResourceDefinition x (update)', DONE]],
  ['Force makes anew what is replaced', { live: ['Job a'], target: ['Job a opt=Replace=true,Force=true'], requests: true }, ['Sync 0: ~Job a (replace, force)', DONE]],
]);

told('the layout of a release', [
  [
    'each wave after the one before it',
    { target: ['Namespace shop-dev @-5', 'NetworkPolicy web-to-db @-5', 'ServiceAccount web @-4', 'ExternalSecret db @-4', 'StatefulSet db @-3', 'Job migrate @-1 hook=Sync', 'Deployment web', 'Service web', 'Job smoke @1 hook=Sync', 'HorizontalPodAutoscaler web @2', 'Ingress web @2'], health: { 'HorizontalPodAutoscaler web': ['Degraded'], 'Ingress web': ['Progressing'] } },
    ['after: +Namespace shop-dev', 'Sync -5: +NetworkPolicy web-to-db', 'Sync -4: +ServiceAccount web, +ExternalSecret db', 'Sync -3: +StatefulSet db', 'Sync -1: +Job migrate', 'Sync 0: +Service web, +Deployment web', 'Sync 1: +Job smoke', 'Sync 2: +HorizontalPodAutoscaler web, +Ingress web', DONE],
  ],
  ['an ExternalSecret that is not ready fails at once', { target: ['ExternalSecret db @-4', 'Deployment web'], health: { 'ExternalSecret db': ['Degraded'] } }, ['Sync -4: +ExternalSecret db', 'Failed']],
  ['a claim before its pod waits for ever', { target: ['PersistentVolumeClaim data @-3', 'StatefulSet db'], health: { 'PersistentVolumeClaim data': ['Progressing'] } }, ['Sync -3: +PersistentVolumeClaim data', 'waits for health: PersistentVolumeClaim data', 'Running']],
  ['an autoscaler before the last wave fails the first sync', { target: ['Deployment web', 'HorizontalPodAutoscaler web', 'Job smoke @1 hook=Sync'], health: { 'HorizontalPodAutoscaler web': ['Degraded'] } }, ['Sync 0: +Deployment web, +HorizontalPodAutoscaler web', 'Failed']],
]);
