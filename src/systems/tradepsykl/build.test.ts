import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type RenderedPair, renderAll } from '../../testing.ts';
import { tradepsykl } from './build.ts';

const OVERLAYS = join(__dirname, '../../../overlays');
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** TradePsykl of one environment, after words of a file have been changed. */
function rendered(environment: string, file = 'environments.yaml', ...changes: readonly (readonly [from: string, to: string])[]): RenderedPair {
  const root = mkdtempSync(join(tmpdir(), 'tradepsykl-'));
  folders.push(root);
  for (const name of ['environments.yaml', 'tradepsykl']) cpSync(join(OVERLAYS, name), join(root, 'overlays', name), { recursive: true });
  const path = join(root, 'overlays', file);
  const text = changes.reduce((before, [from, to]) => {
    expect(before).toContain(from);
    return before.replace(from, to);
  }, readFileSync(path, 'utf8'));
  writeFileSync(path, text);
  return renderAll({ root, systems: [tradepsykl], only: { environments: [environment] } })[0]!;
}

const byName = ({ files }: RenderedPair): Record<string, string> => Object.fromEntries(files.map(({ name, text }) => [name, text]));
const kinds = ({ files }: RenderedPair): string[] => [...new Set(files.map(({ manifest }) => manifest.kind))];

describe('TradePsykl', () => {
  it('lets a new version in step by step in production, and only while its probes answer', () => {
    const files = byName(rendered('production'));
    for (const service of ['api', 'web']) {
      const rollout = files[`Rollout.argoproj.io-${service}.yaml`]!;
      expect(rollout).toContain(`templateName: ${service}-ready`);
      expect(rollout).toContain(`templateName: ${service}-errors`);
      expect(rollout).toContain('path: /health/ready');
      expect(rollout.indexOf(`templateName: ${service}-ready`)).toBeLessThan(rollout.indexOf('- setWeight:'));
      expect(files[`AnalysisTemplate.argoproj.io-${service}-ready.yaml`]).toContain(`http://${service}-canary:`);
      expect(files[`AnalysisTemplate.argoproj.io-${service}-errors.yaml`]).toContain('result[0] <= 0.01');
    }
  });

  it('replaces pod by pod in dev', () => {
    const pair = rendered('dev');
    expect(kinds(pair)).toContain('Deployment');
    expect(kinds(pair)).not.toContain('Rollout');
  });

  it.each([
    ['sigstore', 'ClusterImagePolicy', []],
    ['kyverno', 'ImageValidatingPolicy', [['engine: sigstore', 'engine: kyverno']]],
  ] as const)('has the signatures of its images looked at by %s where the environment says whose they are', (_engine, kind, changes) => {
    const pair = rendered('production', 'environments.yaml', ...changes);
    const policies = pair.files.filter(({ manifest }) => manifest.kind === kind).map(({ text }) => text).join('');
    for (const image of ['ghcr.io/acme/tradepsykl-api', 'ghcr.io/acme/tradepsykl-web']) expect(policies).toContain(image);
    expect(kinds(rendered('dev'))).not.toContain(kind);
  });

  it.each([
    ['there is no Argo Rollouts', ['    rollouts: { traffic: istio, prometheus: http://prometheus-operated.monitoring:9090 }\n', ''], /production\.yaml:8:13 {2}production\/tradepsykl › api\.strategy\n[^]*fix: strategy: rolling/],
    ['nobody can be asked for errors', ['{ traffic: istio, prometheus: http://prometheus-operated.monitoring:9090 }', '{ traffic: istio }'], /production\.yaml:9:14 {2}production\/tradepsykl › api\.maxErrors\n[^]*fix: rollouts: /],
  ] as const)('names the line of its overlay that does not fit where %s', (_what, change, says) => {
    expect(() => rendered('production', 'environments.yaml', change)).toThrow(says);
  });

  it('rolls what uses a secret when the word of its rotation changes, and nothing else', () => {
    const before = byName(rendered('production'));
    const after = byName(rendered('production', 'tradepsykl/production.yaml', ['rotation: "2026-11"', 'rotation: "2027-02"']));
    const differ = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]).sort();
    expect(differ.map((name) => name.replace(/-[0-9a-f]{10}\.yaml$/, ''))).toEqual(['ExternalSecret.external-secrets.io-runtime', 'ExternalSecret.external-secrets.io-runtime', 'Rollout.argoproj.io-api.yaml']);
  });
});
