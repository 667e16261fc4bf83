import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { operatorPodReachesApi } from './operator-pod-reaches-api.ts';

const policy = (name: string, podSelector: object, egress: readonly object[]) => object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec: { podSelector, policyTypes: ['Egress'], egress } });
const none = policy('default-deny', {}, []);
const toPods = (matchLabels: object) => policy('to-pods', { matchLabels }, [{ to: [{ podSelector: {} }] }]);
const toApi = (matchLabels: object) => policy('to-api', { matchLabels }, [{ to: [{ ipBlock: { cidr: '10.0.0.1/32' } }], ports: [{ port: 6443, protocol: 'TCP' }] }]);
const kafka = object('kafka.strimzi.io/v1', 'Kafka', 'kafka');
const cluster = object('postgresql.cnpg.io/v1', 'Cluster', 'db');

describeRule(operatorPodReachesApi, {
  accepts: {
    'brokers with a way to addresses': [kafka, none, toApi({ 'strimzi.io/cluster': 'kafka' })],
    'instances with a way to addresses': [cluster, none, toApi({ 'cnpg.io/cluster': 'db' })],
    'a rule without peers, which is a rule for every peer': [kafka, policy('out', {}, [{}])],
    'pods that nothing closes': kafka,
  },
  rejects: {
    'brokers that reach pods alone': [[kafka, none, toPods({ 'strimzi.io/cluster': 'kafka' })], ['spec']],
    'instances that reach nothing': [[cluster, none], ['spec']],
    'brokers, when the way is that of other pods': [[kafka, none, toApi({ 'cnpg.io/cluster': 'db' })], ['spec']],
  },
});
