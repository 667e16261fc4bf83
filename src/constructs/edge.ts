import { Construct } from 'constructs';
import { NetworkPolicy, type NetworkPolicyPeer, type NetworkPolicyPort, type NetworkPolicySpec } from '../../imports/kubernetes.ts';
import { UserError, quoted } from '../kernel/problem.ts';
import { liesInside } from './cidr.ts';
import { canonicalText, contentHash } from './content-hash.ts';
import { type ComponentPeer, type Dependency, type Endpoint } from './dependency.ts';
import { Mesh, isMeshed } from './mesh.ts';
import { type MeshCaller } from './mesh-edge.ts';
import { LINKERD_INBOUND } from './mesh-linkerd.ts';
import { PropCheck } from './prop-check.ts';
import { CIDR, DNS_LABEL, PORT, checkFormat } from './prop-format.ts';
import { System } from './system.ts';
import { type CidrPeer, type PodPeer } from './target.ts';
import { WAVE } from './wave.ts';

/** Traffic that comes into the namespace from pods of another one. */
export interface Admission {
  /** What the peer is called in the edge's name: `ingress-nginx`, `prometheus`. */
  readonly from: string;
  readonly peer: PodPeer;
  /** The component that answers. */
  readonly to: string | ComponentPeer;
  /** Port of the pods, which need not be the Service's. */
  readonly port: number;
  /** @default 'TCP' */
  readonly protocol?: 'TCP' | 'UDP';
  /** Whether the port is one of the mesh's proxy itself, which none of the mesh's own policies covers. @default false */
  readonly ofProxy?: boolean;
}

/** One edge as it is drawn: two names, the pods of ours at either end, and the port. */
interface NetworkEdge {
  readonly from: string;
  readonly to: string;
  /** Our pods that the traffic leaves, and where it may go; absent where it comes from outside. */
  readonly egress?: { readonly pods: ComponentPeer; readonly to: readonly NetworkPolicyPeer[] };
  /** Our pods that the traffic enters, and where it may come from; absent where it goes outside. */
  readonly ingress?: { readonly pods: ComponentPeer; readonly from: readonly NetworkPolicyPeer[] };
  /** Who calls, as a mesh knows it; absent where traffic goes outside, or there is no mesh. */
  readonly caller?: MeshCaller | undefined;
  /** Whether proxies of the mesh stand at both ends. */
  readonly meshed: boolean;
  /** What the names do not say about the two ends; absent where both are simply components. */
  readonly ends?: unknown;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/**
 * Opens the way from a component to a dependency: per endpoint, one policy that lets the traffic out
 * of the component and, where the peer stands in the same namespace, one that lets it in there. Two
 * policies, because a policy selects pods once: one for both ends would let the peer call itself.
 * Between components they are called `<from>-to-<to>-<port>-<half>`; where labels or addresses say
 * who is at an end, a hash of them follows. In a mesh the peer's proxy is told to let the component in,
 * under the same name without a half. Drawing an edge again is fine; drawing another one under its name is not.
 *
 * @throws UserError for an endpoint that is malformed, or an edge that contradicts one already drawn
 */
export function connect(scope: Construct, from: string | ComponentPeer, dependency: Dependency): void {
  const system = System.of(scope);
  const source = componentOf(from);
  const check = new PropCheck('edge');
  checkFormat(check, 'from', source.component, DNS_LABEL);
  checkFormat(check, 'to', dependency.name, DNS_LABEL);
  for (const endpoint of dependency.endpoints) checkEndpoint(check.within(dependency.name), endpoint);
  check.throwIfAny();
  for (const endpoint of dependency.endpoints) draw(system, edgeTo(system, source, dependency.name, endpoint));
}

/**
 * Lets pods of another namespace reach a component.
 *
 * @throws UserError for a malformed name or port, or an edge that contradicts one already drawn
 */
export function admit(scope: Construct, { from, peer, to, port, protocol = 'TCP', ofProxy = false }: Admission): void {
  const system = System.of(scope);
  const target = componentOf(to);
  const check = new PropCheck('edge');
  checkFormat(check, 'from', from, DNS_LABEL);
  checkFormat(check, 'to', target.component, DNS_LABEL);
  checkFormat(check, `${target.component}.port`, port, PORT);
  check.throwIfAny();
  const elsewhere = [podsElsewhere(peer)];
  const mesh = Mesh.of(system);
  const caller = ofProxy ? undefined : mesh?.callerElsewhere(peer);
  const meshed = mesh !== undefined && mesh.holds(target) && caller !== undefined && caller.kind !== 'outside';
  draw(system, { from, to: target.component, ingress: { pods: target, from: elsewhere }, caller, meshed, ends: [elsewhere, target.labels], port, protocol });
}

/**
 * The name of a policy whose peers its plain name does not say. Other peers make another object, and
 * the old one is pruned when all else is done: changed in place, in the first wave, it would cut off
 * the running release.
 */
export function nameByPeers(name: string, peers: unknown): string {
  return `${name}-${contentHash(peers)}`;
}

/** A policy peer that is pods of some namespace. */
export function podsElsewhere({ namespace, labels }: PodPeer): NetworkPolicyPeer {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    ...(Object.keys(labels).length === 0 ? {} : { podSelector: { matchLabels: labels } }),
  };
}

/** The half of an edge that is drawn; a second drawing is compared with it. */
class EdgeHalf extends Construct {
  readonly #spec: NetworkPolicySpec;

  constructor(system: System, edge: string, { name, component, spec }: { name: string; component: string; spec: NetworkPolicySpec }) {
    super(system, idOf(edge));
    this.#spec = spec;
    new NetworkPolicy(this, 'policy', { metadata: system.metadata({ name, component, wave: WAVE.foundation }), spec });
  }

  /** Whether it is the half that this describes. Hardly any is drawn twice, so that nothing is written down beforehand. */
  isFor(spec: NetworkPolicySpec): boolean {
    return canonicalText(this.#spec) === canonicalText(spec);
  }
}

/**
 * Everything that an edge needs is drawn from one description, so that a mesh's authorization can
 * never disagree with the policies.
 *
 * The policies see the port of the program: Istio's sidecars redirect inside of the pod. Only Linkerd's
 * proxies call each other at a port of their own, and only when both ends have one; the program's port
 * stays open beside it for the pods of the running release that have none yet. Which ports of the
 * program a caller reaches through it, Linkerd's own authorization says.
 *
 * @see https://linkerd.io/2/common-errors/network-policy/
 */
function draw(system: System, edge: NetworkEdge): void {
  const name = `${edge.from}-to-${edge.to}-${edge.port}${edge.protocol === 'TCP' ? '' : '-udp'}`;
  const proxied = system.target.mesh === 'linkerd' && edge.meshed && edge.protocol === 'TCP';
  const ports: NetworkPolicyPort[] = [edge.port, ...(proxied ? [LINKERD_INBOUND] : [])].map((port) => ({ port, protocol: edge.protocol }));
  // Another name with the port than without: changed in place, it would cut off the running release when the mesh is left.
  const ends = proxied ? [edge.ends, ports] : edge.ends;
  const nameOf = (half: string): string => (ends === undefined ? half : nameByPeers(half, ends));
  if (edge.egress !== undefined) {
    const { pods, to } = edge.egress;
    drawHalf(system, `${name}-egress`, nameOf, pods, { egress: [{ ports, to }], policyTypes: ['Egress'] });
  }
  if (edge.ingress !== undefined) {
    const { pods, from } = edge.ingress;
    const isNew = drawHalf(system, `${name}-ingress`, nameOf, pods, { ingress: [{ from, ports }], policyTypes: ['Ingress'] });
    if (isNew) authorize(system, name, edge, pods);
  }
}

/** The third part of an edge, where a mesh's proxy stands before the pods that answer; proxies let UDP by. */
function authorize(system: System, name: string, { from, port, protocol, caller, ends }: NetworkEdge, pods: ComponentPeer): void {
  const mesh = Mesh.of(system);
  if (mesh === undefined || caller === undefined || protocol !== 'TCP' || !mesh.holds(pods)) return;
  const plain = ends === undefined && caller.kind === 'account' && caller.name === from;
  mesh.authorize({ name: plain ? name : nameByPeers(name, [ends, caller]), caller, to: pods.component, port });
}

type HalfRules = Pick<NetworkPolicySpec, 'egress' | 'ingress' | 'policyTypes'>;

/** By name, so that a half is found again whatever scope draws it. */
const drawnIn = (): Map<string, EdgeHalf> => new Map();

/** Whether it was not there yet. */
function drawHalf(system: System, edge: string, nameOf: (half: string) => string, pods: ComponentPeer, rules: HalfRules): boolean {
  const spec: NetworkPolicySpec = { podSelector: { matchLabels: labelsOf(system, pods) }, ...rules };
  const halves = system.shared(drawnIn);
  const drawn = halves.get(edge);
  if (drawn === undefined) {
    halves.set(edge, new EdgeHalf(system, edge, { name: nameOf(edge), component: pods.component, spec }));
    return true;
  }
  if (!drawn.isFor(spec)) {
    throw new UserError({
      path: `edge.${edge}`,
      message: `the edge ${quoted(edge)} is drawn twice, and the two differ in their pods or addresses`,
      fix: 'give one of the two dependencies another name',
    });
  }
  return false;
}

function edgeTo(system: System, source: ComponentPeer, to: string, { port, protocol = 'TCP', peer }: Endpoint): NetworkEdge {
  const edge = { from: source.component, to, port, protocol };
  const here = podsHere(system, peer);
  const mesh = Mesh.of(system);
  const leaves = mesh !== undefined && mesh.holds(source);
  if (here !== undefined) {
    return {
      ...edge,
      caller: mesh?.caller(source),
      meshed: leaves && mesh.holds(here),
      egress: { pods: source, to: [{ podSelector: { matchLabels: labelsOf(system, here) } }] },
      ingress: { pods: here, from: [{ podSelector: { matchLabels: labelsOf(system, source) } }] },
      // Without the labels of our own selectors, which carry the instance: an edge has one name in all environments.
      ...(source.labels === undefined && here.labels === undefined && here.component === to ? {} : { ends: [source.labels, here] }),
    };
  }
  const far = 'cidrs' in peer ? blocks(peer) : [podsElsewhere(peer as PodPeer)];
  const meshed = leaves && 'namespace' in peer && isMeshed(system.target, peer);
  return { ...edge, meshed, egress: { pods: source, to: far }, ends: [source.labels, far] };
}

/** The peer as pods of this namespace, which the default deny covers as well. */
function podsHere(system: System, peer: Endpoint['peer']): ComponentPeer | undefined {
  if ('component' in peer) return peer;
  if ('namespace' in peer && peer.namespace === system.namespaceName) return { component: 'system', labels: peer.labels };
  return undefined;
}

function blocks({ cidrs, except = [] }: CidrPeer): NetworkPolicyPeer[] {
  return cidrs.map((cidr) => {
    const inside = except.filter((block) => liesInside(block, cidr));
    return { ipBlock: { cidr, ...(inside.length === 0 ? {} : { except: inside }) } };
  });
}

function labelsOf(system: System, { component, labels }: ComponentPeer): Readonly<Record<string, string>> {
  return labels ?? system.selector(component);
}

function checkEndpoint(check: PropCheck, { port, peer }: Endpoint): void {
  checkFormat(check, 'port', port, PORT);
  if (!('cidrs' in peer)) return;
  // A rule without peers is a rule for every peer.
  if (peer.cidrs.length === 0) check.add('cidrs', 'no addresses, which a policy reads as all of them', { fix: `cidrs: [${CIDR.example}]` });
  peer.cidrs.forEach((cidr, index) => checkFormat(check, `cidrs[${index}]`, cidr, CIDR));
  for (const [index, block] of (peer.except ?? []).entries()) {
    checkFormat(check, `except[${index}]`, block, CIDR);
    if (!CIDR.accepts(block) || peer.cidrs.some((cidr) => liesInside(block, cidr))) continue;
    check.add(`except[${index}]`, `${quoted(block)} lies in none of the addresses`, { allowed: `a part of ${peer.cidrs.join(' or ')}` });
  }
}

function componentOf(peer: string | ComponentPeer): ComponentPeer {
  return typeof peer === 'string' ? { component: peer } : peer;
}

function idOf(name: string): string {
  return `edge:${name}`;
}
