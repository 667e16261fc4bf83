import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, deployment, inWave, object, service, withContainer } from '../test-support/manifests.ts';
import { referenceInLowerWave } from './reference-in-lower-wave.ts';

const SPEC = 'spec.template.spec';
const secretUser = withContainer({ envFrom: [{ secretRef: { name: 'keys' } }] });
const external = object('external-secrets.io/v1', 'ExternalSecret', 'fetch', { spec: { target: { name: 'keys' } } });
const account = object('v1', 'ServiceAccount', 'web');
const ingress = object('networking.k8s.io/v1', 'Ingress', 'web', { spec: { defaultBackend: { service: { name: 'web' } } } });
const files = (optional?: boolean) => deployment({ volumes: [{ name: 'files', configMap: { name: 'files', optional } }] });

describeRule(referenceInLowerWave, {
  accepts: {
    'an account in a lower wave': [inWave(-4, account), inWave(0, deployment({ serviceAccountName: 'web' }))],
    'a Secret whose ExternalSecret is in a lower wave': [inWave(-4, external), inWave(0, secretUser)],
    'a name that is not rendered': deployment({ serviceAccountName: 'web' }),
    'an Ingress in the wave of its Service': [service(), ingress],
    'an authorization of Linkerd before the Server and the account that it names': [
      inWave(-5, object('policy.linkerd.io/v1alpha1', 'AuthorizationPolicy', 'a', { spec: { targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: 'web-80' }, requiredAuthenticationRefs: [{ group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: 'a' }] } })),
      inWave(-5, object('policy.linkerd.io/v1alpha1', 'MeshTLSAuthentication', 'a', { spec: { identityRefs: [{ kind: 'ServiceAccount', name: 'web' }] } })),
      inWave(-4, account),
      inWave(2, object('policy.linkerd.io/v1beta3', 'Server', 'web-80', { spec: { port: 80 } })),
    ],
    'what is optional, in any wave': [inWave(5, configMap('files')), files(true)],
    'a prerequisite before a hook of a later phase': [account, inWave(-9, object('batch/v1', 'Job', 'x', { metadata: { annotations: { 'argocd.argoproj.io/hook': 'PostSync' } }, spec: { template: { spec: { serviceAccountName: 'web' } } } }))],
  },
  rejects: {
    'an account in the same wave': [[account, deployment({ serviceAccountName: 'web' })], [`${SPEC}.serviceAccountName`]],
    'files in the same wave': [[configMap('files'), files()], [`${SPEC}.volumes[0].configMap.name`]],
    'a Secret whose ExternalSecret is in the same wave': [[external, secretUser], [`${SPEC}.containers[0].envFrom[0].secretRef.name`]],
    'an Ingress before its Service': [[inWave(1, service()), inWave(0, ingress)], ['spec.defaultBackend.service.name']],
    'an authorization of Linkerd before the identities that it requires': [
      [
        inWave(-5, object('policy.linkerd.io/v1alpha1', 'AuthorizationPolicy', 'a', { spec: { requiredAuthenticationRefs: [{ group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: 'a' }] } })),
        object('policy.linkerd.io/v1alpha1', 'MeshTLSAuthentication', 'a'),
      ],
      ['spec.requiredAuthenticationRefs[0].name'],
    ],
    'a PreSync hook whose account comes in the Sync phase': [
      [inWave(-4, account), object('batch/v1', 'Job', 'x', { metadata: { annotations: { 'argocd.argoproj.io/hook': 'PreSync' } }, spec: { template: { spec: { serviceAccountName: 'web' } } } })],
      [`${SPEC}.serviceAccountName`],
    ],
  },
});
