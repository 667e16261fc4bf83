import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { celFaults } from './cel-faults.ts';
import { CEL_CALLS } from './cel-names.ts';
import { CEL_FUNCTIONS } from './cel-functions.ts';
import { DYN, INT, objectShape, STRING } from './cel-shape.ts';

const SELF = new Map([['self', objectShape({ count: INT, name: STRING, any: DYN })]]);
const faults = (source: string) => celFaults(source, SELF, []).faults;

describe('celFaults', () => {
  it('names what is wrong, and what it got', () => {
    expect(faults('self.count <=')).toEqual(['Syntax error: ends too early']);
    expect(faults('foo.x')).toEqual(["undeclared reference to 'foo'"]);
    expect(faults('self.other == self.name + 1')).toEqual(["undefined field 'other'", "no matching overload for '+' applied to '(string, int)'"]);
    expect(celFaults('self.any', SELF, ['bool']).faults).toEqual(['must evaluate to bool but got dyn']);
  });

  it('says what it can\'t tell', () => {
    expect(celFaults('optional.of(1).value()', SELF, ['bool', 'string'])).toMatchObject({ faults: [], open: 'whether it is a bool or string' });
  });

  it('knows the names of all functions that can be evaluated', () => {
    const names = [...CEL_FUNCTIONS.keys()].filter((name) => /^\w/.test(name) && name !== 'in' && !CEL_CALLS.has(name));
    expect(names).toEqual([]);
  });

  it('bears long chains, deep nesting and any text', () => {
    expect(faults(`1${' + 1'.repeat(20_000)}`)).toEqual([]);
    expect(faults(`self.any${'.a'.repeat(20_000)}`)).toEqual([]);
    expect(faults(`${'('.repeat(300)}1`)[0]).toContain('nested deeper');
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => {
      celFaults(text, SELF, ['bool']);
    }));
  });
});
