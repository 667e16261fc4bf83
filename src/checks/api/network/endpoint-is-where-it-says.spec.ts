import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { endpointIsWhereItSays } from './endpoint-is-where-it-says.ts';

const slice = (fields: object) => object('discovery.k8s.io/v1', 'EndpointSlice', 'web', { ...fields });

describeRule(endpointIsWhereItSays, {
  accepts: {
    'a node, a zone, a name, and labels that are dropped': slice({ endpoints: [{ nodeName: 'node-1', hostname: 'web-0', hints: { forZones: [{ name: 'zone-a' }, { name: 'zone-b' }], forNodes: [{ name: 'node-1' }] }, deprecatedTopology: { 'a b': 'c' } }] }),
  },
  rejects: {
    'names that can\'t be': [slice({ endpoints: [{ nodeName: '', hostname: 'a.b' }] }), ['endpoints[0].nodeName', 'endpoints[0].hostname']],
    'a zone twice, and one with a blank': [slice({ endpoints: [{ hints: { forZones: [{ name: 'a' }, { name: 'a' }, { name: 'b c' }] } }] }), ['endpoints[0].hints.forZones[1].name', 'endpoints[0].hints.forZones[2].name']],
    'nine nodes': [slice({ endpoints: [{ hints: { forNodes: Array.from({ length: 9 }, (_, index) => ({ name: `n${index}` })) } }] }), ['endpoints[0].hints.forNodes']],
  },
});
