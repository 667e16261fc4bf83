import { describeRule } from '../../../test-support/describe-rule.ts';
import { object, podSpec } from '../../../test-support/manifests.ts';
import { gatedPodHasNoNode } from './gated-pod-has-no-node.ts';

/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });

describeRule(gatedPodHasNoNode, {
  accepts: { 'a gate': pod({ schedulingGates: [{ name: 'a' }] }), 'a node': pod({ nodeName: 'a', schedulingGates: [] }) },
  rejects: { 'both': [pod({ nodeName: 'a', schedulingGates: [{ name: 'a' }] }), ['spec.nodeName']] },
});
