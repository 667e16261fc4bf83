import { type Construct } from 'constructs';
import { type ContainerPort, Service } from '../../imports/kubernetes.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

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
