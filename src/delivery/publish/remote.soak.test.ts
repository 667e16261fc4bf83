import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, type GitServer, serveGit } from '../git/test-support/git-server.ts';
import { CALM, pairOf, Publishing } from './test-support/publishing.ts';

let at: Publishing;
let server: GitServer | undefined;
beforeEach(() => {
  at = new Publishing();
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  at.remove();
});

/** Serves the repository over HTTP; the faults befall the requests that match, one each. */
async function serve(faults: readonly Fault[] = [], where = /git-receive-pack$/): Promise<void> {
  const left = [...faults];
  server = await serveGit(at.folder.path, (request) => (where.test(request) ? (left.shift() ?? 'none') : 'none'));
  at.repository = `${server.url}/gitops.git`;
}

const stray = () => readdirSync(join(at.folder.path, 'scratch'));

describe('publishing over HTTP', () => {
  it('does what it does over a path', async () => {
    await serve();
    at.revise();
    const { outcome, commit } = await at.publish([pairOf('staging', 'shop', 'v1')]);
    expect([outcome, commit]).toEqual(['published', at.git('rev-parse', 'main')]);
    expect(stray()).toEqual([]);
  });

  it.each<[string, readonly Fault[]]>([
    ['a refusal in other words', ['forbid', 'busy']],
    ['a dropped connection', ['drop', 'drop']],
    ['an answer that makes no sense', ['nonsense']],
    ['a wish for a password', ['unauthorized']],
    ['a pause', ['stall']],
  ])('gets over %s', async (_name, faults) => {
    await serve(faults);
    at.revise();
    expect((await at.publish([pairOf('staging', 'shop', 'v1')])).outcome).toBe('published');
    expect(at.git('rev-list', '--count', 'main')).toBe('1');
  });

  it('knows its own commit when the answer to the push got lost', async () => {
    await serve(['none', 'drop-answer']);
    at.revise();
    const { outcome, commit, pairs } = await at.publish([pairOf('staging', 'shop', 'v1')]);
    expect([outcome, commit, pairs[0]!.outcome]).toEqual(['published', at.git('rev-parse', 'main'), 'changed']);
    expect(at.git('rev-list', '--count', 'main')).toBe('1');
  });

  it('makes one retry when the answer to it got lost', async () => {
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    await serve(['none', 'drop-answer']);
    const { outcome, retry } = await at.publish([pairOf('staging', 'shop', 'v1')], { retry: true });
    expect([outcome, retry, at.git('rev-list', '--count', 'main')]).toEqual(['published', 1, '2']);
  });

  it('gets over a server that fails while it is read', async () => {
    await serve(['drop', 'nonsense', 'busy', 'drop'], /upload-pack/);
    at.revise();
    expect((await at.publish([pairOf('staging', 'shop', 'v1')])).outcome).toBe('published');
  });

  it('gives up at a server that never takes it, in bounded time', async () => {
    await serve(Array.from({ length: 500 }, () => 'forbid' as const));
    at.revise();
    let slept = 0;
    const counting = { ...CALM, sleep: async (milliseconds: number) => void (slept += milliseconds) };
    await expect(at.publish([pairOf('staging', 'shop', 'v1')], {}, counting)).rejects.toThrow(/could not publish to http:\/\/127\.0\.0\.1:\d+\/gitops\.git in 12 tries; the last time git push failed/);
    expect(slept).toBeGreaterThan(3000);
    expect(slept).toBeLessThan(30_000);
    expect(at.git('for-each-ref')).toBe('');
    expect(stray()).toEqual([]);
  }, 60_000);

  it('asks no more of a big repository than of a small one', async () => {
    await serve();
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    const asked = async (version: string): Promise<number> => {
      at.revise();
      const before = server!.asked.length;
      expect((await at.publish([pairOf('staging', 'shop', version)])).outcome).toBe('published');
      return server!.asked.length - before;
    };
    const small = await asked('v2');
    const { folder } = at;
    const blob = folder.feed('gitops.git', 'x', 'hash-object', '-w', '--stdin');
    const leaf = folder.feed('gitops.git', Array.from({ length: 50 }, (_, index) => `100644 blob ${blob}\tfile-${index}\n`).join(''), 'mktree');
    const many = folder.feed('gitops.git', Array.from({ length: 200 }, (_, index) => `040000 tree ${leaf}\tsystem-${index}\n`).join(''), 'mktree');
    const whole = folder.feed('gitops.git', `${at.git('ls-tree', 'main')}\n040000 tree ${many}\tother\n`, 'mktree');
    at.git('update-ref', 'refs/heads/main', folder.feed('gitops.git', 'foreign', 'commit-tree', '-p', at.git('rev-parse', 'main'), whole));
    expect(await asked('v3')).toBe(small);
    expect(small).toBeLessThan(20);
    expect(at.files()).toHaveLength(10_001);
  }, 60_000);
});

describe('a server without atomic pushes', () => {
  it('gets the ledger first, then the branch', async () => {
    at.git('config', 'receive.advertiseAtomic', 'false');
    at.revise();
    const { outcome, commit } = await at.publish([pairOf('staging', 'shop', 'v1')]);
    expect([outcome, commit, at.state('staging/shop')['commit']]).toEqual(['published', at.git('rev-parse', 'main'), commit]);
  });

  it('is mended by the next publish when the first ended in between', async () => {
    at.git('config', 'receive.advertiseAtomic', 'false');
    const older = at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    at.revise();
    const before = at.git('rev-parse', 'main');
    await at.publish([pairOf('staging', 'shop', 'v2')]);
    const wanted = at.git('rev-parse', 'main');
    at.git('update-ref', 'refs/heads/main', before);
    at.folder.git('source', 'checkout', '--quiet', older);
    expect((await at.publish([pairOf('staging', 'shop', 'v1')])).outcome).toBe('superseded');
    at.folder.git('source', 'checkout', '--quiet', 'main');
    expect(await at.publish([pairOf('staging', 'shop', 'v2')])).toMatchObject({ outcome: 'published', commit: wanted });
    expect(at.state('staging/shop')['commit']).toBe(wanted);
  });
});

describe('a server without filters', () => {
  it('serves as well', async () => {
    at.remove();
    at = new Publishing({ filter: false });
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1'), pairOf('staging', 'crm', 'v1')]);
    await serve();
    at.revise();
    expect((await at.publish([pairOf('staging', 'shop', 'v2')])).outcome).toBe('published');
    expect(at.files()).toHaveLength(2);
  });
});
