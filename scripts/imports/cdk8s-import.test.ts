import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = path.resolve(__dirname, '..', '..');

const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: externalsecrets.external-secrets.io
spec:
  group: external-secrets.io
  scope: Namespaced
  names: {kind: ExternalSecret, plural: externalsecrets}
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {a: {type: string}}}}}}}
`;

describe('cdk8s import, when a user runs it beside the generated files', () => {
  it('leaves them as they are and writes its own', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'slipway-cdk8s-import-'));
    try {
      const ours = path.join(folder, 'imports', 'external-secrets.io');
      mkdirSync(ours, { recursive: true });
      writeFileSync(path.join(ours, 'external-secret.ts'), '// ours\n');
      writeFileSync(path.join(folder, 'crd.yaml'), CRD);
      writeFileSync(path.join(folder, 'cdk8s.yaml'), 'language: typescript\napp: node main.js\n');
      const cdk8s = path.join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
      execFileSync(process.execPath, [cdk8s, 'import', 'crd.yaml'], {
        cwd: folder,
        env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
        stdio: 'pipe',
      });
      expect(readdirSync(path.join(folder, 'imports'))).toEqual(['external-secrets.io', 'external-secrets.io.ts']);
      expect(readFileSync(path.join(ours, 'external-secret.ts'), 'utf8')).toBe('// ours\n');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('has no name of theirs: it writes k8s.ts and <group>.ts, ours are kubernetes.ts, scopes.ts and folders', () => {
    const entries = readdirSync(path.join(ROOT, 'imports'), { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    const groups = new Set(entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name));
    expect(files).toEqual(expect.arrayContaining(['kubernetes.ts', 'scopes.ts']));
    expect(files.filter((file) => file === 'k8s.ts' || groups.has(file.slice(0, -'.ts'.length)))).toEqual([]);
  });
});
