import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { type Diff, type Impact, type ImpactId } from './diff.ts';
import { diffManifests } from './diff-manifests.ts';
import { SCHEMAS } from './test-support/schemas.ts';

const object = (apiVersion: string, kind: string, rest: object, metadata: object = {}): Manifest => ({ apiVersion, kind, metadata: { name: 'web', namespace: 'shop', ...metadata }, ...rest });
const diffOf = (before: readonly Manifest[], after: readonly Manifest[]): Diff => diffManifests(before, after, { schemas: SCHEMAS });
const toldBy = (diff: Diff, id: ImpactId): string[] => diff.objects.flatMap(({ impacts }) => impacts.filter((impact) => impact.id === id).map(({ risk, direction }) => `${risk} ${direction ?? ''}`.trim()));
const impactsOf = (diff: Diff, id: ImpactId): readonly Impact[] => diff.objects.flatMap(({ impacts }) => impacts.filter((impact) => impact.id === id));

const marked = (annotations: Record<string, string>): object => ({ annotations });
const balancer = (annotations: Record<string, string> = {}, spec: object = {}): Manifest => object('v1', 'Service', { spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }], ...spec } }, marked(annotations));
const inside = (spec: object = {}): Manifest => object('v1', 'Service', { spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }], ...spec } });
const ingress = (annotations: Record<string, string>): Manifest => object('networking.k8s.io/v1', 'Ingress', { spec: { rules: [{ host: 'shop.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }] } }] } }, marked(annotations));
const ranges = (...loadBalancerSourceRanges: string[]): Manifest => balancer({}, { loadBalancerSourceRanges });

describe('a way in from outside', () => {
  it.each<[string, Manifest, Manifest]>([
    ['the mark of AWS for a balancer inside of the network', balancer({ 'service.beta.kubernetes.io/aws-load-balancer-internal': 'true' }), balancer()],
    ['its older value', balancer({ 'service.beta.kubernetes.io/aws-load-balancer-internal': '0.0.0.0/0' }), balancer({ 'service.beta.kubernetes.io/aws-load-balancer-internal': 'false' })],
    ['the scheme of AWS', balancer({ 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal' }), balancer({ 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing' })],
    ['the mark of Google', balancer({ 'networking.gke.io/load-balancer-type': 'Internal' }), balancer()],
    ['the mark of Azure', balancer({ 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' }), balancer({ 'service.beta.kubernetes.io/azure-load-balancer-internal': 'false' })],
    ['the scheme of an Ingress', ingress({ 'alb.ingress.kubernetes.io/scheme': 'internal' }), ingress({ 'alb.ingress.kubernetes.io/scheme': 'internet-facing' })],
  ])('is opened, and shut the other way about, by %s', (_what, internal, open) => {
    expect(toldBy(diffOf([internal], [open]), 'traffic')).toEqual(['high wider']);
    expect(toldBy(diffOf([open], [internal]), 'traffic')).toEqual(['high narrower']);
  });

  it.each<[string, Manifest, Manifest, string[]]>([
    ['a list of ranges that goes', ranges('10.0.0.0/8'), balancer(), ['high wider']],
    ['a wider range', ranges('10.1.0.0/16'), ranges('10.0.0.0/8'), ['high wider']],
    ['another range', ranges('10.0.0.0/8'), ranges('192.0.2.0/24'), ['high wider']],
    ['a wider range of the long addresses', ranges('2001:db8:1::/48'), ranges('2001:db8::/32'), ['high wider']],
    ['a range that lies in one that is there', ranges('10.0.0.0/8'), ranges('10.0.0.0/8', '10.1.0.0/16'), ['medium other']],
    ['a narrower range', ranges('10.0.0.0/8'), ranges('10.1.0.0/16'), ['medium narrower']],
    ['a list of ranges that comes', balancer(), ranges('10.0.0.0/8'), ['medium narrower']],
    ['an address outside', inside(), inside({ externalIPs: ['192.0.2.7'] }), ['high wider']],
    ['an address outside that goes', inside({ externalIPs: ['192.0.2.7', '192.0.2.8'] }), inside({ externalIPs: ['192.0.2.7'] }), ['high narrower']],
    ['a port of every node', inside(), inside({ type: 'NodePort' }), ['high wider']],
    ['a load balancer', inside(), inside({ type: 'LoadBalancer' }), ['high wider']],
    ['a load balancer before ports of nodes', inside({ type: 'NodePort' }), inside({ type: 'LoadBalancer' }), ['high wider']],
    ['ports of nodes alone', inside({ type: 'LoadBalancer' }), inside({ type: 'NodePort' }), ['high narrower']],
    ['a list of an Ingress that goes', ingress({ 'nginx.ingress.kubernetes.io/whitelist-source-range': '10.0.0.0/8' }), ingress({}), ['high wider']],
    ['the newer name of such a list', ingress({ 'nginx.ingress.kubernetes.io/whitelist-source-range': '10.0.0.0/8' }), ingress({ 'nginx.ingress.kubernetes.io/allowlist-source-range': '10.0.0.0/8' }), ['medium other']],
    ['a longer list of an Ingress', ingress({ 'nginx.ingress.kubernetes.io/allowlist-source-range': '10.0.0.0/8' }), ingress({ 'nginx.ingress.kubernetes.io/allowlist-source-range': '10.0.0.0/8, 192.0.2.0/24' }), ['high wider']],
    ['a shorter list of an Ingress', ingress({ 'nginx.ingress.kubernetes.io/allowlist-source-range': '10.0.0.0/8,192.0.2.0/24' }), ingress({ 'nginx.ingress.kubernetes.io/allowlist-source-range': '10.0.0.0/8' }), ['medium narrower']],
    ['somebody who is no longer denied', ingress({ 'nginx.ingress.kubernetes.io/denylist-source-range': '192.0.2.0/24' }), ingress({}), ['high wider']],
    ['a sign-in that goes', ingress({ 'nginx.ingress.kubernetes.io/auth-url': 'https://auth.example' }), ingress({}), ['high wider']],
    ['any other mark of an Ingress', ingress({ 'nginx.ingress.kubernetes.io/rewrite-target': '/' }), ingress({}), ['medium other']],
    ['a mark of whoever delivers it', ingress({ 'argocd.argoproj.io/sync-wave': '1' }), ingress({}), []],
  ])('is told of %s', (_what, before, after, expected) => {
    expect(toldBy(diffOf([before], [after]), 'traffic')).toEqual(expected);
  });

  it('is told beside what else changes', () => {
    const found = impactsOf(diffOf([ranges('10.0.0.0/8')], [balancer({}, { selector: { app: 'other' } })]), 'traffic');
    expect(found.map(({ direction, paths }) => [direction, paths])).toEqual([['wider', ['spec.loadBalancerSourceRanges']], ['other', ['spec.selector.app']]]);
  });
});

const policy = (spec: object): Manifest => object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'], ...spec } });
const from = (...names: string[]): object => ({ ingress: [{ from: names.map((app) => ({ podSelector: { matchLabels: { app } } })), ports: [{ port: 80 }] }] });
const blocks = (cidr: string, except: string[] = []): object => ({ ingress: [{ from: [{ ipBlock: { cidr, ...(except.length === 0 ? {} : { except }) } }] }] });
const closed: Manifest = object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, policyTypes: ['Ingress'] } }, { name: 'closed' });
const cilium = (spec: object): Manifest => object('cilium.io/v2', 'CiliumNetworkPolicy', { spec: { endpointSelector: {}, ...spec } });
const calico = (...rules: object[]): Manifest => object('projectcalico.org/v3', 'GlobalNetworkPolicy', { spec: { order: 1, ingress: rules } }, { namespace: undefined });
const admin = (spec: object): Manifest => object('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', { spec: { priority: 1, subject: { namespaces: {} }, ...spec } }, { namespace: undefined });
const [allow, deny] = [{ action: 'Allow', source: { nets: ['10.0.0.0/8'] } }, { action: 'Deny', source: { nets: ['192.0.2.0/24'] } }];
const account = (annotations: Record<string, string>, rest: object = {}): Manifest => object('v1', 'ServiceAccount', rest, marked(annotations));
const namespace = (labels: Record<string, string>, annotations: Record<string, string> = {}): Manifest => object('v1', 'Namespace', {}, { namespace: undefined, labels: { a: 'b', ...labels }, annotations });
const workload = (labels: object, annotations: object = {}): Manifest =>
  object('apps/v1', 'Deployment', { spec: { replicas: 3, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web', ...labels }, annotations }, spec: { containers: [{ name: 'web', image: 'registry.example/web:1' }] } } } });

describe('who may do what', () => {
  it.each<[string, Manifest[], Manifest[], string[]]>([
    ['one more who may call', [policy(from('a'))], [policy(from('a', 'b'))], ['high wider']],
    ['one who may call no more', [policy(from('a', 'b'))], [policy(from('a'))], ['medium narrower']],
    ['one in the place of another', [policy(from('a'))], [policy(from('b'))], ['high wider', 'medium narrower']],
    ['callers in another order', [policy(from('a', 'b'))], [policy(from('b', 'a'))], []],
    ['everybody who may call', [policy(from('a'))], [policy({ ingress: [{}] })], ['high wider']],
    ['a wider block', [policy(blocks('10.1.0.0/16'))], [policy(blocks('10.0.0.0/8'))], ['high wider']],
    ['a hole in a block that goes', [policy(blocks('10.0.0.0/8', ['10.1.0.0/16']))], [policy(blocks('10.0.0.0/8'))], ['high wider']],
    ['a hole in a block that comes', [policy(blocks('10.0.0.0/8'))], [policy(blocks('10.0.0.0/8', ['10.1.0.0/16']))], ['medium narrower']],
    ['the last policy of some pods', [policy(from('a'))], [], ['high wider']],
    ['a policy of pods that another governs', [policy(from('a')), closed], [closed], ['medium narrower']],
    ['a policy that goes with its pods', [policy(from('a')), workload({})], [], ['medium narrower']],
    ['a policy of Cilium that changes', [cilium({ ingress: [{ fromEndpoints: [{}] }] })], [cilium({ ingress: [{ fromEntities: ['world'] }] })], ['high wider']],
    ['a denial of Cilium that comes', [cilium({ ingress: [{}] })], [cilium({ ingress: [{}], ingressDeny: [{ fromEntities: ['world'] }] })], ['medium narrower']],
    ['the last rule of Cilium that goes', [cilium({ ingress: [{ fromEndpoints: [{}] }] })], [cilium({})], ['high wider']],
    ['a policy of Cilium that comes', [], [cilium({ ingress: [{}] })], ['high wider']],
    ['a policy of Cilium for other pods', [cilium({ ingress: [{}] })], [cilium({ ingress: [{}], endpointSelector: { matchLabels: { a: 'b' } } })], ['high wider']],
    ['a rule of Calico that goes', [calico(allow, deny)], [calico(allow)], ['high wider']],
    ['a permission of Calico that goes', [calico(allow, deny)], [calico(deny)], ['medium narrower']],
    ['rules of Calico in another order', [calico(allow, deny)], [calico(deny, allow)], ['high wider']],
    ['a policy of the administrators', [admin({ ingress: [{ action: 'Deny', from: [] }] })], [admin({ ingress: [{ action: 'Pass', from: [] }] })], ['high wider']],
    ['another priority of theirs', [admin({ ingress: [] })], [admin({ ingress: [], priority: 2 })], ['high wider']],
    ['only labels of a policy', [cilium({ ingress: [{}] })], [{ ...cilium({ ingress: [{}] }), metadata: { name: 'web', namespace: 'shop', labels: { a: 'b' } } }], []],
    ['a role of AWS', [account({})], [account({ 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/admin' })], ['high wider']],
    ['another role of AWS', [account({ 'eks.amazonaws.com/role-arn': 'a' })], [account({ 'eks.amazonaws.com/role-arn': 'b' })], ['high other']],
    ['an account of Google that goes', [account({ 'iam.gke.io/gcp-service-account': 'a' })], [account({})], ['medium narrower']],
    ['an identity of Azure', [account({})], [account({ 'azure.workload.identity/client-id': 'a' })], ['high wider']],
    ['an account that comes with a role', [], [account({ 'eks.amazonaws.com/role-arn': 'a' })], ['high wider']],
    ['an account whose token is mounted', [account({}, { automountServiceAccountToken: false })], [account({}, { automountServiceAccountToken: true })], ['high wider']],
    ['a namespace that leaves the mesh', [namespace({ 'istio-injection': 'enabled' })], [namespace({})], ['high wider']],
    ['a namespace that joins the mesh', [namespace({})], [namespace({ 'istio-injection': 'enabled' })], ['high other']],
    ['another revision of the mesh', [namespace({ 'istio.io/rev': '1-26' })], [namespace({ 'istio.io/rev': '1-27' })], ['medium other']],
    ['a namespace that leaves Linkerd', [namespace({}, { 'linkerd.io/inject': 'enabled' })], [namespace({}, { 'linkerd.io/inject': 'disabled' })], ['high wider']],
    ['pods that leave the mesh', [workload({})], [workload({ 'sidecar.istio.io/inject': 'false' })], ['high wider']],
    ['pods that leave Linkerd', [workload({}, { 'linkerd.io/inject': 'enabled' })], [workload({})], ['high wider']],
    ['pods that go from one mesh to another', [workload({}, { 'linkerd.io/inject': 'enabled' })], [workload({ 'sidecar.istio.io/inject': 'true' })], ['medium other']],
    ['pods that stay out of another mesh', [workload({}, { 'linkerd.io/inject': 'disabled' })], [workload({ 'sidecar.istio.io/inject': 'false' })], ['low other']],
    ['pods that do as their namespace again', [workload({ 'sidecar.istio.io/inject': 'false' })], [workload({})], ['medium other']],
  ])('is told of %s', (_what, before, after, expected) => {
    expect(toldBy(diffOf(before, after), 'access')).toEqual(expected);
  });
});
