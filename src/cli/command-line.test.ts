import { describe, expect, it } from '@jest/globals';
import { commandLine } from './command-line.ts';

describe('the command line to type again', () => {
  it.each([
    ['is the one that was run, with more', ['promote', 'shop', '--to', 'production'], 'npx slipway promote shop --to production --install'],
    ['has it before the operands', ['ledger', '--dry-run', '--', 'shop'], 'npx slipway ledger --dry-run --install -- shop'],
    ['names the command alone where a word would need quotes', ['release', '--version', 'a b; rm -rf ~'], 'npx slipway release ... --install'],
  ])('%s', (_, argv, line) => {
    expect(commandLine('--install', argv)).toBe(line);
  });
});
