import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { type ApiPod } from '../../api-pods.ts';
import { entriesOf } from '../../config/items-of.ts';
import { keyPath } from '../../config/key-path.ts';
import { invalid } from '../../field-error.ts';
import { descendingPathErrors } from '../volume/volume-path.ts';

/** Where the AppArmor profile of a container stood before it was a field. */
export const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
/** Where the seccomp profile of a container stood before it was a field. */
export const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/';
/** Where that of a pod stood. */
export const POD_SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';

export const profileAnnotationIsValid: Rule = {
  id: 'profile-annotation-is-valid',
  severity: 'error',
  why: 'the API server still reads the old annotations of AppArmor and seccomp, and refuses profiles that don\'t exist or are for no container',
  source: 'https://kubernetes.io/docs/reference/labels-annotations-taints/#container-apparmor-security-beta-kubernetes-io',
  kinds: POD_KINDS,
  keys: [POD_SECCOMP, /^container\.(?:apparmor|seccomp)\.security\./],
  *check({ apiPods, apiContainers }) {
    for (const pod of apiPods) {
      const path = annotationsPath(pod);
      const names = new Set(apiContainers.filter((one) => one.pod === pod).map(({ container }) => container.name));
      for (const [key, profile] of entriesOf(pod.metadata.annotations)) {
        if (key.startsWith(APP_ARMOR)) {
          const name = key.slice(APP_ARMOR.length);
          if (!names.has(name)) yield invalid(keyPath(path, key), name, 'container not found');
          if (!isAppArmor(profile)) yield invalid(keyPath(path, key), profile, 'must be runtime/default, unconfined or localhost/<profile>');
        } else if (key === POD_SECCOMP || key.startsWith(SECCOMP)) yield* seccompFindings(profile, `${path}.${key}`);
      }
    }
  },
};

/** Where the API server says the annotations of a pod stand: of a template it leaves out `metadata`. */
export function annotationsPath({ path }: ApiPod): string {
  return path === '' ? 'metadata.annotations' : `${path}.annotations`;
}

function isAppArmor(profile: string): boolean {
  return profile === '' || profile === 'runtime/default' || profile === 'unconfined' || profile.startsWith('localhost/');
}

function* seccompFindings(profile: string, path: string): Iterable<Finding> {
  if (profile === 'runtime/default' || profile === 'docker/default' || profile === 'unconfined') return;
  if (!profile.startsWith('localhost/')) return void (yield invalid(path, profile, 'must be a valid seccomp profile'));
  for (const error of descendingPathErrors(profile.slice('localhost/'.length))) yield invalid(path, profile, error);
}
