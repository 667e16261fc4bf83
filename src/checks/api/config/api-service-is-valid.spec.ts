import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { apiServiceIsValid } from './api-service-is-valid.ts';

const apiService = (spec: object) => object('apiregistration.k8s.io/v1', 'APIService', 'v1.shop.example', { spec: { group: 'shop.example', version: 'v1', groupPriorityMinimum: 1000, versionPriority: 15, ...spec } });

describeRule(apiServiceIsValid, {
  accepts: {
    'one behind a Service': apiService({ service: { namespace: 'shop', name: 'api' }, caBundle: 'eA==' }),
    'one of the API server': apiService({}),
  },
  rejects: {
    'another name': [apiService({ version: 'v2' }), ['metadata.name']],
    'ranks': [apiService({ groupPriorityMinimum: 20001, versionPriority: 0 }), ['spec.groupPriorityMinimum', 'spec.versionPriority']],
    'names': [apiService({ group: 'A', version: '1' }), ['metadata.name', 'spec.group', 'spec.version']],
    'no group': [apiService({ group: '', version: 'v2' }), ['metadata.name', 'spec.group']],
    'what only a Service has': [apiService({ caBundle: 'eA==', insecureSkipTLSVerify: true }), ['spec.caBundle', 'spec.insecureSkipTLSVerify']],
    'half a Service, and a bundle nobody looks at': [apiService({ service: { port: 65536 }, caBundle: 'eA==', insecureSkipTLSVerify: true }), ['spec.service.namespace', 'spec.service.name', 'spec.service.port', 'spec.insecureSkipTLSVerify']],
  },
});
