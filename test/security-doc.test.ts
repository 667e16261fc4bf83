import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './cli-project.ts';

const TEXT = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
const THREATS = TEXT.split('\n## ')
  .find((part) => part.startsWith('Threats\n'))!
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.slice(2, -2).split(' | '));

describe('the threat model', () => {
  it.each(THREATS.map((cells) => [cells[0]!, cells] as const))('is held by tests: %s', (_, cells) => {
    expect(cells).toHaveLength(3);
    const named = [...cells[2]!.matchAll(/`([^`]+)`: “([^”]+)”/g)].map(([, file = '', title = '']) => ({ file, title }));
    // Nothing but tests stands in that column.
    expect(named.map(({ file, title }) => `\`${file}\`: “${title}”`).join('; ')).toBe(cells[2]);
    expect(named.length).toBeGreaterThan(0);
    const missing = named.filter(({ file, title }) => !(/^(src|test)\/.*\.ts$/.test(file) && existsSync(join(ROOT, file)) && holdsTest(readFileSync(join(ROOT, file), 'utf8'), title)));
    expect(missing).toEqual([]);
  });

  it('names the environments that the workflows use', () => {
    for (const name of ['gitops', 'production']) expect(TEXT).toContain(`\`${name}\``);
  });
});

/** Whether a test of that title, or a row of a table of that name, stands in a file. */
function holdsTest(source: string, title: string): boolean {
  return [`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) => source.includes(quoted));
}
