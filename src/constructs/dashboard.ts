import { Construct } from 'constructs';
import { GrafanaDashboard } from '../../imports/grafana.integreatly.org/grafana-dashboard.ts';
import { contentHash } from './content-hash.ts';
import { dashboardModel } from './dashboard-model.ts';
import { PropCheck } from './prop-check.ts';
import { DNS_LABEL, checkFormat } from './prop-format.ts';
import { type RequestMetrics, checkMetrics, knownMetrics } from './request-metrics.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** What a dashboard is made from. */
export interface DashboardProps {
  /** Workload that it shows; the dashboard carries its name. */
  readonly component: string;
  /** @default '<system> <component>, and the instance' */
  readonly title?: string | undefined;
  /** What the program calls its metrics. @default what most libraries do */
  readonly metrics?: RequestMetrics | undefined;
}

/** The most that Grafana takes. */
const LONGEST_UID = 40;

/**
 * A dashboard of a workload: requests, errors, duration, saturation, and its releases as lines. Where
 * the target has no Grafana operator it makes nothing.
 *
 * It stands in the last wave and is left out of the Application's health: that nobody draws a picture
 * says nothing about the release.
 *
 * @see https://grafana.github.io/grafana-operator/docs/dashboards/
 */
export class Dashboard extends Construct {
  /** @throws UserError naming every prop that is wrong */
  constructor(scope: Construct, id: string, { component, title, metrics }: DashboardProps) {
    super(scope, id);
    const system = System.of(this);
    const check = new PropCheck(`${component}.dashboard`);
    checkFormat(check, 'component', component, DNS_LABEL);
    checkMetrics(check.within('metrics'), metrics);
    if (title !== undefined && (title.trim() === '' || title.length > 120 || /\p{Cc}/u.test(title))) check.add('title', 'is no title', { allowed: 'one line of up to 120 characters', fix: 'title: Shop' });
    check.throwIfAny();
    const { dashboards } = system.target;
    if (dashboards === undefined) return;
    const model = dashboardModel({
      title: title ?? `${system.systemName} ${component} (${system.instance})`,
      uid: uidOf(`${system.instance}-${component}`),
      namespace: system.namespaceName,
      component,
      metrics: knownMetrics(metrics),
    });
    new GrafanaDashboard(this, 'dashboard', {
      metadata: system.metadata({ name: component, component, wave: WAVE.last, annotations: { 'argocd.argoproj.io/ignore-healthcheck': 'true' } }),
      spec: {
        // Grafana lives in a namespace of its own.
        allowCrossNamespaceImport: true,
        folder: system.systemName,
        instanceSelector: { matchLabels: dashboards.instance },
        json: `${JSON.stringify(model, null, 2)}\n`,
      },
    });
  }
}

/** Stable, so that links to it and what people starred outlive a new release. */
function uidOf(name: string): string {
  return name.length <= LONGEST_UID ? name : `${name.slice(0, LONGEST_UID - 11).replace(/-+$/, '')}-${contentHash(name)}`;
}
