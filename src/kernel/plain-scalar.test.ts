import { describe, expect, it } from '@jest/globals';
import { isUnmistakableString, readAsKubernetes, readUnambiguous } from './plain-scalar.ts';

describe('isUnmistakableString', () => {
  it.each(['app', 'my-app', 'http://a.example:80/x', '--port=8080', '-c', '500m', '1Gi', '25%', '10.0.0.0/8', 'sha256:01ab', 'v1.10', '$(A)', './a', '/dev/null', 'Ready or not'])(
    'says yes to %s',
    (text) => expect(isUnmistakableString(text)).toBe(true),
  );

  it.each(['', ' a', 'a ', 'y', 'Off', 'null', '~', '1', '1.2.3', '-1', '+a', '.5', '.inf', '1e3', 'e3', '12:30', '0x1F', '2026-01-01', 'a: b', 'a #b', 'a:', '# a', '- a', '---', '---a', '*a', '&a', '!a', '{a', '[a', '"a"', "'a'", '`a', '@a', '%a', '=', '<<', '|', '>', '?', 'é', 'a\tb', 'a\nb'])(
    'says no to %j',
    (text) => expect(isUnmistakableString(text)).toBe(false),
  );
});

describe('readUnambiguous', () => {
  it.each<[string, unknown]>([
    ['', null],
    ['~', null],
    ['null', null],
    ['true', true],
    ['False', false],
    ['0', 0],
    ['-12', -12],
    ['0.25', 0.25],
    ['a', 'a'],
    ['yEs', 'yEs'],
    ['1.2.3', '1.2.3'],
    ['0b12', '0b12'],
    ['2026-01', '2026-01'],
    ['2026-01-01 was a day', '2026-01-01 was a day'],
    ['8080:80', '8080:80'],
  ])('reads %j', (text, value) => expect(readUnambiguous(text)).toBe(value));

  it.each(['yes', 'N', 'on', 'OFF', '+1', '-0', '1.0', '1.10', '.5', '5.', '1e3', '007', '08', '0o7', '0x1F', '0b1', '1_000', '1:30', '1:30.5', '.inf', '-.INF', '.nan', '2026-1-1', '2026-01-01T1:2:3Z', '=', '<<', '9007199254740993'])(
    'takes no side on %j',
    (text) => expect(readUnambiguous(text)).toBeUndefined(),
  );
});

describe('readAsKubernetes', () => {
  // What sigs.k8s.io/yaml v1.6 makes of each.
  it.each<[string, unknown]>([
    ['', null],
    ['NULL', null],
    ['y', true],
    ['On', true],
    ['n', false],
    ['OFF', false],
    ['oN', 'oN'],
    ['0777', 511],
    ['-0777', -511],
    ['0o17', 15],
    ['0O17', 15],
    ['0X1F', 31],
    ['-0b11', -3],
    ['0b12', '0b12'],
    ['08', 8],
    ['1_', 1],
    ['_1', '_1'],
    ['0_7', 7],
    ['+1', 1],
    ['-0', 0],
    ['1.', 1],
    ['.5e3', 500],
    ['+.5', 0.5],
    ['.', '.'],
    ['1e400', '1e400'],
    ['.inf', Infinity],
    ['-.Inf', -Infinity],
    ['.NaN', NaN],
    ['1:30', '1:30'],
    ['2026-01-01', '2026-01-01'],
    ['=', '='],
    ['<<', '<<'],
    ['0x1p-2', '0x1p-2'],
    ['12345678901234567890', Number('12345678901234567890')],
  ])('reads %j', (text, value) => expect(readAsKubernetes(text)).toBe(value));
});
