import { describeInvariant } from '../test-support/describe-invariant.ts';
import { NAMESPACE, object, wave } from '../test-support/shop.ts';

type Edit = Readonly<Record<string, unknown>>;

const labels = { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/component': 'web' };
const service = (name: string, waveOf: number) => object('v1', 'Service', name, waveOf, { spec: { selector: labels, ports: [{ name: 'main', port: 80, targetPort: 'http', protocol: 'TCP' }] } });
const virtualService = (host: string, waveOf: number, port = 80) => object('networking.istio.io/v1', 'VirtualService', 'outside', waveOf, { spec: { hosts: ['shop.example'], gateways: ['istio-ingress/public'], http: [{ route: [{ destination: { host, port: { number: port } } }] }] } });
const httpRoute = (name: string, waveOf: number, backend: Edit = {}) => object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'outside', waveOf, { spec: { rules: [{ backendRefs: [{ name, port: 80, ...backend }] }] } });
const ingress = (name: string, port: Edit = { name: 'main' }): Edit => ({ spec: { rules: [{ host: 'shop.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port } } }] } }] } });
const rollout = (stableService: string) => object('argoproj.io/v1alpha1', 'Rollout', 'api', 0, { spec: { strategy: { canary: { stableService } }, selector: { matchLabels: { app: 'api' } }, template: { metadata: { labels: { app: 'api' } }, spec: { containers: [{ name: 'api', image: 'registry.example/api' }] } } } });
const otherPort: Edit = { spec: { ports: [{ name: 'main', port: 8080, targetPort: 'http', protocol: 'TCP' }] } };
const twoPorts: Edit = { spec: { ports: [{ name: 'main', port: 80, targetPort: 'http', protocol: 'TCP' }, { name: 'new', port: 8080, targetPort: 'http', protocol: 'TCP' }] } };

describeInvariant('routes-lead-to-services', {
  names: {
    'a route that leads to a new Service before it is there': { adds: { before: [virtualService('web', -5)], after: [service('front', 0), virtualService('front', -5)] }, about: 'VirtualService outside', says: 'leads to Service front, which is not there yet' },
    'a route to a Service by its whole name': { adds: { before: [virtualService('web', -5)], after: [service('front', 0), virtualService(`front.${NAMESPACE}.svc.cluster.local`, -5)] }, about: 'VirtualService outside', says: 'leads to Service front, which is not there yet' },
    'a route to a Service that nobody makes': { adds: { after: [virtualService('front', 2)] }, about: 'VirtualService outside', says: 'leads to Service front, which nobody makes' },
    'a route that stays when its Service leaves': { adds: { before: [service('front', 0)], both: [httpRoute('front', 2)] }, about: 'HTTPRoute outside', says: 'leads to Service front, which nobody makes' },
    'an Ingress whose Service leaves': { both: { 'Ingress web': ingress('web') }, after: { 'Service web': null }, about: 'Ingress web', says: 'leads to Service web, which nobody makes' },
    'an Ingress whose port by number changes under it': { before: { 'Ingress web': ingress('web', { number: 80 }) }, after: { 'Ingress web': ingress('web', { number: 8080 }), 'Service web': otherPort }, about: 'Ingress web', says: 'leads to port 80 of Service web, which it does not have' },
    'a route whose port changes under it': { adds: { before: [httpRoute('web', 2)], after: [httpRoute('web', 2, { port: 8080 })] }, after: { 'Service web': otherPort }, about: 'HTTPRoute outside', says: 'leads to port 80 of Service web' },
    'a route to a port that comes after it': { adds: { before: [virtualService('web', -5)], after: [virtualService('web', -5, 8080)] }, after: { 'Service web': twoPorts }, about: 'VirtualService outside', says: 'leads to port 8080 of Service web, which is not there yet' },
    'a Rollout before its Service': { adds: { both: [rollout('api-stable'), object('v1', 'Service', 'api-stable', 1, { spec: { selector: { app: 'api' }, ports: [{ port: 80 }] } })] }, about: 'Rollout api', says: 'leads to Service api-stable, which is not there yet' },
  },
  leaves: {
    'a route that leads to a new Service once it is there': { adds: { before: [virtualService('web', 0)], after: [service('front', -1), virtualService('front', 0)] } },
    'a route that comes before its Service, and served nobody': { adds: { after: [service('front', 0), virtualService('front', -5)] } },
    'a route to another namespace': { adds: { both: [virtualService('front.other.svc.cluster.local', 2)] } },
    'a route to a host outside': { adds: { both: [virtualService('shop.acme.example', 2)] } },
    'a route to a bucket': { adds: { both: [httpRoute('files', 2, { group: 'storage.acme.example', kind: 'Bucket' })] } },
    'a Service that leaves with its route': { adds: { before: [service('front', 0), virtualService('front', 2)] } },
    'a route that moves to a port that was there before it': { both: { 'Service web': twoPorts }, before: { 'Ingress web': ingress('web', { number: 80 }) }, after: { 'Ingress web': ingress('web', { number: 8080 }) } },
    'a port that comes beside the one that the route has': { both: { 'Ingress web': ingress('web', { number: 80 }) }, after: { 'Service web': twoPorts } },
    'a route to a Service that an operator makes': { adds: { both: [object('postgresql.cnpg.io/v1', 'Cluster', 'orders', -3, { spec: { instances: 2 } }), virtualService('orders-rw', 2, 5432)] } },
    'a share of nothing': { adds: { both: [object('networking.istio.io/v1', 'VirtualService', 'outside', 2, { spec: { http: [{ route: [{ destination: { host: 'web' }, weight: 100 }, { destination: { host: 'web-canary' }, weight: 0 }] }] } })] } },
    'a Rollout beside its Service': { adds: { both: [rollout('api-stable'), object('v1', 'Service', 'api-stable', 0, { spec: { selector: { app: 'api' }, ports: [{ port: 80 }] } })] } },
    'an Ingress that names a port by name, whose number changes': { both: { 'Ingress web': ingress('web') }, after: { 'Service web': otherPort, 'Deployment web': wave(0) } },
  },
});
