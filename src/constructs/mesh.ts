import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { canonicalText } from './content-hash.ts';
import { type ComponentPeer } from './dependency.ts';
import { type MeshCaller, type MeshEdge } from './mesh-edge.ts';
import { addIstioEdge, addPlaintextPorts, plaintextLabel, portList } from './mesh-istio.ts';
import { addLinkerdEdge, addLinkerdServer } from './mesh-linkerd.ts';
import { type System } from './system.ts';
import { type PodPeer, type Target } from './target.ts';

/** Pods of a component as its template makes them. */
export interface MeshMember {
  readonly serviceAccount: string;
  readonly joins: boolean;
  /** Ports that its containers name. */
  readonly ports: readonly number[];
}

const ID = 'mesh:members';

/**
 * What a system's parts tell one another about the mesh: which pods are in it and as whom, and which
 * of their ports callers from outside of it must reach. Pods that an operator makes stay outside:
 * Postgres and Kafka bring TLS and authorization of their own, their replication needs addresses that
 * a proxy hides, and the jobs that set them up would not end beside one. Edges to and from them are
 * held by the network policies alone.
 */
export class Mesh extends Construct {
  private readonly members = new Map<string, MeshMember>();
  private readonly assumed = new Set<string>();
  private readonly plaintext = new Map<string, Set<number>>();
  private readonly servers = new Set<string>();

  private constructor(private readonly system: System, private readonly kind: Exclude<Target['mesh'], 'none'>) {
    super(system, ID);
  }

  /** That of the system; undefined where its target has none. */
  static of(system: System): Mesh | undefined {
    const { mesh } = system.target;
    if (mesh === 'none') return undefined;
    return system.shared(Mesh.#ofSystem);
  }

  static readonly #ofSystem = (system: System): Mesh => new Mesh(system, system.target.mesh as Exclude<Target['mesh'], 'none'>);

  /** Takes down the pods of a component, before edges leave them. */
  add(component: string, member: MeshMember): void {
    // Taken for pods in the mesh that call as the component; their authorizations stand already.
    if (this.assumed.has(component) && (!member.joins || member.serviceAccount !== component)) {
      throw new Error(`the pods of ${component} are made after an edge of theirs was drawn`);
    }
    this.members.set(component, member);
    if (this.kind === 'linkerd' && member.joins) for (const port of member.ports) this.serve(component, port);
  }

  /** Whether pods of the own namespace are in the mesh. */
  holds({ component, labels }: ComponentPeer): boolean {
    // Labels of their own are what an operator's pods have.
    return labels === undefined && (this.members.get(component)?.joins ?? true);
  }

  /** Who calls, when pods of the own namespace do. */
  caller(from: ComponentPeer): MeshCaller {
    if (!this.holds(from)) return { kind: 'outside' };
    const member = this.members.get(from.component);
    if (member === undefined) this.assumed.add(from.component);
    return { kind: 'account', name: member?.serviceAccount ?? from.component };
  }

  /** Who calls, when pods of another namespace do. */
  callerElsewhere(peer: PodPeer): MeshCaller {
    if (!isMeshed(this.system.target, peer)) return { kind: 'outside' };
    return { kind: 'namespace', name: peer.namespace, ...(this.kind === 'istio' && isScraper(this.system.target, peer) ? { plain: true } : {}) };
  }

  /** Authorizes the caller of an edge. */
  authorize(edge: MeshEdge): void {
    if (this.kind === 'linkerd') {
      this.serve(edge.to, edge.port);
      addLinkerdEdge(this, this.system, edge);
      return;
    }
    addIstioEdge(this, this.system, edge);
    if (edge.caller.kind === 'outside' || (edge.caller.kind === 'namespace' && edge.caller.plain === true)) this.openPlaintext(edge.to, edge.port);
  }

  /**
   * Label of a component's pods that says which of their ports take plaintext; undefined, where there
   * are none. Resolved when everything is drawn.
   */
  podLabels(component: string): Readonly<Record<string, string>> {
    if (this.kind === 'linkerd') return {};
    return plaintextLabel(Lazy.any({ produce: () => this.portsOf(component) }) as string);
  }

  private serve(component: string, port: number): void {
    const id = `${component}-${port}`;
    if (this.servers.has(id)) return;
    this.servers.add(id);
    addLinkerdServer(this, this.system, component, port);
  }

  private openPlaintext(component: string, port: number): void {
    const ports = this.plaintext.get(component);
    if (ports !== undefined) {
      ports.add(port);
      return;
    }
    const opened = new Set([port]);
    this.plaintext.set(component, opened);
    addPlaintextPorts(this, this.system, component, opened);
  }

  private portsOf(component: string): string | undefined {
    const ports = this.plaintext.get(component);
    return ports === undefined ? undefined : portList(ports);
  }
}

/** Whether pods of another namespace are in the mesh: as they are said to be, and Istio's own gateways always. */
export function isMeshed({ mesh, exposure }: Target, peer: PodPeer): boolean {
  if (mesh === 'none') return false;
  if (peer.meshed !== undefined) return peer.meshed;
  const gateway = exposure?.kind === 'istio' || (exposure?.kind === 'gateway' && exposure.controller === 'istio');
  return mesh === 'istio' && gateway && peer.namespace === exposure.from.namespace;
}

/**
 * Whether the peer is what scrapes. Prometheus dials each pod by its address, which belongs to no Service
 * that a proxy of Istio knows: it passes the request on as it is, and a port that is strict would refuse it.
 *
 * @see https://istio.io/latest/docs/ops/integrations/prometheus/#tls-settings
 */
function isScraper({ monitoring }: Target, { namespace, labels }: PodPeer): boolean {
  return monitoring !== undefined && monitoring.from.namespace === namespace && canonicalText(monitoring.from.labels) === canonicalText(labels);
}
