import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { gitEnvironment } from './git-environment.ts';
import { type GitAnswer, type GitCall, GitFailure, neutral, openGit } from './git.ts';
import { objectId } from './objects.ts';
import { packOf, writeObjects } from './pack.ts';
import { readObjects } from './read-objects.ts';
import { ALONE, GitFolder } from './test-support/git-folder.ts';
import { encodeTree, parseTree, sortTree, type TreeEntry, withEntry } from './tree.ts';

let at: GitFolder;
beforeAll(() => {
  at = new GitFolder();
  at.work('work');
  at.write('work/file', 'text');
  at.commit('work', 'one');
  at.bare('bare.git');
});
afterAll(() => at.remove());

const git = (more: Record<string, string> = {}) => openGit({ folder: join(at.path, 'work'), environment: { ...ALONE, ...more } });

describe('running git', () => {
  it('gives what it answered and how it ended', async () => {
    expect((await git().ask({ options: ['rev-parse', '--is-bare-repository'] })).toString()).toBe('false\n');
    expect(await git().call({ options: ['rev-parse', '--verify', '--quiet', 'none'] })).toMatchObject({ status: 1 });
    await expect(git().ask({ options: ['cat-file', '-e', '0'.repeat(40)] })).rejects.toThrow(GitFailure);
  });

  it.each<[string, GitCall, GitAnswer['status']]>([
    ['takes too long, and what it started', { options: ['x'], settings: ['alias.x=!sleep 60'], timeout: 200 }, 'too-long'],
    ['answers too much', { options: ['help', '--all'], most: 10 }, 'too-much'],
  ])('ends what %s', async (_name, call, status) => {
    const start = performance.now();
    expect((await git().call(call)).status).toBe(status);
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  it('runs no hook, no watcher and no other transport, and asks nobody', async () => {
    const pwned = join(at.path, 'pwned');
    at.write('work/.git/hooks/post-checkout', `#!/bin/sh\ntouch ${pwned}\n`);
    at.write('work/.git/hooks/reference-transaction', `#!/bin/sh\ntouch ${pwned}\n`);
    at.git('work', 'config', 'core.fsmonitor', `touch ${pwned}; false`);
    await git().ask({ options: ['update-ref', 'refs/heads/x', 'HEAD'] });
    await git().ask({ options: ['status', '--porcelain'] });
    for (const url of [`ext::sh -c "touch ${pwned}"`, `file://${at.path}/bare.git`, 'git://127.0.0.1:1/x', 'http://127.0.0.1:1/x']) {
      expect((await git().call({ options: ['ls-remote'], operands: [url] })).said).toMatch(/not allowed|transport/);
    }
    expect((await git().call({ options: ['ls-remote'], operands: [`--upload-pack=touch ${pwned}`] })).status).not.toBe(0);
    at.git('work', 'config', '--unset', 'core.fsmonitor');
    expect(existsSync(pwned)).toBe(false);
  });

  it('is not led elsewhere by its environment', async () => {
    const led = { GIT_DIR: join(at.path, 'bare.git'), GIT_OBJECT_DIRECTORY: '/nowhere', GIT_INDEX_FILE: '/nowhere', GIT_TRACE: '2', GIT_CONFIG_PARAMETERS: "'core.bare=true'" };
    const answer = await git(led).call({ options: ['rev-parse', '--is-bare-repository'] });
    expect([answer.stdout.toString(), answer.said]).toEqual(['false\n', '']);
    expect(gitEnvironment({ SSH_AUTH_SOCK: '/agent', GIT_SSH_COMMAND: 'ssh -i key', GIT_ASKPASS: 'ask', LC_ALL: 'de_DE.UTF-8', GIT_TRACE_CURL: '1' })).toMatchObject({ SSH_AUTH_SOCK: '/agent', GIT_SSH_COMMAND: 'ssh -i key', GIT_ASKPASS: 'ask', LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' });
  });

  it.each([
    ['a password in an address', "fatal: could not read https://ci:hunter2@git.acme.example/x.git/", "fatal: could not read https://git.acme.example/x.git/"],
    ['a token in a header', 'Authorization: Basic aHVudGVyMg==', 'Authorization: ...'],
    ['a terminal escape', 'remote: \u001b[2Jgone', 'remote: \\u{1b}[2Jgone'],
    ['a carriage return', 'a\rb', 'a\nb'],
    ['empty lines', '\n\n', ''],
  ])('shows %s as what may be shown', (_name, said, shown) => {
    expect(neutral(said)).toBe(shown);
  });
});

describe('objects', () => {
  it('are written as git writes them', async () => {
    const bare = openGit({ folder: join(at.path, 'bare.git'), environment: ALONE });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 3000 }), { minLength: 1, maxLength: 5 }), async (bodies) => {
        const objects = bodies.map((bytes) => ({ kind: 'blob' as const, bytes }));
        await writeObjects(bare, objects);
        const read = await readObjects(bare, [...objects.map(objectId), '0'.repeat(40)]);
        expect(read.has('0'.repeat(40))).toBe(false);
        for (const object of objects) expect(read.get(objectId(object))).toEqual({ kind: 'blob', bytes: Buffer.from(object.bytes) });
      }),
      { numRuns: 20 },
    );
    expect(packOf([]).length).toBe(32);
  });

  it('are asked for by name alone', async () => {
    await expect(readObjects(git(), ['HEAD'])).rejects.toThrow('is no name of an object');
  });
});

describe('trees', () => {
  const entry: fc.Arbitrary<TreeEntry> = fc.record({ mode: fc.constantFrom('100644', '100755', '40000', '120000', '160000', '100664', '040000'), name: fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', '0', '\u00ff'), minLength: 1, maxLength: 4 }), id: fc.constantFrom('1'.repeat(40), 'ab'.repeat(20)) });
  const entries = fc.uniqueArray(entry, { selector: ({ name }) => name });

  it('are read and written again as the same bytes, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(entry), (list) => {
        const { bytes } = encodeTree(list);
        expect(parseTree(Buffer.from(bytes))).toEqual(list);
      }),
    );
  });

  it('keep their order when an entry comes or goes', () => {
    fc.assert(
      fc.property(entries, entry, (list, fresh) => {
        const rest = sortTree(list.filter(({ name }) => name !== fresh.name));
        expect(withEntry(rest, fresh.name, fresh)).toEqual(sortTree([...rest, fresh]));
        expect(withEntry(sortTree([...rest, fresh]), fresh.name, undefined)).toEqual(rest);
      }),
    );
  });

  it('have the order that git wants', () => {
    const blob = at.feed('bare.git', 'x', 'hash-object', '-w', '--stdin');
    const tree = at.feed('bare.git', `100644 blob ${blob}\tf\n`, 'mktree');
    const list = ['a', 'a.b', 'a-b', 'a0', 'b', 'ab'].flatMap((name): TreeEntry[] => [{ mode: '100644', name: `${name}x`, id: blob }, { mode: '40000', name, id: tree }]);
    const text = list.map(({ mode, name, id }) => `${mode} ${mode === '40000' ? 'tree' : 'blob'} ${id}\t${name}\n`).join('');
    expect(objectId(encodeTree(sortTree(list)))).toBe(at.feed('bare.git', text, 'mktree'));
  });

  it.each(['100644 a', '100644 a\0short', 'x'])('are refused when cut off: %j', (text) => {
    expect(() => parseTree(Buffer.from(text, 'latin1'))).toThrow('ends in the middle');
  });
});
