import { Construct } from 'constructs';
import { NetworkPolicy, type NetworkPolicyEgressRule } from '../../imports/kubernetes.ts';
import { nameByPeers, podsElsewhere } from './edge.ts';
import { addIstioIsolation } from './mesh-istio.ts';
import { System } from './system.ts';
import { type Target } from './target.ts';
import { WAVE } from './wave.ts';

/**
 * Closes the namespace in both directions, so that only declared edges are open, and opens what no
 * pod can do without: DNS and, in a mesh, its control plane. In a mesh it closes the mesh as well: in
 * Istio here, for the whole namespace; in Linkerd by the Server of each port.
 */
export class Isolation extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const system = System.of(this);
    new NetworkPolicy(this, 'deny', {
      // Last, because it revokes: whatever it cuts off must have its edges by then.
      metadata: system.metadata({ name: 'default-deny', wave: WAVE.last }),
      spec: { podSelector: {}, policyTypes: ['Egress', 'Ingress'] },
    });
    this.open('dns', [
      {
        ports: [
          { port: 53, protocol: 'TCP' },
          { port: 53, protocol: 'UDP' },
        ],
        to: [podsElsewhere(system.target.dns)],
      },
    ]);
    const mesh = MESH_CONTROL_PLANE[system.target.mesh];
    if (mesh !== undefined) this.open(system.target.mesh, [mesh]);
    if (system.target.mesh === 'istio') addIstioIsolation(this, system);
  }

  private open(name: string, egress: NetworkPolicyEgressRule[]): void {
    new NetworkPolicy(this, name, {
      metadata: System.of(this).metadata({ name: nameByPeers(`${name}-egress`, egress), wave: WAVE.foundation }),
      spec: { egress, podSelector: {}, policyTypes: ['Egress'] },
    });
  }
}

/**
 * What the proxies in the pods must reach to get certificates and routes. Nothing comes in but from
 * the kubelet (15020 and 15021 of Istio, 4191 of Linkerd), which no policy keeps from its own node's
 * pods; the proxies' own metrics (15090, 4191) are for a monitor of the mesh's operator to admit.
 *
 * @see https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio
 * @see https://linkerd.io/2/reference/architecture/
 */
const MESH_CONTROL_PLANE: Readonly<Record<Target['mesh'], NetworkPolicyEgressRule | undefined>> = {
  none: undefined,
  istio: {
    ports: [{ port: 15012, protocol: 'TCP' }],
    to: [podsElsewhere({ namespace: 'istio-system', labels: { app: 'istiod' } })],
  },
  linkerd: {
    ports: [8080, 8086, 8090].map((port) => ({ port, protocol: 'TCP' })),
    to: [podsElsewhere({ namespace: 'linkerd', labels: {} })],
  },
};
