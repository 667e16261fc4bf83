import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryAddress } from './repository-address.ts';
import { GitFolder } from './test-support/git-folder.ts';

let at: GitFolder;
beforeAll(() => {
  at = new GitFolder();
  at.bare('gitops.git');
  at.bare('with space?#.git');
  symlinkSync('gitops.git', join(at.path, 'link.git'));
});
afterAll(() => at.remove());

describe('the address of a repository', () => {
  it.each([
    ['https', 'https://git.acme.example/gitops.git', 'https'],
    ['a port', 'https://git.acme.example:8443/gitops.git', 'https'],
    ['ssh', 'ssh://git@git.acme.example:22/gitops.git', 'ssh'],
    ['ssh in short', 'git@git.acme.example:acme/gitops.git', 'ssh'],
    ['a host alone in short', 'git.acme.example:gitops.git', 'ssh'],
    ['http on this machine', 'http://127.0.0.1:8080/gitops.git', 'http'],
    ['git on this machine', 'git://localhost/gitops.git', 'git'],
  ])('may be %s', (_name, given, protocol) => {
    expect(repositoryAddress(given, '/')).toEqual({ url: given, protocol, shown: given });
  });

  it('may be a path or a file address, and links in it are followed once', () => {
    const url = `file://${at.path}/gitops.git`;
    for (const given of [join(at.path, 'gitops.git'), url, 'gitops.git', './gitops.git', 'link.git']) expect(repositoryAddress(given, at.path)).toEqual({ url, protocol: 'file', shown: url });
  });

  it.each([
    ['nothing', ''],
    ['an option', '--upload-pack=touch pwned'],
    ['a short option', '-u./x'],
    ['a remote helper that runs a command', 'ext::sh -c "touch pwned"'],
    ['a remote helper by a name of its own', 'fd::17'],
    ['a helper before an address', 'transport::https://git.acme.example/x'],
    ['a host that is an option', 'ssh://-oProxyCommand=touch%20pwned/x'],
    ['a host that is an option in short', '-oProxyCommand=x:gitops.git'],
    ['a user that is an option', 'ssh://-l@host/x'],
    ['a user that is an option in short', '-x@host:gitops.git'],
    ['a path that is an option', 'git@git.acme.example:-x'],
    ['a path that is an option with a slash', 'ssh://git.acme.example/-x'],
    ['an unencrypted address', 'http://git.acme.example/gitops.git'],
    ['an unencrypted address of a host that begins like this machine', 'http://127.0.0.1.evil.example/gitops.git'],
    ['git of another machine', 'git://git.acme.example/gitops.git'],
    ['ftp', 'ftp://git.acme.example/gitops.git'],
    ['a made up protocol', 'foo://git.acme.example/gitops.git'],
    ['another machine\'s file', 'file://host/gitops.git'],
    ['two lines', 'https://git.acme.example/a\nurl = ext::sh'],
    ['a NUL', 'https://git.acme.example/a\0b'],
    ['a terminal escape', 'https://git.acme.example/\u001b[2J'],
    ['text from right to left', 'https://git.acme.example/\u202egnp'],
    ['no host', 'https:///gitops.git'],
    ['no path', 'https://git.acme.example'],
    ['a path that is not there', '/nowhere/gitops.git'],
    ['an encoded NUL', 'file:///tmp/%00'],
    ['a broken encoding', 'file:///tmp/%zz'],
    ['a quote in the host', 'https://a"b/gitops'],
    ['endless text', `https://git.acme.example/${'a'.repeat(5000)}`],
  ])('is refused when it is %s', (_name, given) => {
    expect(() => repositoryAddress(given, at.path)).toThrow(/repository|there is no/);
  });

  it.each(['https://ci:hunter2secret@git.acme.example/gitops.git', 'https://hunter2secret@git.acme.example/gitops.git', 'ssh://git:hunter2secret@git.acme.example/gitops.git', 'http://a:hunter2secret@127.0.0.1/x', 'ftp://a:hunter2secret@host/x', 'https://a:hunter2secret@ho"st/x', 'https://a:hunter2secret@b@host/x', 'ext::https://a:hunter2secret@host/x'])('is refused with credentials, which no message holds: %s', (given) => {
    let message = '';
    try {
      repositoryAddress(given, '/');
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('the address of the repository');
    expect(message).not.toContain('hunter2');
  });
});
