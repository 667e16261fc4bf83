import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { invalid, notSupported, required } from '../../field-error.ts';
import { descendingPathErrors } from '../volume/volume-path.ts';
import { contextsOf } from './contexts-of.ts';

/** The sorts of profiles, of seccomp and of AppArmor alike. */
export const PROFILE_TYPES: readonly string[] = ['Localhost', 'RuntimeDefault', 'Unconfined'];

export const seccompProfileIsValid: Rule = {
  id: 'seccomp-profile-is-valid',
  severity: 'error',
  why: 'the API server refuses a seccomp profile of no known type, and the name of a file with any type but Localhost, which needs one',
  source: 'https://kubernetes.io/docs/tutorials/security/seccomp/',
  kinds: POD_KINDS,
  keys: ['seccompProfile'],
  *check(subject) {
    for (const { path, context: { seccompProfile } } of contextsOf(subject)) {
      if (seccompProfile === undefined) continue;
      const { type = '', localhostProfile: file } = seccompProfile as { readonly type?: string; readonly localhostProfile?: string };
      const at = `${path}.seccompProfile`;
      if (type === '') yield required(`${at}.type`, 'type is required when seccompProfile is set');
      else if (!PROFILE_TYPES.includes(type)) yield notSupported(`${at}.type`, type, PROFILE_TYPES);
      if (type === 'Localhost') {
        if (file === undefined) yield required(`${at}.localhostProfile`, 'must be set when seccomp type is Localhost');
        else yield* eachInvalid(`${at}.localhostProfile`, file, descendingPathErrors(file));
      } else if (file !== undefined) {
        yield invalid(`${at}.localhostProfile`, file, 'can only be set when seccomp type is Localhost');
      }
    }
  },
};
