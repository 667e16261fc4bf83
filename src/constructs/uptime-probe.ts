import { Construct } from 'constructs';
import { Probe as ApiProbe } from '../../imports/monitoring.coreos.com/probe.ts';
import { type Alert, Alerts } from './alerts.ts';
import { PropCheck } from './prop-check.ts';
import { DNS_LABEL, HTTPS_URL, PROMETHEUS_DURATION, checkFormat } from './prop-format.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** What an uptime probe is made from. */
export interface UptimeProbeProps {
  /** Component that it is about. */
  readonly component: string;
  /** What is asked, as people ask it: `https://shop.acme.example/api/ready`. */
  readonly url: string;
  /** Name of its objects. @default '<component>-uptime' */
  readonly name?: string | undefined;
  /** Module of the exporter. @default the target's, which asks for a 2xx answer */
  readonly module?: string | undefined;
  /** How often. @default '30s' */
  readonly interval?: string | undefined;
  /** How long it must fail until somebody is woken. @default '2m' */
  readonly for?: string | undefined;
  /** Page that says what to do; each alert's name is appended as `#name`. @default none */
  readonly runbook?: string | undefined;
}

/** Days before a certificate ends on which somebody must know: it should have been renewed by then. */
const CERTIFICATE_DAYS = 14;

/**
 * Asks a URL from outside of the system, through DNS, certificate and edge as its users do, and tells
 * when it fails, when nobody asks any more, and when its certificate ends soon. Where the target has no
 * prober it makes nothing.
 *
 * @see https://prometheus-operator.dev/docs/developer/getting-started/#using-probe
 */
export class UptimeProbe extends Construct {
  /** @throws UserError naming every prop that is wrong */
  constructor(scope: Construct, id: string, props: UptimeProbeProps) {
    super(scope, id);
    const system = System.of(this);
    const { component, url, name = `${component}-uptime`, interval = '30s' } = props;
    checkProps(name, interval, props);
    const { monitoring } = system.target;
    if (monitoring?.prober === undefined) return;
    const { address, module } = monitoring.prober;
    const job = `${system.instance}-${name}`;
    new ApiProbe(this, 'probe', {
      metadata: system.metadata({ name, component, wave: WAVE.workloads, labels: monitoring.labels }),
      spec: {
        interval,
        jobName: job,
        module: props.module ?? module,
        prober: { path: '/probe', scheme: 'http', url: address },
        targets: { staticConfig: { static: [url] } },
      },
    });
    new Alerts(this, 'alerts', { component, name, alerts: alertsOf(`{namespace="${system.namespaceName}",job="${job}"}`, props) });
  }
}

function alertsOf(probe: string, { component, url, for: patience = '2m', runbook }: UptimeProbeProps): Alert[] {
  const alerts: Alert[] = [
    { name: 'ProbeFailed', expr: `probe_success${probe} == 0`, for: patience, severity: 'critical', summary: `${component} does not answer at ${url}` },
    { name: 'ProbeGap', expr: `absent(probe_success${probe})`, for: '10m', severity: 'warning', summary: `nobody has asked ${component} from outside for 10 minutes` },
    {
      name: 'CertificateEndsSoon',
      expr: `probe_ssl_earliest_cert_expiry${probe} - time() < ${CERTIFICATE_DAYS * 86_400}`,
      for: '1h',
      severity: 'warning',
      summary: `the certificate of ${url} ends in less than ${CERTIFICATE_DAYS} days and was not renewed`,
    },
  ];
  return runbook === undefined ? alerts : alerts.map((alert) => ({ ...alert, runbook: `${runbook}#${alert.name.toLowerCase()}` }));
}

function checkProps(name: string, interval: string, { component, url, module, for: patience, runbook }: UptimeProbeProps): void {
  const check = new PropCheck(`${component}.uptime`);
  checkFormat(check, 'component', component, DNS_LABEL);
  checkFormat(check, 'name', name, DNS_LABEL);
  checkFormat(check, 'url', url, HTTPS_URL);
  checkFormat(check, 'interval', interval, PROMETHEUS_DURATION);
  checkFormat(check, 'for', patience, PROMETHEUS_DURATION);
  checkFormat(check, 'runbook', runbook, HTTPS_URL);
  if (module !== undefined && !/^[A-Za-z0-9_-]{1,63}$/.test(module)) check.add('module', 'is not the name of a module', { allowed: 'letters, digits, "_" and "-"', fix: 'module: http_2xx' });
  check.throwIfAny();
}
