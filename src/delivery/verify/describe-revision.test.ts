import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { openRemote, type RemoteRepository } from '../git/remote-repository.ts';
import { GitFolder } from '../git/test-support/git-folder.ts';
import { repositoryAddress } from '../git/repository-address.ts';
import { revisionDescriber } from './describe-revision.ts';

describe('a revision of the GitOps repository', () => {
  const folder = new GitFolder();
  let remote: RemoteRepository;
  const commits: Record<string, string> = {};
  let tree: string;

  beforeAll(async () => {
    folder.bare('gitops.git');
    folder.work('work');
    folder.git('work', 'remote', 'add', 'origin', join(folder.path, 'gitops.git'));
    const commit = (name: string, file: string, text: string): void => {
      folder.write(`work/${file}`, text);
      commits[name] = folder.commit('work', name);
    };
    commit('before', 'staging/shop/a.yaml', 'a: 1\n');
    commit('published', 'staging/shop/a.yaml', 'a: 2\n');
    tree = folder.git('work', 'rev-parse', 'HEAD:staging/shop');
    commit('foreign', 'staging/other/a.yaml', 'a: 1\n');
    commit('newer', 'staging/shop/a.yaml', 'a: 3\n');
    folder.git('work', 'rm', '-rq', 'staging/shop');
    commits['removed'] = folder.commit('work', 'removed');
    folder.git('work', 'push', '--quiet', 'origin', 'main');
    folder.git('work', 'checkout', '--quiet', '-b', 'side', commits['before']!);
    commit('apart', 'staging/shop/a.yaml', 'a: 2\n');
    folder.git('work', 'push', '--quiet', 'origin', 'side');
    remote = await openRemote({ address: repositoryAddress(join(folder.path, 'gitops.git'), '/'), depth: 'treeless', scratch: join(folder.path, 'scratch') });
  });
  afterAll(() => {
    remote.close();
    folder.remove();
  });

  it('is told by its place in history and the tree of the folder', async () => {
    const describeRevision = revisionDescriber(remote, { commit: commits['published']!, path: 'staging/shop' });
    expect(await describeRevision(commits['published']!)).toEqual({ relation: 'same', tree });
    expect(await describeRevision(commits['foreign']!)).toEqual({ relation: 'after', tree });
    expect(await describeRevision(commits['newer']!)).toEqual({ relation: 'after', tree: expect.not.stringMatching(tree) });
    expect(await describeRevision(commits['removed']!)).toEqual({ relation: 'after', tree: undefined });
    expect(await describeRevision(commits['before']!)).toMatchObject({ relation: 'before' });
    expect(await describeRevision(commits['apart']!)).toEqual({ relation: 'apart', tree });
    expect(await describeRevision('0'.repeat(40))).toEqual({ relation: 'unknown' });
  });
});
