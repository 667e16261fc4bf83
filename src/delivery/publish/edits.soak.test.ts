import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EditedRepository, folderEdits } from './test-support/random-edits.ts';

describe('what somebody edits in the folder of a pair, many times', () => {
  const repository = new EditedRepository();
  beforeAll(() => repository.open());
  afterAll(() => repository.close());

  it('is repaired by the next publish or refused, whatever it is', async () => {
    await fc.assert(fc.asyncProperty(folderEdits, (edits) => repository.check(edits)), { numRuns: 150 });
    const { repaired, refused, unchanged } = repository.seen;
    expect(repaired + refused + unchanged).toBe(150);
    expect(repaired).toBeGreaterThan(30);
    expect(refused).toBeGreaterThan(30);
  });
});
