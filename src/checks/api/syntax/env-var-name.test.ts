import { describe, expect, it } from '@jest/globals';
import { envVarNameErrors } from './env-var-name.ts';

describe('envVarNameErrors', () => {
  it('accepts since 1.32 any printable ASCII without =', () => {
    for (const text of ['1A', 'a b', '..', '~!', '"']) {
      expect(envVarNameErrors(text, 32)).toEqual([]);
      expect(envVarNameErrors(text, 31).length).toBeGreaterThan(0);
    }
  });
  it('refuses =, control characters and other scripts on every minor', () => {
    for (const text of ['', 'A=B', 'A\tB', 'Ä', 'A\u007f']) for (const minor of [28, 36]) expect(envVarNameErrors(text, minor)).toHaveLength(1);
  });
  it('accepts letters, digits and three signs on every minor', () => {
    for (const text of ['A', '_a.b-1']) for (const minor of [28, 36]) expect(envVarNameErrors(text, minor)).toEqual([]);
  });
});
