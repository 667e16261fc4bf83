import { type APIServiceSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { invalid, required } from '../field-error.ts';
import { dns1035LabelErrors } from '../syntax/dns-1035-label.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { portNumberErrors } from '../syntax/port.ts';
import { eachInvalid } from './each-invalid.ts';
import { specOf } from './spec-of.ts';

export const apiServiceIsValid: Rule = {
  id: 'api-service-is-valid',
  severity: 'error',
  why: 'the API server refuses an API that it can\'t name, rank or reach',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/api-service-v1/#APIServiceSpec',
  kinds: ['apiregistration.k8s.io/APIService'],
  *check(subject) {
    const spec = specOf<APIServiceSpec>(subject);
    const { group = '', version = '', groupPriorityMinimum: rank = 0, versionPriority = 0 } = spec;
    const { name } = subject.identity;
    if (name !== '' && name !== `${version}.${group}`) yield { ...invalid('metadata.name', name, 'must be spec.version, a dot and spec.group'), fix: `name: ${version}.${group}` };
    if (group === '' && version !== 'v1') yield required('spec.group', 'only version v1 may have none');
    if (group !== '') yield* eachInvalid('spec.group', group, dnsSubdomainErrors(group));
    yield* eachInvalid('spec.version', version, dns1035LabelErrors(version));
    if (rank <= 0 || rank > 20_000) yield invalid('spec.groupPriorityMinimum', rank, 'must be between 1 and 20000');
    if (versionPriority <= 0 || versionPriority > 1000) yield invalid('spec.versionPriority', versionPriority, 'must be between 1 and 1000');
    yield* serviceFindings(spec);
  },
};

function* serviceFindings({ service, caBundle, insecureSkipTLSVerify: isInsecure = false }: Partial<APIServiceSpec>): Iterable<Finding> {
  if (!service) {
    if (caBundle) yield invalid('spec.caBundle', `${Buffer.from(caBundle, 'base64').length} bytes`, 'an API of the API server itself has none');
    if (isInsecure) yield invalid('spec.insecureSkipTLSVerify', isInsecure, 'an API of the API server itself has no TLS to verify');
    return;
  }
  if (!service.namespace) yield required('spec.service.namespace', 'name the namespace of the Service');
  if (!service.name) yield required('spec.service.name', 'name the Service');
  const port = service.port ?? 443;
  yield* eachInvalid('spec.service.port', port, portNumberErrors(port));
  if (isInsecure && caBundle) yield invalid('spec.insecureSkipTLSVerify', isInsecure, 'may not be true where there is a caBundle');
}
