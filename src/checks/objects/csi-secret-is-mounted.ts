import { type Identity } from '../../kernel/manifest.ts';
import { containersOfPod } from '../containers-of.ts';
import { listAt, textAt } from '../field.ts';
import { kindOf } from '../../kernel/kind-of.ts';
import { identityIn } from '../manifest-set.ts';
import { type Pod } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** A volume that no container mounts is not set up at all. */
export const csiSecretIsMounted: Rule = {
  id: 'csi-secret-is-mounted',
  severity: 'error',
  why: 'the Secrets Store CSI driver writes a Secret when a pod mounts its volume and removes it with the last one, so that whoever else reads it waits for ever',
  source: 'https://secrets-store-csi-driver.sigs.k8s.io/topics/sync-as-kubernetes-secret',
  among: (set) => (set.ofKind(PROVIDER).length === 0 ? [] : set.manifests),
  *check({ references, pods, set }) {
    for (const { path, to, optional } of references) {
      if (optional || to.kind !== 'Secret' || to.group !== '' || set.withIdentity(to).length > 0) continue;
      const provider = set.providerOf(to);
      if (provider === undefined || kindOf(provider) !== PROVIDER) continue;
      const pod = pods.find(({ specPath }) => path.startsWith(`${specPath}.`));
      if (pod !== undefined && mounts(pod, identityIn(provider))) continue;
      const { name } = identityIn(provider);
      yield {
        path,
        message: `the Secret ${shown(to.name)} is there only while a pod mounts the volume of SecretProviderClass ${shown(name)}, and ${pod === undefined ? 'this is no pod' : 'this one does not'}`,
        ...(pod === undefined ? {} : { fix: `mount a csi volume with secretProviderClass: ${name}` }),
      };
    }
  },
};

const PROVIDER = 'secrets-store.csi.x-k8s.io/SecretProviderClass';

function mounts(pod: Pod, { name }: Identity): boolean {
  const mounted = new Set(containersOfPod(pod).flatMap(({ container }) => listAt(container, 'volumeMounts').map((mount) => textAt(mount, 'name'))));
  return listAt(pod.spec, 'volumes').some((volume) => mounted.has(textAt(volume, 'name')) && textAt(volume, 'csi', 'volumeAttributes', 'secretProviderClass') === name);
}
