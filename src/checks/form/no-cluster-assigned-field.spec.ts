import { describeRule } from '../test-support/describe-rule.ts';
import { object, service } from '../test-support/manifests.ts';
import { noClusterAssignedField } from './no-cluster-assigned-field.ts';

describeRule(noClusterAssignedField, {
  accepts: {
    'a plain Service': service(),
    'a headless Service': service({ clusterIP: 'None', clusterIPs: ['None'] }),
    'a CA bundle that is a setting': object('external-secrets.io/v1', 'SecretStore', 'x', { spec: { provider: { vault: { caBundle: 'x' } } } }),
    'a spec of another shape': { ...service(), spec: 'none' },
  },
  rejects: {
    'an address': [service({ clusterIP: '10.0.0.7', clusterIPs: ['10.0.0.7'], ipFamilies: ['IPv4'] }), ['spec.clusterIP', 'spec.clusterIPs', 'spec.ipFamilies']],
    'a node port': [service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }), ['spec.ports[0].nodePort']],
    'a CA bundle in a webhook': [
      object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'x', { webhooks: [{ clientConfig: { caBundle: 'x' } }] }),
      ['webhooks[0].clientConfig.caBundle'],
    ],
  },
});
