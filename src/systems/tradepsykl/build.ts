import { z } from 'zod';
import {
  Alerts,
  Dashboard,
  defineSystem,
  ExternalSecrets,
  Foundation,
  hostWithinDomain,
  Probe,
  quotaOverlay,
  Ready,
  secretsOverlay,
  SmokeTest,
  telemetry,
  UptimeProbe,
  webWorkloadOverlay,
  WebWorkload,
  workloadAlerts,
} from '../../index.ts';

const overlay = z.strictObject({
  api: webWorkloadOverlay.describe('The API.'),
  web: webWorkloadOverlay.describe('The web application before it.'),
  secrets: secretsOverlay.describe('What the services read at run time.'),
  quota: quotaOverlay.describe('The most that everything together may claim.'),
});

/** TradePsykl: a web application and its API, each let in step by step while its probes answer. */
export const tradepsykl = defineSystem({
  name: 'tradepsykl',
  images: ['api', 'web'],
  overlay,
  rules: [hostWithinDomain('api.host'), hostWithinDomain('web.host')],

  build(system, { overlay: values }) {
    new Foundation(system, 'foundation', { quota: values.quota });
    const secrets = new ExternalSecrets(system, 'secrets', { name: 'runtime', ...values.secrets });

    // By what a new version is taken back; the counter that its alerts and dashboard read as well.
    const requests = { name: 'http_requests_total', failed: 'status=~"5.."' };
    const api = new WebWorkload(system, 'api', {
      ...values.api,
      name: 'api',
      image: system.image('api'),
      port: 8000,
      ready: Ready.http('/health/ready'),
      live: Probe.http('/health/live'),
      metrics: { port: 8000 },
      requests,
      uses: [secrets, telemetry(system, { service: 'api', image: system.image('api') })],
    });
    const web = new WebWorkload(system, 'web', {
      ...values.web,
      name: 'web',
      image: system.image('web'),
      port: 3000,
      ready: Ready.http('/health/ready'),
      live: Probe.http('/health/live'),
      // Not at the port that everybody reaches.
      metrics: { port: 9464 },
      requests,
      uses: [api, telemetry(system, { service: 'web', image: system.image('web') })],
    });

    new SmokeTest(system, 'smoke', { tests: [api, web] });
    for (const { name: component, strategy } of [api, web]) {
      new Dashboard(system, `${component}-dashboard`, { component });
      new Alerts(system, `${component}-alerts`, { component, alerts: workloadAlerts(system, { component, progressive: strategy !== 'rolling', scraped: true, requests: {} }) });
    }
    if (values.web.host !== undefined) new UptimeProbe(system, 'uptime', { component: 'web', url: `https://${values.web.host}/health/ready` });
  },
});
