import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf } from '../../config/items-of.ts';
import { required } from '../../field-error.ts';
import { envVarNameErrors } from '../../syntax/env-var-name.ts';

export const envNameIsValid: Rule = {
  id: 'env-name-is-valid',
  severity: 'error',
  why: 'the API server refuses an environment variable without a name, or with one that no program could read',
  source: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
  kinds: POD_KINDS,
  keys: ['env', 'envFrom'],
  *check({ apiContainers, set: { minor } }) {
    for (const { path, container } of apiContainers) {
      for (const { path: at, item: { name = '' } } of itemsOf(container.env, `${path}.env`)) {
        if (name === '') yield required(`${at}.name`, 'a variable has a name');
        else yield* eachInvalid(`${at}.name`, name, envVarNameErrors(name, minor));
      }
      for (const { path: at, item: { prefix } } of itemsOf(container.envFrom, `${path}.envFrom`)) {
        if (prefix) yield* eachInvalid(`${at}.prefix`, prefix, envVarNameErrors(prefix, minor));
      }
    }
  },
};
