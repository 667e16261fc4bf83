import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineSystem } from './system-definition.ts';

describe('a system\'s build', () => {
  const rest = { name: 'shop', images: [], overlay: z.strictObject({}) };

  it('may return nothing, and the compiler refuses a promise', () => {
    defineSystem({ ...rest, build() {} });
    defineSystem({ ...rest, build: () => undefined });
    // @ts-expect-error its objects would come too late
    defineSystem({ ...rest, async build() {} });
    // @ts-expect-error its objects would come too late
    defineSystem({ ...rest, build: () => Promise.resolve() });
    expect.assertions(0);
  });
});
