import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { spreadConstraintIsValid } from './spread-constraint-is-valid.ts';

/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });
const SPREAD = 'spec.template.spec.topologySpreadConstraints[0]';
const constraint = (fields: object) => ({ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', ...fields }] });
/** A Deployment spread by one constraint. */
const spread = (fields: object) => deployment(constraint(fields));

describeRule(spreadConstraintIsValid, {
  accepts: {
    'a constraint': spread({ minDomains: 3, nodeTaintsPolicy: 'Honor', labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys: ['pod-template-hash'] }),
    'a key of a template in the selector too': spread({ labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys: ['app'] }),
    'a topology that is no label, which nobody looks at': spread({ topologyKey: 'a b' }),
  },
  rejects: {
    'nothing in it': [deployment({ topologySpreadConstraints: [{}] }), [`${SPREAD}.maxSkew`, `${SPREAD}.topologyKey`, `${SPREAD}.whenUnsatisfiable`]],
    'places that may be missed': [spread({ whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 }), [`${SPREAD}.minDomains`]],
    'no places': [spread({ minDomains: 0 }), [`${SPREAD}.minDomains`]],
    'policies in small letters': [spread({ nodeAffinityPolicy: 'honor', nodeTaintsPolicy: 'ignore' }), [`${SPREAD}.nodeAffinityPolicy`, `${SPREAD}.nodeTaintsPolicy`]],
    'keys without a selector': [spread({ matchLabelKeys: ['a'] }), [`${SPREAD}.matchLabelKeys`]],
    'a key of a Pod in the selector too': [pod(constraint({ labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys: ['app'] }), { labels: { app: 'web' } }), ['spec.topologySpreadConstraints[0][0]']],
    'a selector that can\'t be': [spread({ labelSelector: { matchLabels: { 'a b': 'c' } } }), [`${SPREAD}.labelSelector.matchLabels`]],
  },
});

describeRule(spreadConstraintIsValid, {
  context: { kubernetes: '1.33' },
  accepts: { 'a key': spread({ labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys: ['pod-template-hash'] }) },
  rejects: { 'a key in the selector too': [spread({ labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys: ['app'] }), [`${SPREAD}.matchLabelKeys[0]`]] },
});
