import { at, textAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';

export const accountIsOwn: Rule = {
  id: 'account-is-own',
  severity: 'warning',
  why: 'what is given to the default account is given to every pod of the namespace',
  source: 'https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts',
  kinds: POD_KINDS,
  *check({ pods }) {
    for (const { spec, specPath } of pods) {
      if ((textAt(spec, 'serviceAccountName') ?? textAt(spec, 'serviceAccount') ?? 'default') === 'default') yield { path: `${specPath}.serviceAccountName`, message: 'the pod runs as the default account of its namespace', fix: 'serviceAccountName: <component>' };
      if (at(spec, 'serviceAccount') !== undefined && at(spec, 'serviceAccount') !== at(spec, 'serviceAccountName')) yield { path: `${specPath}.serviceAccount`, message: 'serviceAccount is the former name of serviceAccountName', fix: 'serviceAccountName: <component>' };
    }
  },
};
