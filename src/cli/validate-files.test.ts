import { describe, expect, it } from '@jest/globals';
import { resolve } from 'node:path';
import { validateFiles } from './validate-files.ts';

const NOWHERE = { root: undefined, packageRoot: resolve(__dirname, '..', '..') };
const configMap = (name: string, instance: string, extra = '') =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  labels:\n    app.kubernetes.io/instance: ${instance}\n  name: ${name}\n  namespace: ${instance}\n${extra}`;
const secret = (instance: string) => configMap('token', instance).replace('ConfigMap', 'Secret');

describe('validating rendered files', () => {
  it('finds nothing in what is well', () => {
    expect(validateFiles([{ path: 'scratch/dev/shop/ConfigMap-a.yaml', text: configMap('a', 'shop-dev') }], NOWHERE)).toEqual([]);
  });

  it('names the rule, the object, the file and the way out', () => {
    const found = validateFiles([
      { path: 'scratch/dev/shop/ConfigMap-a.yaml', text: configMap('a', 'shop-dev') },
      { path: 'scratch/dev/shop/Secret-token.yaml', text: secret('shop-dev') },
    ], NOWHERE);
    expect(found).toContainEqual({
      rule: 'no-secret-object',
      recommendation: expect.any(String),
      fix: expect.any(String),
      file: 'scratch/dev/shop/Secret-token.yaml',
      resource: 'Secret/token',
      locations: expect.any(Array),
    });
  });

  it('judges each installation by itself, also when all lie in one file', () => {
    const once = configMap('a', 'shop-dev') + configMap('a', 'shop-production');
    expect(validateFiles([{ path: 'tmp/manifests.yaml', text: once }], NOWHERE)).toEqual([]);
    const twice = configMap('a', 'shop-dev') + configMap('a', 'shop-dev');
    expect(validateFiles([{ path: 'tmp/manifests.yaml', text: twice }], NOWHERE).map(({ rule }) => rule)).toContain('one-object-per-identity');
  });

  it('says where a file cannot be read', () => {
    expect(validateFiles([{ path: 'a.yaml', text: 'a: [\n' }], NOWHERE)).toEqual([expect.objectContaining({ rule: 'file-is-readable', file: 'a.yaml', resource: 'a.yaml' })]);
  });

  it.each(['dist/argocd/applications/dev/shop.yaml', '/project/dist/argocd/applications/dev/shop.yaml', 'argocd/applications/dev/shop.yaml'])('passes over what ApplicationSets read: %s', (path) => {
    expect(validateFiles([{ path, text: 'schema: slipway.application/v1\n' }], NOWHERE)).toEqual([]);
  });

  it.each(['dist/argocd/projects/shop.yaml', 'dist/myargocd/applications/dev/shop.yaml', 'dist/argocd/applications/shop.yaml'])('passes over nothing else: %s', (path) => {
    expect(validateFiles([{ path, text: 'schema: slipway.application/v1\n' }], NOWHERE).length).toBeGreaterThan(0);
  });
});
