import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { invalid, notSupported, required, tooLong } from '../../field-error.ts';
import { byteLength } from '../../syntax/length.ts';
import { contextsOf } from './contexts-of.ts';
import { PROFILE_TYPES } from './seccomp-profile-is-valid.ts';

/** The minor since which AppArmor is a field; before, it is dropped. */
export const APP_ARMOR_FIELDS = 30;
/** As long as a path can be. */
const LONGEST = 4095;

export const appArmorProfileIsValid: Rule = {
  id: 'app-armor-profile-is-valid',
  severity: 'error',
  why: 'the API server refuses an AppArmor profile of no known type, and a name of one with any type but Localhost, which needs one',
  source: 'https://kubernetes.io/docs/tutorials/security/apparmor/',
  since: APP_ARMOR_FIELDS,
  kinds: POD_KINDS,
  keys: ['appArmorProfile'],
  *check(subject) {
    for (const { path, context: { appArmorProfile } } of contextsOf(subject)) {
      if (appArmorProfile === undefined) continue;
      const { type = '', localhostProfile: name } = appArmorProfile as { readonly type?: string; readonly localhostProfile?: string };
      const at = `${path}.appArmorProfile`;
      if (type === '') yield required(`${at}.type`, 'type is required when appArmorProfile is set');
      else if (!PROFILE_TYPES.includes(type)) yield notSupported(`${at}.type`, type, PROFILE_TYPES);
      else if (type !== 'Localhost') {
        if (name !== undefined) yield invalid(`${at}.localhostProfile`, name, 'can only be set when AppArmor type is Localhost');
      } else if (name === undefined || name === '') yield required(`${at}.localhostProfile`, 'must be set when AppArmor type is Localhost');
      else {
        if (name.trim() !== name) yield invalid(`${at}.localhostProfile`, name, 'must not be padded with whitespace');
        if (byteLength(name) > LONGEST) yield tooLong(`${at}.localhostProfile`, LONGEST);
      }
    }
  },
};
