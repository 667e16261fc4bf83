import { pathText } from '../../kernel/path.ts';
import { at, fieldsAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** The annotation is what clusters before 1.30 read; later ones read both. */
export const appArmorIsOn: Rule = {
  id: 'app-armor-is-on',
  severity: 'error',
  why: 'without its profile a container may use every file and capability that the kernel lets it',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  kinds: POD_KINDS,
  keys: ['appArmorProfile', /^container\.apparmor\.security\.beta\.kubernetes\.io\//],
  *check({ pods, securityContexts, set }) {
    for (const { path, metadata } of pods) {
      const annotations = fieldsAt(metadata, 'annotations');
      for (const key of Object.keys(annotations)) {
        const got = annotations[key];
        const confined = got === '' || got === 'runtime/default' || (typeof got === 'string' && got.startsWith('localhost/'));
        if (confined || !key.startsWith('container.apparmor.security.beta.kubernetes.io/')) continue;
        yield {
          path: pathText([...path.split('.').filter((step) => step !== ''), 'metadata', 'annotations', key]),
          message: `AppArmor is switched off for the container: the profile is ${shown(got)}`,
          fix: 'write "runtime/default"',
        };
      }
    }
    if (set.minor < 30) return;
    for (const { path, context } of securityContexts) {
      const got = at(context, 'appArmorProfile', 'type') ?? undefined;
      if (got !== undefined && got !== 'RuntimeDefault' && got !== 'Localhost') yield {
        path: `${path}.appArmorProfile.type`,
        message: `AppArmor is switched off: the profile is ${shown(got)}`,
        fix: 'type: RuntimeDefault',
      };
    }
  },
};
