import { Construct } from 'constructs';
import { ServiceMonitor } from '../../imports/monitoring.coreos.com/service-monitor.ts';
import { ONE_VERSION } from './cluster-service.ts';
import { admit } from './edge.ts';
import { PropCheck } from './prop-check.ts';
import { DNS_LABEL, PORT, PROMETHEUS_DURATION, checkFormat } from './prop-format.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** Where a component's metrics are. */
export interface ScrapeProps {
  /** Component whose Service is scraped; the monitor carries its name. */
  readonly component: string;
  /** Name of the Service's port. */
  readonly port: string;
  /** Port of the pods that it leads to. */
  readonly podPort: number;
  /** @default '/metrics' */
  readonly path?: string;
  /** How often. @default '30s' */
  readonly interval?: string;
  /** Whether other Services lead to some of the same pods, which would be scraped twice. @default false */
  readonly versions?: boolean;
}

/** Lets the target's Prometheus scrape a component; where the target has no monitoring it makes nothing. */
export class Scrape extends Construct {
  constructor(scope: Construct, id: string, { component, port, podPort, path = '/metrics', interval = '30s', versions = false }: ScrapeProps) {
    super(scope, id);
    const check = new PropCheck(`${component}.scrape`);
    checkFormat(check, 'component', component, DNS_LABEL);
    checkFormat(check, 'port', port, DNS_LABEL);
    checkFormat(check, 'podPort', podPort, PORT);
    checkFormat(check, 'interval', interval, PROMETHEUS_DURATION);
    if (!path.startsWith('/')) check.add('path', 'is not a path', { allowed: 'a path from "/"', fix: `path: /${path}` });
    check.throwIfAny();
    const system = System.of(this);
    const { monitoring } = system.target;
    if (monitoring === undefined) return;
    new ServiceMonitor(this, 'monitor', {
      metadata: system.metadata({ name: component, component, wave: WAVE.workloads, labels: monitoring.labels }),
      spec: {
        endpoints: [{ interval, path, port, scheme: 'http' }],
        // Metrics are told apart by component, not by the name of a Service.
        jobLabel: 'app.kubernetes.io/component',
        selector: {
          ...(versions ? { matchExpressions: [{ key: ONE_VERSION, operator: 'DoesNotExist' }] } : {}),
          matchLabels: system.selector(component),
        },
      },
    });
    admit(this, { from: 'prometheus', peer: monitoring.from, to: component, port: podPort });
  }
}
