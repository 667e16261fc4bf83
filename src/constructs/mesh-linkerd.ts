import { type Construct } from 'constructs';
import { AuthorizationPolicy } from '../../imports/policy.linkerd.io/authorization-policy.ts';
import { MeshTLSAuthentication } from '../../imports/policy.linkerd.io/mesh-tls-authentication.ts';
import { NetworkAuthentication } from '../../imports/policy.linkerd.io/network-authentication.ts';
import { Server } from '../../imports/policy.linkerd.io/server.ts';
import { type MeshEdge } from './mesh-edge.ts';
import { type System } from './system.ts';
import { WAVE } from './wave.ts';

/** Port that Linkerd's proxies take each other's traffic at, whatever port it is for. */
export const LINKERD_INBOUND = 4143;

const GROUP = 'policy.linkerd.io';

/**
 * Closes a port of a component to all but those whom an AuthorizationPolicy lets in, whom it names by
 * their mTLS identity. It narrows, and stands in the last wave: until then a port that is new to the
 * mesh is open to whom the network policies let in, callers of the running release that have no
 * proxies yet among them. Policies may name it before it is there.
 *
 * The paths of the pods' own probes stay open to the kubelet.
 *
 * @see https://linkerd.io/2/reference/authorization-policy/
 */
export function addLinkerdServer(scope: Construct, system: System, component: string, port: number): void {
  new Server(scope, `server:${component}-${port}`, {
    metadata: system.metadata({ name: serverName(component, port), component, wave: WAVE.last }),
    spec: { accessPolicy: 'deny', podSelector: { matchLabels: system.selector(component) }, port, proxyProtocol: OPAQUE.has(port) ? 'opaque' : 'unknown' },
  });
}

/**
 * Authorizes the caller of one edge, early. A caller without a proxy has no identity; it is let in by
 * its network, which is any, and the network policies say which pods these are.
 */
export function addLinkerdEdge(scope: Construct, system: System, { name, caller, to, port }: MeshEdge): void {
  const metadata = (): ReturnType<System['metadata']> => system.metadata({ name, component: to, wave: WAVE.foundation });
  const kind = caller.kind === 'outside' ? 'NetworkAuthentication' : 'MeshTLSAuthentication';
  if (caller.kind === 'outside') {
    new NetworkAuthentication(scope, `network:${name}`, { metadata: metadata(), spec: { networks: [{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }] } });
  } else {
    new MeshTLSAuthentication(scope, `identity:${name}`, { metadata: metadata(), spec: { identityRefs: [caller.kind === 'account' ? { kind: 'ServiceAccount', name: caller.name } : { kind: 'Namespace', name: caller.name }] } });
  }
  new AuthorizationPolicy(scope, `edge:${name}`, {
    metadata: metadata(),
    spec: { requiredAuthenticationRefs: [{ group: GROUP, kind, name }], targetRef: { group: GROUP, kind: 'Server', name: serverName(to, port) } },
  });
}

/**
 * Ports of protocols in which the server may speak first, as Linkerd has them by default. A Server
 * overrules that default, and its proxy would wait for the client to say which protocol it is.
 *
 * @see https://linkerd.io/2/features/protocol-detection/
 */
const OPAQUE: ReadonlySet<number> = new Set([25, 587, 3306, 4444, 5432, 6379, 9300, 11211]);

function serverName(component: string, port: number): string {
  return `${component}-${port}`;
}
