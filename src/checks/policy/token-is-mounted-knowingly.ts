import { at, textAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';

export const tokenIsMountedKnowingly: Rule = {
  id: 'token-is-mounted-knowingly',
  severity: 'warning',
  why: 'a token of the API lies in every container for which nobody said no, and an intruder asks the API with it',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  kinds: POD_KINDS,
  *check({ pods, identity, set }) {
    for (const { spec, specPath } of pods) {
      if (typeof at(spec, 'automountServiceAccountToken') === 'boolean') continue;
      const name = textAt(spec, 'serviceAccountName') ?? 'default';
      const account = set.withIdentity({ group: '', kind: 'ServiceAccount', namespace: identity.namespace, name })[0];
      if (typeof at(account, 'automountServiceAccountToken') !== 'boolean') yield { path: `${specPath}.automountServiceAccountToken`, message: 'the pod gets a token of the API, because nobody said whether it needs one', fix: 'automountServiceAccountToken: false' };
    }
  },
};
