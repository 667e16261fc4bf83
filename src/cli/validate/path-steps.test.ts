import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pathText } from '../../kernel/path.ts';
import { pathSteps } from './path-steps.ts';

describe('the steps of a path', () => {
  it.each<[string, (string | number)[]]>([
    ['', []],
    ['spec', ['spec']],
    ['spec.containers[0].image', ['spec', 'containers', 0, 'image']],
    ['metadata.labels["app.kubernetes.io/name"]', ['metadata', 'labels', 'app.kubernetes.io/name']],
    ['metadata.labels[app.kubernetes.io/name]', ['metadata', 'labels', 'app.kubernetes.io/name']],
    ['items[3][4]', ['items', 3, 4]],
    ['data["a\\"b"].c', ['data', 'a"b', 'c']],
    ['spec.ports[', ['spec', 'ports']],
    ['[', []],
    ['a..b', ['a']],
  ])('are read from %s', (text, steps) => {
    expect(pathSteps(text)).toEqual(steps);
  });

  it('are those that a path was written from', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.nat({ max: 1e6 }))), (steps) => {
        expect(pathSteps(pathText(steps))).toEqual(steps);
      }),
    );
  });

  it('end for any text', () => {
    fc.assert(fc.property(fc.string(), (text) => pathSteps(text).length <= text.length));
  });
});
