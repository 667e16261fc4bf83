import { describe, expect, it } from '@jest/globals';
import { WORKLOAD_NAME, variablePrefix } from './component-name.ts';

describe("a workload's name", () => {
  it.each(['a', 'app', 'web-api', 'a1', 'a'.repeat(40)])('may be %s', (name) => {
    expect(WORKLOAD_NAME.accepts(name)).toBe(true);
  });

  it.each(['migrate', 'smoke', 'system', '', '1a', '-a', 'a-', 'A', 'a_b', 'a.b', 'ä', 'a\n', 'a'.repeat(41)])('may not be %j', (name) => {
    expect(WORKLOAD_NAME.accepts(name)).toBe(false);
  });

  it('starts variables in capitals', () => {
    expect(variablePrefix('web-api-2')).toBe('WEB_API_2');
  });
});
