import { describeInvariant } from '../test-support/describe-invariant.ts';

const containers = (name: string, containerPort: number): Readonly<Record<string, unknown>> => ({ spec: { template: { spec: { containers: [{ name: 'web', image: 'registry.example/web', env: [], ports: [{ name, containerPort }] }] } } } });
const ports = (targetPort: number | string, port = 80): Readonly<Record<string, unknown>> => ({ spec: { ports: [{ name: 'main', port, targetPort, protocol: 'TCP' }] } });

/** Without the claim that only its pods bind. */
const FREE = { 'Deployment web': { spec: { template: { spec: { volumes: [{ name: 'files', configMap: { name: 'files-aa' } }] } } } }, 'PersistentVolumeClaim uploads': null } as const;

describeInvariant('services-select', {
  names: {
    'a port that the new pods call otherwise': { after: { 'Deployment web': containers('web', 3000) }, about: 'Service web', says: 'port 80 of Service web leads to port http, which no pod that serves has' },
    'a label that the new pods have otherwise': { after: { 'Deployment web': { spec: { template: { metadata: { labels: { 'app.kubernetes.io/component': 'front' } } } } } }, about: 'Service web', says: 'selects no pod that serves' },
    'a label that the new pods lack': { after: { 'Deployment web': { spec: { template: { metadata: { labels: { 'app.kubernetes.io/component': null } } } } } }, about: 'Service web', says: 'selects no pod that serves' },
    'a port by number that moves with the pods': { before: { 'Service web': ports(3000) }, after: { 'Service web': ports(4000), 'Deployment web': containers('http', 4000) }, about: 'Service web', says: 'leads to port 4000, which no pod that serves has' },
    'a port by number that stays where the pods were': { both: { 'Service web': ports(3000) }, after: { 'Deployment web': containers('http', 4000) }, about: 'Service web', says: 'leads to port 3000, which no pod that serves has' },
    'a name of another protocol': { after: { 'Deployment web': { spec: { template: { spec: { containers: [{ name: 'web', image: 'registry.example/web', ports: [{ name: 'http', containerPort: 3000, protocol: 'UDP' }] }] } } } } }, about: 'Service web', says: 'leads to port http' },
    'a workload that leaves, and its Service does not': { both: FREE, after: { 'Deployment web': null, 'HorizontalPodAutoscaler web': null }, about: 'Service web', says: 'selects no pod that serves' },
  },
  leaves: {
    'a port by name that moves with the pods': { after: { 'Deployment web': containers('http', 4000) } },
    'a label that no Service selects by': { after: { 'Deployment web': { spec: { template: { metadata: { labels: { tier: 'front' } } } } } } },
    'a port by number that the pods keep beside the new one': {
      both: { 'Service web': ports(3000) },
      after: { 'Deployment web': { spec: { template: { spec: { containers: [{ name: 'web', image: 'registry.example/web', ports: [{ name: 'http', containerPort: 3000 }, { name: 'new', containerPort: 4000 }] }] } } } } },
    },
    'a port by number that no pod has ever declared': { both: { 'Deployment web': { spec: { template: { spec: { containers: [{ name: 'web', image: 'registry.example/web' }] } } } } }, before: { 'Service web': ports(3000) }, after: { 'Service web': ports(4000) } },
    'a Service that becomes a name outside': { after: { 'Service web': { spec: { type: 'ExternalName', externalName: 'web.acme.example', selector: null } } } },
    'a Service that leaves with its workload': { both: FREE, after: { 'Deployment web': null, 'HorizontalPodAutoscaler web': null, 'Service web': null } },
  },
});
