import { Lazy } from 'cdk8s';
import { type Construct } from 'constructs';
import { AuthorizationPolicy, type AuthorizationPolicyRules } from '../../imports/security.istio.io/authorization-policy.ts';
import { PeerAuthentication, type PeerAuthenticationSpec } from '../../imports/security.istio.io/peer-authentication.ts';
import { contentHash } from './content-hash.ts';
import { type MeshCaller, type MeshEdge } from './mesh-edge.ts';
import { type System } from './system.ts';
import { WAVE } from './wave.ts';

/**
 * Authorizes the caller of one edge, early. In Istio the first ALLOW policy of a workload denies it to
 * everybody else, so that granting early would narrow: a store that has just joined the mesh would
 * shut out the running release, whose pods have no proxies yet and no identity. Hence each policy lets
 * callers without an identity pass as well. Whether there are any is for PeerAuthentication to say,
 * which does so in the last wave: strict, but for the ports in {@link addPlaintextPorts}.
 *
 * Ports are those of the pods, as for a NetworkPolicy. `cluster.local` stands for the trust domain of
 * the mesh, whatever its name.
 *
 * @see https://istio.io/latest/docs/concepts/security/#implicit-enablement
 * @see https://istio.io/latest/docs/tasks/security/authorization/authz-td-migration/
 */
export function addIstioEdge(scope: Construct, system: System, { name, caller, to, port }: MeshEdge): void {
  const known: AuthorizationPolicyRules[] = caller.kind === 'outside' ? [] : [{ from: [{ source: sourceOf(system, caller) }], to: [{ operation: { ports: [String(port)] } }] }];
  new AuthorizationPolicy(scope, `edge:${name}`, {
    metadata: system.metadata({ name, component: to, wave: WAVE.foundation }),
    spec: { action: 'ALLOW', rules: [...known, { from: [{ source: { notPrincipals: ['*'] } }] }], selector: { matchLabels: system.selector(to) } },
  });
}

/** What a pod says of its ports that take plaintext, so that each revision of a workload keeps its own. */
const PLAINTEXT = 'slipway.dev/plaintext-ports';

/** The label of pods; the value may be undefined, and then there is none. */
export function plaintextLabel(ports: string): Readonly<Record<string, string>> {
  return { [PLAINTEXT]: ports };
}

/** Ports as a label's value. */
export function portList(ports: ReadonlySet<number>): string {
  const text = sorted(ports).join('-');
  return text.length <= 63 ? text : contentHash(text);
}

/**
 * Ports of a component that callers outside of the mesh must reach: Prometheus, an ingress controller,
 * Jobs without a proxy. Istio heeds one PeerAuthentication a pod, the oldest, so that several cannot
 * add up, and one that is changed in place would cut off the running release. Hence another set of
 * ports is another object for other pods: those of the running release keep theirs until the prune,
 * and a workload that gets or loses such a port rolls.
 *
 * @see https://istio.io/latest/docs/concepts/security/#peer-authentication
 */
export function addPlaintextPorts(scope: Construct, system: System, component: string, ports: ReadonlySet<number>): void {
  const list = Lazy.any({ produce: () => portList(ports) }) as string;
  const name = Lazy.any({ produce: () => `${component}-plaintext-${portList(ports)}` }) as string;
  const spec: PeerAuthenticationSpec = {
    mtls: { mode: 'UNSET' },
    portLevelMtls: Lazy.any({ produce: () => Object.fromEntries(sorted(ports).map((port) => [String(port), { mode: 'PERMISSIVE' }])) }) as never,
    selector: { matchLabels: { ...system.selector(component), ...plaintextLabel(list) } },
  };
  new PeerAuthentication(scope, `plaintext:${component}`, { metadata: system.metadata({ name, component, wave: WAVE.foundation }), spec });
}

/** What narrows, in the last wave: no plaintext, and nobody but whom an edge lets in. */
export function addIstioIsolation(scope: Construct, system: System): void {
  new PeerAuthentication(scope, 'strict', {
    metadata: system.metadata({ name: 'default', wave: WAVE.last }),
    spec: { mtls: { mode: 'STRICT' } },
  });
  new AuthorizationPolicy(scope, 'nobody', {
    metadata: system.metadata({ name: 'default-deny', wave: WAVE.last }),
    // Without rules it allows nothing.
    spec: { action: 'ALLOW' },
  });
}

function sourceOf(system: System, caller: Exclude<MeshCaller, { kind: 'outside' }>): { readonly principals: readonly string[] } | { readonly namespaces: readonly string[] } {
  return caller.kind === 'namespace' ? { namespaces: [caller.name] } : { principals: [`cluster.local/ns/${system.namespaceName}/sa/${caller.name}`] };
}

function sorted(ports: ReadonlySet<number>): number[] {
  return [...ports].sort((a, b) => a - b);
}
