import { describe, expect, it } from '@jest/globals';
import { validateText } from './test-support.ts';

const definition = (schema: object, group = 'shop.example') =>
  JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `widgets.${group}` },
    spec: { group, scope: 'Namespaced', names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' }, versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }] },
  });
const SCHEMA = { type: 'object', properties: { spec: { type: 'object', properties: { size: { type: 'integer', minimum: 1 } } } } };
const widget = (spec: object, version = 'v1') => JSON.stringify({ apiVersion: `shop.example/${version}`, kind: 'Widget', metadata: { name: 'a', namespace: 'b' }, spec });
const judged = (files: Record<string, string>, options = {}) => {
  const { findings, notChecked } = validateText(files, { rules: ['schema', 'api'], ...options });
  return { errors: findings.map(({ file, path }) => `${file} ${path}`), notChecked: notChecked.length };
};

describe('a custom resource beside its definition', () => {
  it('is judged by it, whichever comes first', () => {
    expect(judged({ 'a.json': `${widget({ size: 0 })}\n${definition(SCHEMA)}` })).toEqual({ errors: ['a.json spec.size'], notChecked: 0 });
    expect(judged({ 'crds.json': definition(SCHEMA), 'a.json': widget({ colour: 'red' }) }).errors).toEqual(['a.json spec.colour']);
    expect(judged({ 'a.json': `${definition(SCHEMA)}\n${widget({ size: 1 })}` })).toEqual({ errors: [], notChecked: 0 });
  });

  it('is not judged by another, and that is told', () => {
    expect(judged({ 'a.json': widget({ size: 0 }) })).toEqual({ errors: [], notChecked: 1 });
    expect(judged({ 'a.json': `${definition(SCHEMA)}\n${widget({ size: 0 }, 'v2')}` })).toEqual({ errors: [], notChecked: 1 });
  });

  it('is not judged by one that cannot be read', () => {
    expect(judged({ 'a.json': `${definition({ type: 'object', properties: 3 })}\n${widget({ size: 0 })}` }).errors.filter((error) => error.includes('size'))).toEqual([]);
  });
});

describe('a definition', () => {
  it('takes no kind from the API server', () => {
    const deployment = JSON.stringify({ apiVersion: 'apps/v1', kind: 'Widget', metadata: { name: 'a', namespace: 'b' }, spec: {} });
    expect(judged({ 'a.json': `${definition(SCHEMA, 'apps')}\n${deployment}` }).errors).toContain('a.json kind');
  });
});
