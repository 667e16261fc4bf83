import { expect, jest } from '@jest/globals';
import { join } from 'node:path';
import type * as Constructs from 'constructs';
import type * as RenderAll from '../src/render/render-all.ts';
import { type RenderedPair } from '../src/render/render-pair.ts';
import type * as Registry from '../src/systems/registry.ts';

const ROOT = join(__dirname, '..');

/** cdk8s and cdk8s-plus look these ids up; nobody but them uses them. */
const LOOKED_UP = ['Resource', 'Default'];

/** What becomes of a construct's scope and id before it is made. */
export type Move = (scope: unknown, id: string, wrap: (scope: unknown, id: string) => unknown) => [scope: unknown, id: string];

/** What was rendered, by file. */
export function filesOf(pairs: readonly RenderedPair[]): Record<string, string> {
  return Object.fromEntries(
    pairs.flatMap(({ environment, system, files }) => files.map(({ name, text }) => [`${environment}/${system}/${name}`, text])),
  );
}

/** Renders every system in a module registry of its own, in which `constructs` moves what is made. */
export function rendered(move?: Move): RenderedPair[] {
  let pairs: RenderedPair[] = [];
  let moved = 0;
  jest.isolateModules(() => {
    if (move !== undefined) {
      jest.doMock('constructs', () => {
        const actual = jest.requireActual<typeof Constructs>('constructs');
        class Construct extends actual.Construct {
          constructor(scope: unknown, id: string, ...rest: unknown[]) {
            const isRoot = scope === undefined || LOOKED_UP.includes(id);
            if (!isRoot) moved += 1;
            const [newScope, newId] = isRoot ? [scope, id] : move!(scope, id, (s, i) => new actual.Construct(s as never, i));
            super(newScope as never, newId, ...(rest as []));
          }
        }
        return { ...actual, Construct };
      });
    }
    const { renderAll } = require('../src/render/render-all.ts') as typeof RenderAll;
    const { systems } = require('../src/systems/registry.ts') as typeof Registry;
    pairs = renderAll({ root: ROOT, systems });
    jest.dontMock('constructs');
  });
  if (move !== undefined) expect(moved).toBeGreaterThan(100);
  return pairs;
}
