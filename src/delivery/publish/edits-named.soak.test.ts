import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { EditedRepository, type FolderEdit, folderEdits } from './test-support/random-edits.ts';

jest.setTimeout(60_000);

describe('what somebody edits in the folder of a pair', () => {
  const repository = new EditedRepository();
  beforeAll(() => repository.open());
  afterAll(() => repository.close());

  it.each<[string, FolderEdit, 'repaired' | 'refused']>([
    ['a field', { does: 'field', file: 'Deployment-web.yaml', line: 5, value: '0' }, 'repaired'],
    ['a file that is added', { does: 'write', file: 'Secret-stolen.yaml', text: 'x', mode: '100644' }, 'repaired'],
    ['a file that is removed', { does: 'remove', file: 'ConfigMap-release.yaml' }, 'repaired'],
    ['a file that may be run', { does: 'write', file: 'Deployment-web.yaml', text: 'x', mode: '100755' }, 'repaired'],
    ['everything that is removed', { does: 'empty' }, 'repaired'],
    ['a link in the place of a file', { does: 'write', file: 'Deployment-web.yaml', text: '/etc/passwd', mode: '120000' }, 'refused'],
    ['a link in the place of the folder', { does: 'replace', mode: '120000' }, 'refused'],
    ['another repository', { does: 'write', file: 'sub', text: '', mode: '160000' }, 'refused'],
    ['a folder in it', { does: 'write', file: 'a/b.yaml', text: 'x', mode: '100644' }, 'refused'],
    ['something that holds data and would go again', { does: 'write', file: 'a.yaml', text: 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: db\n', mode: '100644' }, 'refused'],
  ])('is never carried on: %s', async (_, edit, becomes) => {
    const before = repository.seen[becomes];
    await repository.check([edit]);
    expect(repository.seen[becomes]).toBe(before + 1);
  });

  it('is repaired by the next publish or refused, whatever it is', async () => {
    await fc.assert(fc.asyncProperty(folderEdits, (edits) => repository.check(edits)), { numRuns: 5 });
  });
});
