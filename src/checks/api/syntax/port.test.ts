import { describe, expect, it } from '@jest/globals';
import { portErrors, portNameErrors, portNumberErrors } from './port.ts';

describe('portNumberErrors', () => {
  it('accepts 1 to 65535', () => {
    for (const port of [1, 80, 65535]) expect(portNumberErrors(port)).toEqual([]);
    for (const port of [0, -1, 65536]) expect(portNumberErrors(port)).toHaveLength(1);
  });
});

describe('portNameErrors', () => {
  it('wants at most 15 lower-case letters, digits and single hyphens, a letter among them', () => {
    for (const text of ['a', 'http', '1a', 'a-1-b', 'a'.repeat(15)]) expect(portNameErrors(text)).toEqual([]);
    for (const text of ['80', 'HTTP', 'a--b', '-a', 'a-', 'a_b', 'a'.repeat(16)]) expect(portNameErrors(text).length).toBeGreaterThan(0);
  });
});

describe('portErrors', () => {
  it('tells a number from a name', () => {
    expect(portErrors(80)).toEqual([]);
    expect(portErrors('80')).toHaveLength(1);
  });
});
