import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { podHostnameIsValid } from './pod-hostname-is-valid.ts';

const POD = 'spec.template.spec';
/** A StatefulSet; the fields are its pods' spec. */
const stateful = (fields: object, templates: readonly string[] = []) => object('apps/v1', 'StatefulSet', 'db', { spec: { volumeClaimTemplates: templates.map((name) => ({ metadata: { name } })), template: { spec: podSpec({ ...fields }) } } });

describeRule(podHostnameIsValid, {
  accepts: {
    'labels': deployment({ hostname: 'web-1', subdomain: 'web' }),
    'an override': deployment({ hostnameOverride: 'web.shop.example' }),
    'any in a StatefulSet, which sets both': stateful({ hostname: 'a.b', subdomain: 'A' }),
  },
  rejects: {
    'no labels': [deployment({ hostname: 'a_b', subdomain: 'a.b' }), [`${POD}.hostname`, `${POD}.subdomain`]],
    'an override on the network of the node': [deployment({ hostNetwork: true, hostnameOverride: 'web' }), [`${POD}.hostnameOverride`]],
    'an override beside another': [deployment({ setHostnameAsFQDN: true, hostnameOverride: 'web' }), [`${POD}.hostnameOverride`]],
    'an override that Linux has no room for': [deployment({ hostnameOverride: `${'a'.repeat(60)}.shop` }), [`${POD}.hostnameOverride`]],
  },
});
