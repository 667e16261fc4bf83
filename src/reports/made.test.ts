import { describe, expect, it } from '@jest/globals';
import { madeJson, madeText } from './made.ts';
import { PLAIN } from './style.ts';

const report = { made: ['src/a.ts'], changed: ['src/registry.ts'], next: ['npm install', 'npm run check'] };

describe('what a scaffold did', () => {
  it('is a list of files and what to type next', () => {
    expect(madeText(report, PLAIN)).toBe('  + src/a.ts\n  ~ src/registry.ts\n\nnext:\n  npm install\n  npm run check\n');
  });

  it('is JSON, too', () => expect(madeJson(report)).toEqual({ schema: 'slipway.made/v1', ...report }));
});
