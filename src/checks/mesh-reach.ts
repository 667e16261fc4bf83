import { type Manifest } from '../kernel/manifest.ts';
import { type PodParty } from './declared-calls.ts';
import { at, fieldsAt, isFields, listAt, textAt } from './field.ts';
import { type ManifestSet, nameOf, namespaceOf } from './manifest-set.ts';
import { type Port } from './network-reach.ts';
import { selects } from '../api/label-selector.ts';

/** Why a mesh does not let a call in: whose object says so, and what it lacks. */
export interface MeshRefusal {
  readonly by: string;
  readonly because: string;
}

/** Whether the proxy of the pod that answers would refuse the call; undefined where it lets it in, or nobody can tell. */
export function meshRefuses(set: ManifestSet, from: PodParty, to: PodParty, port: Port): MeshRefusal | undefined {
  if (to.pod === undefined || port.protocol !== 'TCP') return undefined;
  if (hasIstio(set, to)) return istioRefuses(set, from, to, port.number);
  return hasLinkerd(set, to) ? linkerdRefuses(set, from, to, port.number) : undefined;
}

/** Whether a mesh puts its proxy into the pod. */
export function hasProxy(set: ManifestSet, party: PodParty): boolean {
  return party.pod !== undefined && (hasIstio(set, party) || hasLinkerd(set, party));
}

function hasIstio(set: ManifestSet, { pod, labels, namespace }: PodParty): boolean {
  const own = at(labels, 'sidecar.istio.io/inject') ?? at(pod?.metadata, 'annotations', 'sidecar.istio.io/inject');
  if (own !== undefined) return own === 'true';
  return pod !== undefined && textAt(namespaceOfName(set, namespace), 'metadata', 'labels', 'istio-injection') === 'enabled';
}

function hasLinkerd(set: ManifestSet, { pod, namespace }: PodParty): boolean {
  const own = textAt(pod?.metadata, 'annotations', 'linkerd.io/inject') ?? (pod === undefined ? undefined : textAt(namespaceOfName(set, namespace), 'metadata', 'annotations', 'linkerd.io/inject'));
  return own === 'enabled' || own === 'ingress';
}

function namespaceOfName(set: ManifestSet, name: string): Manifest | undefined {
  return set.ofKind('/Namespace').find((namespace) => nameOf(namespace) === name);
}

/** @see https://istio.io/latest/docs/concepts/security/#implicit-enablement */
function istioRefuses(set: ManifestSet, from: PodParty, to: PodParty, port: number): MeshRefusal | undefined {
  const meshed = hasIstio(set, from);
  const strict = meshed ? undefined : strictAt(set, to, port);
  if (strict !== undefined) return { by: `PeerAuthentication ${strict}`, because: 'the caller has no proxy, and only mTLS is taken' };
  const policies = set.ofKind('security.istio.io/AuthorizationPolicy').filter((policy) => namespaceOf(policy) === to.namespace && isAboutPod(policy, to));
  const denies = policies.find((policy) => actionOf(policy) === 'DENY' && listAt(policy, 'spec', 'rules').some((rule) => isPlain(rule) && matches(rule, from, meshed, port)));
  if (denies !== undefined) return { by: `AuthorizationPolicy ${nameOf(denies)}`, because: 'it denies the call' };
  const allowing = policies.filter((policy) => actionOf(policy) === 'ALLOW');
  if (allowing.length === 0 || allowing.some((policy) => listAt(policy, 'spec', 'rules').some((rule) => matches(rule, from, meshed, port)))) return undefined;
  return { by: `AuthorizationPolicy ${nameOf(allowing[0]!)}`, because: 'none that is about these pods allows the caller at this port' };
}

/** Those that target something else than pods are heeded by waypoints and gateways. */
function isAboutPod(policy: Manifest, { labels }: PodParty): boolean {
  if (at(policy, 'spec', 'targetRefs') !== undefined || at(policy, 'spec', 'targetRef') !== undefined) return false;
  const selector = at(policy, 'spec', 'selector');
  return selector === undefined || selector === null || selects(selector, labels);
}

function actionOf(policy: Manifest): string {
  return textAt(policy, 'spec', 'action') ?? 'ALLOW';
}

/** The policy that takes nothing but mTLS at the port, if one does: that of the pod before that of the namespace. */
function strictAt(set: ManifestSet, { namespace, labels }: PodParty, port: number): string | undefined {
  const all = set.ofKind('security.istio.io/PeerAuthentication').filter((policy) => namespaceOf(policy) === namespace);
  const own = all.find((policy) => isFields(at(policy, 'spec', 'selector')) && selects(at(policy, 'spec', 'selector'), labels));
  const general = all.find((policy) => (at(policy, 'spec', 'selector') ?? undefined) === undefined);
  const set1 = (mode: string | undefined): string | undefined => (mode === 'UNSET' ? undefined : mode);
  const mode = set1(textAt(own, 'spec', 'portLevelMtls', String(port), 'mode')) ?? set1(textAt(own, 'spec', 'mtls', 'mode')) ?? set1(textAt(general, 'spec', 'mtls', 'mode'));
  return mode === 'STRICT' ? nameOf((own ?? general)!) : undefined;
}

/** Whether nothing but who calls which port decides. */
function isPlain(rule: unknown): boolean {
  return listAt(rule, 'when').length === 0 && listAt(rule, 'to').every((each) => Object.keys(fieldsAt(each, 'operation')).every((key) => key === 'ports'));
}

function matches(rule: unknown, from: PodParty, meshed: boolean, port: number): boolean {
  const sources = listAt(rule, 'from');
  const operations = listAt(rule, 'to');
  return (sources.length === 0 || sources.some((each) => isSource(at(each, 'source'), from, meshed))) && (operations.length === 0 || operations.some((each) => isAtPort(at(each, 'operation'), port)));
}

function isAtPort(operation: unknown, port: number): boolean {
  const ports = listAt(operation, 'ports');
  return (ports.length === 0 || ports.includes(String(port))) && !listAt(operation, 'notPorts').includes(String(port));
}

function isSource(source: unknown, from: PodParty, meshed: boolean): boolean {
  const principal = meshed ? `cluster.local/ns/${from.namespace}/sa/${accountOf(from)}` : '';
  const namespace = meshed ? from.namespace : '';
  const some = (list: string, got: string): boolean => {
    const wanted = listAt(source, list);
    return wanted.length === 0 || wanted.some((each) => likeIstio(each, got));
  };
  const none = (list: string, got: string): boolean => !listAt(source, list).some((each) => likeIstio(each, got));
  return some('principals', principal) && some('namespaces', namespace) && none('notPrincipals', principal) && none('notNamespaces', namespace);
}

/** A star at either end, or alone for whatever is not empty; `cluster.local` is any trust domain. */
function likeIstio(pattern: unknown, got: string): boolean {
  if (typeof pattern !== 'string' || got === '') return false;
  if (pattern === '*') return true;
  if (pattern.startsWith('*')) return got.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return got.startsWith(pattern.slice(0, -1));
  return pattern === got || pattern.replace(/^[^/]{1,253}\/ns\//, 'cluster.local/ns/') === got;
}

function accountOf({ pod }: PodParty): string {
  return textAt(pod?.spec, 'serviceAccountName') ?? textAt(pod?.spec, 'serviceAccount') ?? 'default';
}

/** @see https://linkerd.io/2/reference/authorization-policy/ */
function linkerdRefuses(set: ManifestSet, from: PodParty, to: PodParty, port: number): MeshRefusal | undefined {
  const servers = set.ofKind('policy.linkerd.io/Server').filter((server) => {
    const wanted = at(server, 'spec', 'port');
    return namespaceOf(server) === to.namespace && selects(at(server, 'spec', 'podSelector'), to.labels) && (typeof wanted === 'string' ? to.ports?.get(wanted) : wanted) === port;
  });
  const meshed = hasLinkerd(set, from);
  for (const server of servers) {
    const otherwise = textAt(server, 'spec', 'accessPolicy') ?? 'deny';
    if (otherwise.endsWith('unauthenticated') || (otherwise.endsWith('authenticated') && meshed)) continue;
    const policies = set.ofKind('policy.linkerd.io/AuthorizationPolicy').filter((policy) => namespaceOf(policy) === to.namespace && isAboutServer(policy, server));
    const byRoute = set.manifests.some((manifest) => manifest.kind === 'HTTPRoute' && listAt(manifest, 'spec', 'parentRefs').some((parent) => at(parent, 'kind') === 'Server' && at(parent, 'name') === nameOf(server)));
    if (byRoute || policies.some((policy) => listAt(policy, 'spec', 'requiredAuthenticationRefs').every((ref) => isAuthenticated(set, ref, to.namespace, from, meshed)))) continue;
    return { by: `Server ${nameOf(server)}`, because: meshed ? 'no AuthorizationPolicy lets this caller in' : 'the caller has no proxy, and no AuthorizationPolicy lets such a one in' };
  }
  return undefined;
}

function isAboutServer(policy: Manifest, server: Manifest): boolean {
  const kind = textAt(policy, 'spec', 'targetRef', 'kind');
  const name = textAt(policy, 'spec', 'targetRef', 'name');
  return kind === 'Server' ? name === nameOf(server) : kind === 'Namespace' && name === namespaceOf(server);
}

function isAuthenticated(set: ManifestSet, ref: unknown, namespace: string, from: PodParty, meshed: boolean): boolean {
  const kind = textAt(ref, 'kind');
  const name = textAt(ref, 'name') ?? '';
  const where = textAt(ref, 'namespace') ?? namespace;
  if (kind === 'ServiceAccount') return meshed && name === accountOf(from) && where === from.namespace;
  const found = set.ofKind(`policy.linkerd.io/${kind ?? ''}`).find((each) => nameOf(each) === name && namespaceOf(each) === where);
  if (found === undefined) return !set.whole;
  // Which addresses pods have, nobody can tell.
  if (kind !== 'MeshTLSAuthentication') return true;
  if (!meshed) return false;
  const identity = `${accountOf(from)}.${from.namespace}.serviceaccount.identity.linkerd.cluster.local`;
  return (
    listAt(found, 'spec', 'identities').some((each) => each === '*' || each === identity || (typeof each === 'string' && each.startsWith('*.') && identity.endsWith(each.slice(1)))) ||
    listAt(found, 'spec', 'identityRefs').some((each) => {
      const of = textAt(each, 'namespace') ?? where;
      return textAt(each, 'kind') === 'Namespace' ? (textAt(each, 'name') ?? where) === from.namespace : textAt(each, 'name') === accountOf(from) && of === from.namespace;
    })
  );
}
