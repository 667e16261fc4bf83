import { type ContainerPort } from '../../imports/kubernetes.ts';
import { quoted } from '../kernel/problem.ts';
import { type Probe } from './probe.ts';
import { type PropCheck } from './prop-check.ts';

/** What listens in a container. */
export interface Listening {
  /** Port that serves requests. */
  readonly http?: number | undefined;
  /** Port that serves metrics; often the same. */
  readonly metrics?: number | undefined;
  /** Probes, whose ports are declared as well: a port nobody declares is a port nobody expects. */
  readonly probes: Readonly<Record<string, Probe | undefined>>;
}

/** The ports of a container, each number once: `http`, `metrics`, then `health`. */
export function containerPorts(check: PropCheck, { http, metrics, probes }: Listening): ContainerPort[] {
  checkPort(check, 'port', http);
  checkPort(check, 'metrics.port', metrics);
  const ports: ContainerPort[] = [];
  const add = (name: string, containerPort: number | undefined): void => {
    if (containerPort === undefined || ports.some((port) => port.containerPort === containerPort)) return;
    ports.push({ containerPort, name, protocol: 'TCP' });
  };
  add('http', http);
  add('metrics', metrics);
  for (const [prop, probe] of Object.entries(probes)) {
    if (probe?.kind !== 'http' && probe?.kind !== 'tcp') continue;
    if (probe.port === undefined && http === undefined) {
      check.add(`${prop}.port`, 'the probe needs a port: the workload serves none', { fix: 'port: 8080' });
    }
    add(ports.some(({ name }) => name === 'health') ? `health-${probe.port}` : 'health', probe.port);
  }
  return ports;
}

function checkPort(check: PropCheck, prop: string, port: number | undefined): void {
  if (port !== undefined && Number.isSafeInteger(port) && port >= 1 && port < 1024) {
    check.add(prop, `${quoted(port)} needs a privilege that the pod does not have`, { allowed: '1024 to 65535', fix: `port: ${port + 8000}` });
  } else {
    check.range(prop, port, 1024, 65_535);
  }
}
