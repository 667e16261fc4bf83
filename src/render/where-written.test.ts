import { describe, expect, it } from '@jest/globals';
import { whereWritten } from './where-written.ts';

const problem = { path: 'Deployment shop-dev/app › spec.priorityClassName', message: 'PriorityClass "shop-dev-hihg" is not there', fix: 'as it was' };
const lacks = { name: 'shop-dev-hihg', near: 'shop-dev-high' };

function told(values: unknown, sources: boolean = true, what: Parameters<typeof whereWritten>[1] = lacks) {
  return whereWritten(problem, what, { system: 'shop', environment: 'dev', values, sourceOf: () => (sources ? { file: 'overlays/shop/dev.yaml', line: 7, column: 13 } : undefined) });
}

describe('a name that nothing has', () => {
  it('is told of where an overlay wrote it, with the line to type', () => {
    expect(told({ app: { priority: 'hihg' }, other: 'high' })).toEqual([
      { file: 'overlays/shop/dev.yaml', line: 7, column: 13, path: 'app.priority', message: 'PriorityClass "shop-dev-hihg" is not there', fix: 'priority: high' },
    ]);
    expect(told({ names: ['shop', 'hihg'] })).toMatchObject([{ path: 'names[1]', fix: '- high' }]);
    expect(told({ a: { priority: 'hihg' }, b: { priority: 'hihg' } }).map(({ path }) => path)).toEqual(['a.priority', 'b.priority']);
  });

  it('keeps its fix where nothing is near', () => {
    expect(told({ priority: 'hihg' }, true, { name: 'shop-dev-hihg' })).toMatchObject([{ line: 7, fix: 'as it was' }]);
  });

  it.each([
    ['nobody wrote', {}, true],
    ['a default is', { priority: 'hihg' }, false],
  ])('is told of at the object where it is one that %s', (_what, values, sources) => {
    expect(told(values, sources)).toEqual([problem]);
  });
});
