import { type Container } from '../../../../../imports/kubernetes.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { forbidden } from '../../field-error.ts';
import { APP_ARMOR_FIELDS } from './app-armor-profile-is-valid.ts';
import { APP_ARMOR, POD_SECCOMP, SECCOMP } from './profile-annotation-is-valid.ts';

export const profileAnnotationMatchesField: Rule = {
  id: 'profile-annotation-matches-field',
  severity: 'error',
  why: 'the API server refuses an old annotation of AppArmor or seccomp that says something else than the field',
  source: 'https://kubernetes.io/docs/tutorials/security/apparmor/#specifying-apparmor-confinement',
  kinds: POD_KINDS,
  keys: [POD_SECCOMP, /^container\.(?:apparmor|seccomp)\.security\./],
  *check({ apiPods, apiContainers, set: { minor } }) {
    for (const { specPath, metadata: { annotations = {} }, spec } of apiPods) {
      yield* mismatch(spec.securityContext?.seccompProfile, ownText(annotations, POD_SECCOMP), `${specPath}.securityContext.seccompProfile`);
    }
    for (const { path, container, pod: { metadata: { annotations = {} }, spec } } of apiContainers) {
      const { name = '', securityContext } = container as Partial<Container>;
      yield* mismatch(securityContext?.seccompProfile, ownText(annotations, SECCOMP + name), `${path}.securityContext.seccompProfile`);
      if (minor < APP_ARMOR_FIELDS || spec.os?.name === 'windows') continue;
      yield* mismatch(securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile, ownText(annotations, APP_ARMOR + name), `${path}.securityContext.appArmorProfile`);
    }
  },
};

/** How the annotations call the types that need no name. */
const CALLED: ReadonlyMap<string, readonly string[]> = new Map([
  ['Unconfined', ['unconfined']],
  ['RuntimeDefault', ['runtime/default', 'docker/default']],
]);

function* mismatch(profile: { readonly type?: string | undefined; readonly localhostProfile?: string | undefined } | undefined, annotation: string | undefined, path: string): Iterable<Finding> {
  if (profile === undefined || annotation === undefined) return;
  if (profile.type === 'Localhost') {
    if (!annotation.startsWith('localhost/')) yield forbidden(`${path}.type`, 'the type in annotation and field must match');
    else if (annotation.slice('localhost/'.length) !== profile.localhostProfile) yield forbidden(`${path}.localhostProfile`, 'the profile in annotation and field must match');
  } else if (CALLED.get(profile.type ?? '')?.includes(annotation) === false) {
    yield forbidden(`${path}.type`, 'the type in annotation and field must match');
  }
}

function ownText(annotations: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(annotations, key) ? annotations[key] : undefined;
}
