import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { serveGit } from '../git/test-support/git-server.ts';
import { configMap, pairOf, Publishing } from './test-support/publishing.ts';

let at: Publishing;
beforeEach(() => {
  at = new Publishing();
});
afterEach(() => at.remove());

/** A branch of so many pairs with forty files each, all of them different. */
function fill(pairs: number): void {
  const parts: string[] = ['commit refs/heads/main\ncommitter x <x@acme.example> 1700000000 +0000\ndata 4\nmany\n'];
  for (let pair = 0; pair < pairs; pair++) {
    for (let file = 0; file < 40; file++) {
      const text = configMap(`${pair}-${file}`);
      parts.push(`M 100644 inline environment-${pair % 20}/system-${pair}/ConfigMap-${file}.yaml\ndata ${Buffer.byteLength(text)}\n${text}\n`);
    }
  }
  at.folder.feed('gitops.git', parts.join(''), 'fast-import', '--quiet');
}

const files = (version: string) => Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`ConfigMap-${index}.yaml`, configMap(`${version} ${index}`)]));

/** Middle of seven publishes that change something, milliseconds. */
async function publishTime(): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 7; run++) {
    at.revise();
    const start = performance.now();
    expect((await at.publish([pairOf('staging', 'shop', `v${run}`, files(`${run}`))])).outcome).toBe('published');
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[3]!;
}

describe('a GitOps repository of 100,000 files', () => {
  it.each(['a path', 'HTTP'])('takes a publish over %s without being read as a whole', async (way) => {
    const server = way === 'HTTP' ? await serveGit(at.folder.path) : undefined;
    if (server !== undefined) at.repository = `${server.url}/gitops.git`;
    const empty = await publishTime();
    at.git('update-ref', '-d', 'refs/heads/main');
    at.git('update-ref', '-d', 'refs/heads/slipway-ledger');
    fill(2500);
    const full = await publishTime();
    await server?.close();
    // Reported and not asserted: what a machine that is busy takes says nothing.
    process.stderr.write(`over ${way}: ${empty.toFixed(0)} ms on an empty repository, ${full.toFixed(0)} ms on 100,000 files: ${(full / empty).toFixed(2)} times\n`);
    expect(at.files()).toHaveLength(100_040);
  });
});
