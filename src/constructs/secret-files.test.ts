import { describe, expect, it } from '@jest/globals';
import { type Dependency } from './dependency.ts';
import { PropCheck } from './prop-check.ts';
import { secretFiles } from './secret-files.ts';
import { problemsOf } from './test-support.ts';

function dependency(name: string, files: Dependency['files']): Dependency {
  return { name, variables: {}, endpoints: [], ...(files === undefined ? {} : { files }) };
}

function of(uses: readonly Dependency[]) {
  const check = new PropCheck('app');
  const result = secretFiles(check, uses);
  check.throwIfAny();
  return result;
}

const DB = dependency('db', [
  { secret: 'db-4f1c9d2e0a', directory: '/etc/db', items: { 'tls.key': 'client.key', 'ca.crt': 'ca.crt' } },
  { secret: 'db-other', directory: '/etc/db-other', items: { token: 'token' } },
]);

describe('the secret files of dependencies', () => {
  it('are read-only volumes named for the dependency, one for each Secret, keys sorted', () => {
    const { volumes, mountsFor } = of([DB]);
    expect(volumes).toEqual([
      {
        name: 'db-files',
        secret: {
          defaultMode: 0o440,
          items: [
            { key: 'ca.crt', path: 'ca.crt' },
            { key: 'tls.key', path: 'client.key' },
          ],
          secretName: 'db-4f1c9d2e0a',
        },
      },
      { name: 'db-files-2', secret: { defaultMode: 0o440, items: [{ key: 'token', path: 'token' }], secretName: 'db-other' } },
    ]);
    expect(mountsFor([DB])).toEqual([
      { mountPath: '/etc/db', name: 'db-files', readOnly: true },
      { mountPath: '/etc/db-other', name: 'db-files-2', readOnly: true },
    ]);
  });

  it('make one volume for a dependency that several containers use', () => {
    expect(of([DB, DB]).volumes).toHaveLength(2);
  });

  it.each<[string, Dependency[], string[]]>([
    ['two dependencies of one name', [dependency('db', undefined), dependency('db', undefined)], ['app.uses: two dependencies are called "db"']],
    ['a relative directory', [dependency('db', [{ secret: 's', directory: 'etc', items: { a: 'a' } }])], ['app.uses.db.files.directory: "etc" is not an absolute directory']],
    ['a file in another directory', [dependency('db', [{ secret: 's', directory: '/etc/db', items: { a: '../a' } }])], ['app.uses.db.files.items.a: "../a" is not a file name']],
    ['no key', [dependency('db', [{ secret: 's', directory: '/etc/db', items: {} }])], ['app.uses.db.files.items: no key of the Secret "s" is mounted']],
  ])('are checked: %s', (_name, uses, problems) => {
    expect(problemsOf(() => of(uses))).toEqual(problems);
  });
});
