import { type Manifest } from '../../kernel/manifest.ts';
import { ReleaseSet } from '../../plan/release-set.ts';
import { type PairManifests } from '../manifests/pair-manifests.ts';

/** Both sides of a pair's change as releases; without objects before it, there is no former one. */
export function releasesOf(before: PairManifests | undefined, after: PairManifests): { readonly former: ReleaseSet | undefined; readonly release: ReleaseSet } {
  const namespace = namespaceOf(after);
  const former = before === undefined || before.objects.length === 0 ? undefined : new ReleaseSet(manifestsOf(before), namespace);
  return { former, release: new ReleaseSet(manifestsOf(after), namespace) };
}

/** The manifests of a pair. */
function manifestsOf({ objects }: PairManifests): Manifest[] {
  return objects.map(({ manifest }) => manifest);
}

/** The Application's namespace: that of the pair's objects. */
export function namespaceOf({ objects, environment, system }: PairManifests): string {
  const [named] = objects.flatMap(({ manifest: { metadata } }) => (metadata.namespace === undefined ? [] : [metadata.namespace]));
  return named ?? `${system}-${environment}`;
}
