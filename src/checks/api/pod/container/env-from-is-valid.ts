import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf } from '../../config/items-of.ts';
import { invalid, required } from '../../field-error.ts';
import { dnsSubdomainErrors } from '../../syntax/dns-subdomain.ts';

const SOURCES = ['configMapRef', 'secretRef'] as const;

export const envFromIsValid: Rule = {
  id: 'env-from-is-valid',
  severity: 'error',
  why: 'the API server refuses an entry of envFrom that names no ConfigMap and no Secret, or both',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables',
  kinds: POD_KINDS,
  keys: ['envFrom'],
  *check({ apiContainers }) {
    for (const { path, container } of apiContainers) {
      for (const { path: at, item } of itemsOf(container.envFrom, `${path}.envFrom`)) {
        const given = SOURCES.filter((source) => item[source] !== undefined);
        for (const source of given) {
          const name = item[source]?.name ?? '';
          if (name === '') yield required(`${at}.${source}.name`, 'name the object that the variables come from');
          else yield* eachInvalid(`${at}.${source}.name`, name, dnsSubdomainErrors(nameAsPrefix(name)));
        }
        // About the whole list, as the server has it.
        if (given.length === 0) yield invalid(`${path}.envFrom`, '', 'each entry must have one of configMapRef and secretRef');
        else if (given.length > 1) yield invalid(`${path}.envFrom`, '', 'no entry may have both configMapRef and secretRef');
      }
    }
  },
};

/** The server reads the name as the beginning of one, where a dash may stand last. */
function nameAsPrefix(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}
