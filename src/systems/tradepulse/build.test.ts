import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type RenderedPair, renderAll } from '../../testing.ts';
import { tradepulse } from './build.ts';

const OVERLAYS = join(__dirname, '../../../overlays');
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** TradePulse of one environment, after words of its overlay have been changed. */
function rendered(environment: string, ...changes: readonly (readonly [from: string, to: string])[]): RenderedPair {
  const root = mkdtempSync(join(tmpdir(), 'tradepulse-'));
  folders.push(root);
  for (const name of ['environments.yaml', 'tradepulse']) cpSync(join(OVERLAYS, name), join(root, 'overlays', name), { recursive: true });
  const file = join(root, `overlays/tradepulse/${environment}.yaml`);
  const text = changes.reduce((before, [from, to]) => {
    expect(before).toContain(from);
    return before.replace(from, to);
  }, readFileSync(file, 'utf8'));
  writeFileSync(file, text);
  return renderAll({ root, systems: [tradepulse], only: { environments: [environment] } })[0]!;
}

const textOf = ({ files }: RenderedPair, start: string): string => {
  const found = files.find(({ name }) => name.startsWith(start));
  expect([start, found?.name ?? 'missing']).toEqual([start, expect.stringContaining(start)]);
  return found!.text;
};
const names = ({ files }: RenderedPair): string[] => files.map(({ name }) => name);

describe('TradePulse', () => {
  it.each([
    ['staging', 'STAGING_DB', 'ExternalSecret'],
    ['production', 'PROD_DB', 'SecretProviderClass'],
  ])('in %s mounts the files of its database read-only, names them by %s, and fetches them as %s', (environment, prefix, kind) => {
    const pair = rendered(environment);
    const deployment = textOf(pair, 'Deployment-api');
    for (const [variable, file] of [['CA', 'root-ca'], ['CERT', 'client'], ['KEY', 'client-key']]) {
      expect(deployment).toContain(`- name: ${prefix}_${variable}_FILE\n              value: /etc/tradepulse/db/${file}.pem\n`);
      expect(deployment).toContain(`- key: ${file}.pem\n                path: ${file}.pem\n`);
    }
    expect(deployment).toMatch(/mountPath: \/etc\/tradepulse\/db\n +name: \S+\n +readOnly: true\n/);
    expect(deployment).toMatch(/name: POSTGRES_SSLMODE\n +value: verify-full\n/);
    for (const name of ['postgres', 'tradepulse-mtls-client', 'tradepulse-secrets', 'venues']) textOf(pair, `${kind}.${kind === 'ExternalSecret' ? 'external-secrets.io' : 'secrets-store.csi.x-k8s.io'}-${name}-`);
  });

  it('takes nothing weaker than verify-full', () => {
    expect(() => rendered('staging', ['postgres:\n', 'postgres:\n  sslMode: require\n'])).toThrow(/postgres\.sslMode/);
  });

  it('reads the credentials of its exchanges under the names that the field mapping gives them', () => {
    const secret = textOf(rendered('staging'), 'ExternalSecret.external-secrets.io-venues');
    expect(secret).toMatch(/key: tradepulse\/staging\/kraken\n +metadataPolicy: None\n +property: private_key\n +secretKey: KRAKEN_API_SECRET\n/);
    expect(textOf(rendered('production'), 'SecretProviderClass.secrets-store.csi.x-k8s.io-venues')).toContain('- path: "private_key"\n            objectAlias: "KRAKEN_API_SECRET"\n');
  });

  it('keeps its pods apart strictly in production, and has a priority of its own there', () => {
    const production = rendered('production');
    const deployment = textOf(production, 'Deployment-api');
    expect(deployment).toContain('requiredDuringSchedulingIgnoredDuringExecution');
    expect(deployment).toMatch(/topologyKey: topology.kubernetes.io\/zone\n +whenUnsatisfiable: DoNotSchedule/);
    expect(deployment).toContain('priorityClassName: tradepulse-production-trading');
    textOf(production, 'PriorityClass-tradepulse-production-trading');
    const staging = rendered('staging');
    expect(textOf(staging, 'Deployment-api')).toMatch(/topologyKey: topology.kubernetes.io\/zone\n +whenUnsatisfiable: ScheduleAnyway/);
    expect(names(staging).filter((name) => name.startsWith('PriorityClass'))).toEqual([]);
  });

  it.each([
    ['production', 'EnvoyFilter', []],
    ['staging', 'BackendTrafficPolicy', [['  host: tradepulse.staging.acme.example\n', '  host: tradepulse.staging.acme.example\n  rateLimit: { requestsPerSecond: 50 }\n']]],
  ] as const)('is limited at the edge of %s by %s', (environment, kind, changes) => {
    textOf(rendered(environment, ...changes), kind);
  });

  it('runs on spot nodes by one word, and tolerates their taint', () => {
    expect(textOf(rendered('production'), 'Deployment-api')).toContain('acme.example/capacity: on-demand\n');
    const spot = textOf(rendered('production', ['  replicas: 6\n', '  replicas: 6\n  nodePool: spot\n']), 'Deployment-api');
    expect(spot).toContain('acme.example/capacity: spot\n');
    expect(spot).toMatch(/tolerations:\n +- effect: NoSchedule\n +key: acme.example\/capacity\n +operator: Equal\n +value: spot\n/);
  });

  it.each(['staging', 'production'])('tells in %s of probes that fail, of errors and of gaps in what is scraped', (environment) => {
    const pair = rendered(environment);
    expect(textOf(pair, 'ServiceAccount-api')).toMatch(/eks.amazonaws.com\/role-arn: arn:aws:iam::\d{12}:role\/tradepulse-/);
    const alerts = pair.files.filter(({ name }) => name.startsWith('PrometheusRule')).map(({ text }) => text).join('');
    for (const alert of ['ProbeFailed', 'HighErrorRate', 'ScrapeGap']) expect(alerts).toContain(`alert: ${alert}\n`);
    for (const kind of ['Probe.', 'ServiceMonitor.', 'GrafanaDashboard.']) textOf(pair, kind);
  });
});
