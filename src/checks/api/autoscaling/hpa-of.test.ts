import { describe, expect, it } from '@jest/globals';
import { sourcesOf } from './hpa-of.ts';

describe('sourcesOf', () => {
  it('names the descriptions of a metric in the order in which the API server looks at them', () => {
    const target = { type: 'Value' };
    const item = { type: 'Pods', resource: { name: 'cpu', target }, pods: { metric: { name: 'a' }, target } };
    expect(sourcesOf({ path: 'spec.metrics[0]', index: 0, item }).map(({ path }) => path)).toEqual(['spec.metrics[0].pods', 'spec.metrics[0].resource']);
  });
});
