import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

describe('files that a command writes', () => {
  it.each([
    ['docs/api.md', ['scripts/api/run.js', '--check'], 'npm run api'],
    ['the JSON Schemas of overlays', ['bin/slipway', 'schemas', '--check'], 'npm run schemas'],
  ])('are current: %s', (_what, args, fix) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    expect({ status, fix, stdout, stderr }).toMatchObject({ status: 0 });
  });
});
