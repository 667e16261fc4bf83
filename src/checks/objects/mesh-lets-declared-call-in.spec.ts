import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { app, into } from '../test-support/network.ts';
import { meshLetsDeclaredCallIn } from './mesh-lets-declared-call-in.ts';

const PATH = ['spec.ingress[0]'];
const ISTIO = { labels: { 'sidecar.istio.io/inject': 'true' } };
const istio = [app('web', { metadata: ISTIO }), app('api', { metadata: ISTIO }), into('api', 'web')];
const bare = [app('web'), app('api', { metadata: ISTIO }), into('api', 'web')];
const authorization = (name: string, spec: object, namespace = 'shop') => object('security.istio.io/v1', 'AuthorizationPolicy', name, { metadata: { namespace }, spec });
const NOBODY = authorization('nobody', {});
const API = { selector: { matchLabels: { app: 'api' } } };
const allows = (source: object, operation: object = { ports: ['8080'] }) => authorization('a', { ...API, rules: [{ from: [{ source }], to: [{ operation }] }] });
const peer = (spec: object) => object('security.istio.io/v1', 'PeerAuthentication', 'default', { spec });
const STRICT = peer({ mtls: { mode: 'STRICT' } });

describeRule(meshLetsDeclaredCallIn, {
  accepts: {
    'no policy': istio,
    'the account of the caller': [...istio, NOBODY, allows({ principals: ['cluster.local/ns/shop/sa/web'] })],
    'an account of another trust domain': [...istio, NOBODY, allows({ principals: ['acme.example/ns/shop/sa/web'] })],
    'the namespace of the caller': [...istio, NOBODY, allows({ namespaces: ['shop'] })],
    'any account of the namespace': [...istio, NOBODY, allows({ principals: ['cluster.local/ns/shop/*'] })],
    'everybody': [...istio, NOBODY, authorization('a', { rules: [{}] })],
    'a caller without an identity': [...bare, NOBODY, allows({ notPrincipals: ['*'] }, {})],
    'a caller without a proxy where that may be': [...bare, peer({ mtls: { mode: 'PERMISSIVE' } })],
    'a caller without a proxy at a port for such': [...bare, STRICT, object('security.istio.io/v1', 'PeerAuthentication', 'plain', { spec: { ...API, portLevelMtls: { 8080: { mode: 'PERMISSIVE' } } } })],
    'pods outside of the mesh': [app('web'), app('api'), into('api', 'web'), NOBODY, STRICT],
    'a policy of another namespace': [...istio, authorization('a', {}, 'other')],
    'a policy of a gateway': [...istio, authorization('a', { targetRefs: [{ kind: 'Gateway', name: 'x' }] })],
    'a denial of one path': [...istio, authorization('a', { action: 'DENY', rules: [{ to: [{ operation: { paths: ['/admin'] } }] }] })],
    'a denial of others': [...istio, authorization('a', { action: 'DENY', rules: [{ from: [{ source: { notNamespaces: ['shop'] } }] }] })],
  },
  rejects: {
    'nobody is allowed': [[...istio, NOBODY], PATH],
    'another account': [[...istio, NOBODY, allows({ principals: ['cluster.local/ns/shop/sa/job'] })], PATH],
    'another port': [[...istio, allows({ principals: ['cluster.local/ns/shop/sa/web'] }, { ports: ['9090'] })], PATH],
    'another namespace': [[...istio, allows({ namespaces: ['other'] })], PATH],
    'only those without an identity': [[...istio, allows({ notPrincipals: ['*'] })], PATH],
    'an identity that the caller does not have': [[...bare, allows({ principals: ['*'] })], PATH],
    'mTLS that the caller does not have': [[...bare, STRICT], PATH],
    'a denial': [[...istio, authorization('a', { action: 'DENY', rules: [{ from: [{ source: { namespaces: ['shop'] } }] }] })], PATH],
  },
});

const LINKERD = { annotations: { 'linkerd.io/inject': 'enabled' } };
const linkerd = [app('web', { metadata: LINKERD }), app('api', { metadata: LINKERD }), into('api', 'web')];
const plain = [app('web'), app('api', { metadata: LINKERD }), into('api', 'web')];
const server = (spec: object = {}) => object('policy.linkerd.io/v1beta3', 'Server', 'api-8080', { spec: { podSelector: { matchLabels: { app: 'api' } }, port: 8080, ...spec } });
const lets = (kind: string, name = 'who', target: object = { kind: 'Server', name: 'api-8080' }) => object('policy.linkerd.io/v1alpha1', 'AuthorizationPolicy', 'a', { spec: { targetRef: { group: 'policy.linkerd.io', ...target }, requiredAuthenticationRefs: [{ kind, name }] } });
const mutual = (spec: object) => object('policy.linkerd.io/v1alpha1', 'MeshTLSAuthentication', 'who', { spec });
const network = object('policy.linkerd.io/v1alpha1', 'NetworkAuthentication', 'who', { spec: { networks: [{ cidr: '0.0.0.0/0' }] } });
const MTLS = lets('MeshTLSAuthentication');

describeRule(meshLetsDeclaredCallIn, {
  accepts: {
    'no Server': linkerd,
    'the account of the caller': [...linkerd, server(), MTLS, mutual({ identityRefs: [{ kind: 'ServiceAccount', name: 'web' }] })],
    'the namespace of the caller': [...linkerd, server({ port: 'http' }), MTLS, mutual({ identityRefs: [{ kind: 'Namespace', name: 'shop' }] })],
    'any identity': [...linkerd, server(), MTLS, mutual({ identities: ['*'] })],
    'the identity of the caller': [...linkerd, server(), MTLS, mutual({ identities: ['web.shop.serviceaccount.identity.linkerd.cluster.local'] })],
    'identities of the namespace': [...linkerd, server(), MTLS, mutual({ identities: ['*.shop.serviceaccount.identity.linkerd.cluster.local'] })],
    'the account itself': [...linkerd, server(), lets('ServiceAccount', 'web')],
    'the whole namespace': [...linkerd, server(), lets('NetworkAuthentication', 'who', { kind: 'Namespace', name: 'shop' }), network],
    'a network': [...plain, server(), lets('NetworkAuthentication'), network],
    'everybody in the mesh': [...linkerd, server({ accessPolicy: 'all-authenticated' })],
    'everybody': [...plain, server({ accessPolicy: 'all-unauthenticated' })],
    'a Server of another port': [...linkerd, server({ port: 9090 })],
    'a Server of other pods': [...linkerd, server({ podSelector: { matchLabels: { app: 'db' } } })],
  },
  rejects: {
    'nobody': [[...linkerd, server()], PATH],
    'another account': [[...linkerd, server(), MTLS, mutual({ identityRefs: [{ kind: 'ServiceAccount', name: 'job' }] })], PATH],
    'an authentication that is not there': [[...linkerd, server(), MTLS], PATH],
    'another Server': [[...linkerd, server(), lets('NetworkAuthentication', 'who', { kind: 'Server', name: 'x' }), network], PATH],
    'an identity that the caller does not have': [[...plain, server(), MTLS, mutual({ identities: ['*'] })], PATH],
    'only those in the mesh': [[...plain, server({ accessPolicy: 'all-authenticated' })], PATH],
    'a mesh by the label of the namespace': [
      [object('v1', 'Namespace', 'shop', { metadata: { namespace: undefined, annotations: { 'linkerd.io/inject': 'enabled' } } }), app('web'), app('api'), into('api', 'web'), server()],
      PATH,
    ],
  },
});
