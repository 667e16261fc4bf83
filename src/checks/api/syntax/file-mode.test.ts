import { describe, expect, it } from '@jest/globals';
import { fileModeErrors } from './file-mode.ts';

describe('fileModeErrors', () => {
  it('accepts the nine bits of permissions', () => {
    for (const mode of [0, 420, 511]) expect(fileModeErrors(mode)).toEqual([]);
    for (const mode of [-1, 512, 644]) expect(fileModeErrors(mode)).toHaveLength(1);
  });
});
