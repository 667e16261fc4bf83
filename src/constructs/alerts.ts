import { Construct } from 'constructs';
import { PrometheusRule } from '../../imports/monitoring.coreos.com/prometheus-rule.ts';
import { quoted } from '../kernel/problem.ts';
import { PropCheck } from './prop-check.ts';
import { DNS_LABEL, HTTPS_URL, PROMETHEUS_DURATION, checkFormat } from './prop-format.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** Something that people must know of. */
export interface Alert {
  /** In CamelCase: `NotEnoughReplicas`. */
  readonly name: string;
  /** PromQL that yields a series for each thing that is wrong. */
  readonly expr: string;
  /** How long it must hold. @default at once */
  readonly for?: string;
  /** `critical` wakes somebody up, `warning` waits for the morning. */
  readonly severity: 'critical' | 'warning' | 'info';
  /** One sentence for the person who reads it. */
  readonly summary: string;
  /** Page that says what to do. @default none */
  readonly runbook?: string;
}

/** Alerts of a component. */
export interface AlertsProps {
  /** Component that they are about. */
  readonly component: string;
  /** Name of the rule, where a component has several. @default the component */
  readonly name?: string | undefined;
  /** Names are unique. */
  readonly alerts: readonly Alert[];
}

/**
 * Alerts, as a PrometheusRule; where the target has no monitoring it makes nothing. Expressions and
 * summaries are data: a `{{ $labels.pod }}` in them is Prometheus' own and is kept as it is.
 */
export class Alerts extends Construct {
  constructor(scope: Construct, id: string, { component, name: rule = component, alerts }: AlertsProps) {
    super(scope, id);
    checkAlerts(component, rule, alerts);
    const system = System.of(this);
    const { monitoring } = system.target;
    if (monitoring === undefined || alerts.length === 0) return;
    new PrometheusRule(this, 'rule', {
      metadata: system.metadata({ name: rule, component, wave: WAVE.workloads, labels: monitoring.labels }),
      spec: {
        groups: [
          {
            name: `${system.instance}-${rule}`,
            rules: alerts.map(({ name, expr, for: duration, severity, summary, runbook }) => ({
              alert: name,
              annotations: { ...(runbook === undefined ? {} : { runbook_url: runbook }), summary },
              expr,
              ...(duration === undefined ? {} : { for: duration }),
              // Not `instance`: that label is the scraped target's, and the alert would lose it.
              labels: { component, severity, system: system.systemName, system_instance: system.instance },
            })),
          },
        ],
      },
    });
  }
}

function checkAlerts(component: string, rule: string, alerts: readonly Alert[]): void {
  const check = new PropCheck(component);
  checkFormat(check, 'component', component, DNS_LABEL);
  if (rule !== component) checkFormat(check, 'name', rule, DNS_LABEL);
  const names = alerts.map(({ name }) => name);
  for (const [index, alert] of alerts.entries()) {
    const inAlert = check.within(`alerts[${index}]`);
    if (!/^[A-Z][A-Za-z0-9]{0,99}$/.test(alert.name)) {
      inAlert.add('name', `${quoted(alert.name)} is not a name`, { allowed: 'CamelCase, letters and digits', fix: 'name: NotEnoughReplicas' });
    } else if (names.indexOf(alert.name) !== index) {
      inAlert.add('name', `${quoted(alert.name)} stands there twice`, { fix: 'give each alert its own name' });
    }
    if (alert.expr.trim() === '') inAlert.add('expr', 'no expression', { fix: 'expr: up == 0' });
    if (alert.summary.trim() === '') inAlert.add('summary', 'no summary', { fix: 'summary: <what is wrong, in one sentence>' });
    if (!['critical', 'warning', 'info'].includes(alert.severity)) {
      inAlert.add('severity', `${quoted(alert.severity)} is not a severity`, { allowed: 'critical, warning, info', fix: 'severity: warning' });
    }
    checkFormat(inAlert, 'for', alert.for, PROMETHEUS_DURATION);
    checkFormat(inAlert, 'runbook', alert.runbook, HTTPS_URL);
  }
  check.throwIfAny();
}
