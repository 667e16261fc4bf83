import { defineSystem, Foundation, hostWithinDomain, Postgres, postgresOverlay, Probe, quotaOverlay, Ready, SmokeTest, Version, WebWorkload, webWorkloadOverlay } from 'slipway';
import { z } from 'zod';

/** What `overlays/__SYSTEM__` may say; `npx slipway schemas` tells editors. */
const overlay = z.strictObject({
  web: webWorkloadOverlay.describe('The web application.'),
  postgres: postgresOverlay.describe('Its database.'),
  quota: quotaOverlay.describe('The most that everything together may claim.'),
});

/** __SYSTEM__: a web application with a database. */
export const __IDENTIFIER__ = defineSystem({
  name: '__SYSTEM__',
  images: ['web'],
  overlay,
  rules: [hostWithinDomain('web.host')],

  build(system, { overlay: values }) {
    new Foundation(system, 'foundation', { quota: values.quota });
    const postgres = Postgres.from(system, 'postgres', values.postgres);

    const web = new WebWorkload(system, 'web', {
      ...values.web,
      name: 'web',
      image: system.image('web'),
      port: 8080,
      // Ready means: answers, and says in this header that it is the release that was deployed (RELEASE in its environment).
      ready: Ready.http('/ready', { version: Version.header('X-Release') }),
      live: Probe.http('/health'),
      uses: [postgres],
    });

    new SmokeTest(system, 'smoke', { tests: [web] });
  },
});
