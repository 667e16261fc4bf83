import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, object, service } from '../test-support/manifests.ts';
import { serviceSelectsPod } from './service-selects-pod.ts';

describeRule(serviceSelectsPod, {
  accepts: {
    'the pods of a Deployment': [deployment(), service()],
    'a Service without a selector': service({ selector: undefined }),
    'a name of another host': service({ type: 'ExternalName', externalName: 'db.acme.example' }),
    'the brokers of a Kafka cluster': [object('kafka.strimzi.io/v1', 'Kafka', 'events'), service({ selector: { 'strimzi.io/cluster': 'events', 'strimzi.io/broker-role': 'true' } })],
  },
  rejects: {
    'no pod': [service(), ['spec.selector']],
    'one label too many': [[deployment(), service({ selector: { 'app.kubernetes.io/name': 'web', tier: 'front' } })], ['spec.selector']],
    'pods of another namespace': [[deployment({}, { namespace: 'other' }), service()], ['spec.selector']],
  },
});
