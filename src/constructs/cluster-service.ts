import { type Construct } from 'constructs';
import { type ContainerPort, Service } from '../../imports/kubernetes.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** On Services that lead to one version of a component; its metrics are scraped by the Service that leads to all. */
export const ONE_VERSION = 'slipway.dev/one-version';

/**
 * Adds the ClusterIP Service of a component: each port of its pods under the same number and name,
 * so that there is one number to know. Never a LoadBalancer: its status is a third party's to write,
 * and the wave of the workloads waits for health.
 */
export function addClusterService(scope: Construct, component: string, ports: readonly ContainerPort[]): void {
  const system = System.of(scope);
  new Service(scope, 'service', {
    metadata: system.metadata({ name: component, component, wave: WAVE.workloads }),
    spec: {
      ports: ports.map(({ name, containerPort }) => ({ name, port: containerPort, protocol: 'TCP', targetPort: name })),
      selector: system.selector(component),
      type: 'ClusterIP',
    },
  });
}

/**
 * Adds a Service of a component that Argo Rollouts narrows to one version: it adds the revision's hash to
 * the selector once those pods are available, and Argo CD looks away from that one label. Until then it
 * leads to all pods of the component, those of a Deployment before it included.
 *
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/canary/#stableservice
 */
export function addTrafficService(scope: Construct, component: string, name: string, port: number): void {
  const system = System.of(scope);
  new Service(scope, name, {
    metadata: system.metadata({ name, component, wave: WAVE.workloads, labels: { [ONE_VERSION]: 'true' } }),
    spec: {
      ports: [{ name: 'http', port, protocol: 'TCP', targetPort: 'http' }],
      selector: system.selector(component),
      type: 'ClusterIP',
    },
  });
}
