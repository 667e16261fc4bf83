import { type ConfigMapKeySelector } from '../../../../../imports/kubernetes.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf } from '../../config/items-of.ts';
import { required } from '../../field-error.ts';
import { configMapKeyErrors } from '../../syntax/config-map-key.ts';
import { dnsSubdomainErrors } from '../../syntax/dns-subdomain.ts';

export const envKeyReferenceIsValid: Rule = {
  id: 'env-key-reference-is-valid',
  severity: 'error',
  why: 'the API server refuses a reference to a key of a ConfigMap or Secret that no such object could have',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables',
  kinds: POD_KINDS,
  keys: ['configMapKeyRef', 'secretKeyRef'],
  *check({ apiContainers }) {
    for (const { path, container } of apiContainers) {
      for (const { path: at, item: { valueFrom } } of itemsOf(container.env, `${path}.env`)) {
        if (valueFrom?.configMapKeyRef !== undefined) yield* keyFindings(valueFrom.configMapKeyRef, `${at}.valueFrom.configMapKeyRef`);
        if (valueFrom?.secretKeyRef !== undefined) yield* keyFindings(valueFrom.secretKeyRef, `${at}.valueFrom.secretKeyRef`);
      }
    }
  },
};

function* keyFindings({ name = '', key = '' }: Partial<ConfigMapKeySelector>, path: string): Iterable<Finding> {
  yield* eachInvalid(`${path}.name`, name, dnsSubdomainErrors(name));
  if (key === '') yield required(`${path}.key`, 'name the key whose value the variable gets');
  else yield* eachInvalid(`${path}.key`, key, configMapKeyErrors(key));
}
