import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { ingressBackendIsValid } from './ingress-backend-is-valid.ts';

const ingress = (spec: object, annotations: object = {}) => object('networking.k8s.io/v1', 'Ingress', 'web', { metadata: { annotations }, spec });

describeRule(ingressBackendIsValid, {
  accepts: {
    'a Service by number and by name of its port': ingress({ defaultBackend: { service: { name: 'web', port: { number: 80 } } }, rules: [{ http: { paths: [{ pathType: 'Prefix', backend: { service: { name: '9web', port: { name: 'http' } } } }] } }] }),
    'another object': ingress({ defaultBackend: { resource: { apiGroup: 'shop.example', kind: 'Bucket', name: 'icons' } } }),
    'a path without type, of which nothing more is looked at': ingress({ rules: [{ http: { paths: [{}] } }] }),
  },
  rejects: {
    'nothing': [ingress({ defaultBackend: {} }), ['spec.defaultBackend']],
    'both': [ingress({ defaultBackend: { service: { name: 'web', port: { number: 80 } }, resource: { kind: 'Bucket', name: 'icons' } } }), ['spec.defaultBackend']],
    'no name and no port': [ingress({ rules: [{ http: { paths: [{ pathType: 'Exact', backend: { service: {} } }] } }] }), ['spec.rules[0].http.paths[0].backend.service.name', 'spec.rules[0].http.paths[0].backend']],
    'a number and a name': [ingress({ defaultBackend: { service: { name: 'web', port: { number: 80, name: 'http' } } } }), ['spec.defaultBackend']],
    'a name that no Service has': [ingress({ defaultBackend: { service: { name: 'Web.1', port: { number: 80 } } } }), ['spec.defaultBackend.service.name']],
    'a port out of range': [ingress({ defaultBackend: { service: { name: 'web', port: { number: 65536 } } } }), ['spec.defaultBackend.service.port.number']],
    'a port in digits': [ingress({ defaultBackend: { service: { name: 'web', port: { name: '80' } } } }), ['spec.defaultBackend.service.port.name']],
    'an object without kind, name or a group that is none': [ingress({ defaultBackend: { resource: { apiGroup: 'A' } } }), ['spec.defaultBackend.resource.apiGroup', 'spec.defaultBackend.resource.kind', 'spec.defaultBackend.resource.name']],
  },
});

describeRule(ingressBackendIsValid, {
  accepts: {
    'a Service': ingress({ defaultBackend: { service: { name: 'web', port: { number: 80 } } } }),
  },
  rejects: {
    'a name that begins with a digit, as older servers don\'t allow': [ingress({ defaultBackend: { service: { name: '9web', port: { number: 80 } } } }), ['spec.defaultBackend.service.name']],
  },
  context: { kubernetes: '1.35' },
});
