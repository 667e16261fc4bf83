import { describe, expect, it } from '@jest/globals';
import { type Problem, UserError } from '../kernel/problem.ts';
import { fitsPattern, parseWaivers } from './waivers.ts';

const RULES = ['image-is-pinned-by-digest', 'no-host-port'];
const GOOD = `schema: slipway.waivers/v1
waivers:
  - rule: no-host-port
    object: { kind: DaemonSet, namespace: logging, name: collector-* }
    environments: [production]
    systems: [logs]
    reason: the collector listens on every node
    owner: platform@acme.example
    expires: "2026-12-31"
`;
const parse = (text: string) => parseWaivers(Buffer.from(text), 'overlays/waivers.yaml', RULES);

function problemsOf(text: string): readonly Problem[] {
  try {
    parse(text);
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
}

describe('the waivers of a file', () => {
  it('say what is waived, where, why, by whom and until when', () => {
    expect(parse(GOOD)).toEqual([
      {
        rule: 'no-host-port',
        object: { kind: 'DaemonSet', namespace: 'logging', name: 'collector-*' },
        environments: ['production'],
        systems: ['logs'],
        reason: 'the collector listens on every node',
        owner: 'platform@acme.example',
        expires: '2026-12-31',
        file: 'overlays/waivers.yaml',
        line: 3,
        column: 5,
      },
    ]);
  });

  it.each<[string, string, Partial<Problem>]>([
    ['no reason', GOOD.replace(/ {4}reason: .*\n/, ''), { line: 3, path: 'waivers[0].reason' }],
    ['no owner', GOOD.replace(/ {4}owner: .*\n/, ''), { path: 'waivers[0].owner' }],
    ['no end', GOOD.replace(/ {4}expires: .*\n/, ''), { path: 'waivers[0].expires' }],
    ['a day that there is not', GOOD.replace('12-31', '02-30'), { line: 9, path: 'waivers[0].expires' }],
    ['a key that nobody knows', GOOD.replace('owner:', 'ownr:'), { line: 8, message: expect.stringContaining('did you mean "owner"?') as unknown as string }],
    ['a mistyped rule', GOOD.replace('no-host-port', 'no-host-prt'), { line: 3, fix: 'rule: no-host-port' }],
    ['every object at once, without saying so', GOOD.replace(/ {4}object: .*\n/, ''), { path: 'waivers[0].object' }],
    ['nothing', '', { line: 1 }],
  ])('are refused: %s', (_what, text, problem) => {
    expect(problemsOf(text)).toContainEqual(expect.objectContaining({ file: 'overlays/waivers.yaml', ...problem }));
  });
});

describe('a pattern', () => {
  it.each<[string, string, boolean]>([
    ['web', 'web', true],
    ['web', 'web-1', false],
    ['web-*', 'web-', true],
    ['*', '', true],
    ['*-web', 'shop-web', true],
    ['a*a', 'a', false],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'acb', false],
    ['a*bc*c', 'abc', false],
    ['a.c', 'abc', false],
  ])('%s fits %s: %s', (pattern, text, fits) => {
    expect(fitsPattern(pattern, text)).toBe(fits);
  });

  it('of many stars takes no time over a long name', () => {
    expect(fitsPattern(`${'*a'.repeat(100)}b`, 'a'.repeat(253))).toBe(false);
  });
});
