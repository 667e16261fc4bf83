import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { GitFolder } from '../git/test-support/git-folder.ts';
import { repositoryAddress } from '../git/repository-address.ts';
import { type PublishSurroundings } from '../publish/publish-request.ts';
import { openLedger } from './git-ledger.ts';
import { type LedgerWithPast, type MakeLine } from './ledger-store.ts';
import { atThisPace } from '../../kernel/test-support/pace.ts';

let folder: GitFolder;
const PATH = 'evidence/staging/shop.jsonl';
/** Pauses are real and short, so that others get their turn. */
const SURROUNDINGS: PublishSurroundings = { now: () => performance.now(), random: () => Math.random(), sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds / 10)), progress: () => undefined };

beforeEach(() => {
  folder = new GitFolder();
  folder.bare('gitops.git');
});
afterEach(() => folder.remove());

function ledger(): LedgerWithPast {
  return openLedger({ repository: repositoryAddress(join(folder.path, 'gitops.git'), '/'), scratch: join(folder.path, 'scratch') }, SURROUNDINGS);
}

function saying(text: string): MakeLine {
  return async (current) => (current?.includes(`${text}\n`) === true ? undefined : { line: `${text}\n`, subject: `says ${text}`, seconds: 1_800_000_000 });
}

function lines(): string[] {
  return folder.git('gitops.git', 'show', `slipway-ledger:${PATH}`).split('\n');
}

describe('the ledger', () => {
  it('is empty where there is no branch', async () => {
    expect(await ledger().read([PATH])).toEqual(new Map());
    expect(await ledger().history([PATH])).toEqual(new Map([[PATH, { now: undefined, before: [] }]]));
  });

  it('begins with its first line, on a branch of its own', async () => {
    expect(await ledger().append(PATH, saying('one'))).toMatchObject({ outcome: 'appended' });
    expect(await ledger().append(PATH, saying('two'))).toMatchObject({ outcome: 'appended' });
    expect(await ledger().append(PATH, saying('two'))).toEqual({ outcome: 'unchanged' });
    expect(lines()).toEqual(['one', 'two']);
    expect(folder.git('gitops.git', 'rev-list', '--max-parents=0', '--count', 'slipway-ledger')).toBe('1');
    expect(await ledger().read([PATH, 'evidence/staging/other.jsonl'])).toEqual(new Map([[PATH, 'one\ntwo\n']]));
  });

  it('knows what was ever taken away from a file, and nothing else', async () => {
    for (const text of ['one', 'two', 'three']) await ledger().append(PATH, saying(text));
    await ledger().append('evidence/staging/other.jsonl', saying('elsewhere'));
    expect(await ledger().history([PATH])).toEqual(new Map([[PATH, { now: 'one\ntwo\nthree\n', before: [] }]]));
    folder.git('.', 'clone', '--quiet', '--branch', 'slipway-ledger', 'gitops.git', 'clone');
    const change = (text: string): void => {
      folder.write(`clone/${PATH}`, text);
      folder.write('clone/.gitattributes', '* -diff\n');
      folder.commit('clone', 'change');
    };
    change('one\ntwo\n');
    change('one\nother\nthree\n');
    change('one\nother\nthree\nfour\n');
    folder.git('clone', 'rm', '-q', PATH);
    folder.commit('clone', 'gone');
    change('one\ntwo\nthree\n');
    folder.git('clone', 'push', '--quiet');
    expect(await ledger().history([PATH])).toEqual(new Map([[PATH, { now: 'one\ntwo\nthree\n', before: ['one\nother\nthree\nfour\n', 'one\ntwo\n', 'one\ntwo\nthree\n'] }]]));
  });

  it('finds the newest commit after which a file fitted', async () => {
    for (const text of ['one', 'two', 'three']) await ledger().append(PATH, saying(text));
    expect(await ledger().newest(PATH, (text) => !text.includes('two'))).toBe(folder.git('gitops.git', 'rev-parse', 'slipway-ledger~2'));
    expect(await ledger().newest(PATH, () => false)).toBeUndefined();
    expect(await ledger().newest('evidence/staging/other.jsonl', () => true)).toBeUndefined();
  });

  it('looks through a thousand lines, each a commit, in a second or two', async () => {
    const stream = Array.from({ length: 1000 }, (_, index) => {
      const text = Array.from({ length: index + 1 }, (_unused, line) => `line ${line} ${'x'.repeat(40)}\n`).join('');
      return `commit refs/heads/slipway-ledger\ncommitter a <a@acme.example> ${1_700_000_000 + index} +0000\ndata 1\nx\nM 100644 inline ${PATH}\ndata ${text.length}\n${text}\n`;
    });
    folder.feed('gitops.git', stream.join(''), 'fast-import', '--quiet');
    const begun = performance.now();
    const history = await ledger().history([PATH]);
    expect([history.get(PATH)!.now!.split('\n').length, history.get(PATH)!.before]).toEqual([1001, []]);
    expect(performance.now() - begun).toBeLessThan(atThisPace(5000));
  }, 60_000);

  it('sees what a merge took away', async () => {
    for (const text of ['one', 'two']) await ledger().append(PATH, saying(text));
    folder.git('.', 'clone', '--quiet', '--branch', 'slipway-ledger', 'gitops.git', 'clone');
    folder.git('clone', 'checkout', '--quiet', '-b', 'side', 'HEAD~1');
    folder.commit('clone', 'nothing');
    folder.git('clone', 'merge', '--quiet', '--strategy', 'ours', '-m', 'merge', 'slipway-ledger');
    folder.git('clone', 'push', '--quiet', 'origin', 'side:slipway-ledger');
    expect(await ledger().history([PATH])).toEqual(new Map([[PATH, { now: 'one\n', before: expect.arrayContaining(['one\ntwo\n']) }]]));
  });

  it('leaves everything else on the branch as it is', async () => {
    folder.work('other');
    folder.write('other/published/dev/shop.json', '{}\n');
    folder.write('other/README.md', 'kept\n');
    folder.commit('other', 'first');
    folder.git('other', 'push', '--quiet', join(folder.path, 'gitops.git'), 'main:slipway-ledger');
    await ledger().append(PATH, saying('one'));
    expect(folder.files('gitops.git', 'slipway-ledger')).toEqual(['100644 README.md', `100644 ${PATH}`, '100644 published/dev/shop.json']);
  });

  it('loses and doubles nothing when many append at once, to one file and to others', async () => {
    const wanted = Array.from({ length: 8 }, (_, index) => `line ${index}`);
    await Promise.all([...wanted.map((text) => ledger().append(PATH, saying(text))), ...[1, 2].map((number) => ledger().append(`evidence/staging/other-${number}.jsonl`, saying('elsewhere')))]);
    expect(lines().sort()).toEqual(wanted);
    expect(folder.files('gitops.git', 'slipway-ledger')).toHaveLength(3);
    expect(folder.git('gitops.git', 'rev-list', '--count', 'slipway-ledger')).toBe('10');
    expect(folder.git('gitops.git', 'rev-list', '--merges', '--count', 'slipway-ledger')).toBe('0');
  }, 60_000);

  it('adds no second line when the answer to a push got lost', async () => {
    await ledger().append(PATH, saying('one'));
    const hook = join(folder.path, 'gitops.git', 'hooks', 'post-receive');
    writeFileSync(join(folder.path, 'once'), '');
    // The branch has moved; then the connection breaks, once.
    writeFileSync(hook, `#!/bin/sh\nif [ -e ../once ]; then rm ../once; kill -9 $PPID; fi\n`);
    chmodSync(hook, 0o755);
    // Told by its caller that it is always needed: only the ledger itself can know.
    let made = 0;
    const answer = await ledger().append(PATH, async () => ({ line: `try ${++made}\n`, subject: 'says', seconds: 1_800_000_000 }));
    expect(answer.outcome).toBe('appended');
    expect(lines()).toEqual(['one', 'try 1']);
  }, 30_000);
});
