import { realpathSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { quoted, UserError } from '../../kernel/problem.ts';
import { type Protocol } from './git-environment.ts';

/** A repository that git may speak with. */
export interface RepositoryAddress {
  /** As git takes it. */
  readonly url: string;
  readonly protocol: Protocol;
  /** As messages show it; equal to the url, which holds no credentials. */
  readonly shown: string;
}

const FIX = '--repo https://git.acme.example/gitops.git';
const ALLOWED = 'https://..., ssh://..., user@host:path, a path, file:///...; http:// and git:// on this machine only';

/**
 * The address of a repository as people write it. What git would take for an option, a command
 * (`ext::`) or a helper is none, nor is one that holds a password: it would stand in process lists,
 * logs and the configuration of clones.
 *
 * @param from the folder that a path is relative to
 * @throws UserError with what is allowed
 */
export function repositoryAddress(given: string, from: string): RepositoryAddress {
  if (given === '') throw new UserError({ message: 'the address of the repository is empty', allowed: ALLOWED, fix: FIX });
  if (given.length > 2048 || /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(given)) refuse('holds control characters, or is longer than 2048', given);
  if (given.startsWith('-')) refuse('begins with "-", as options do', given);
  if (/^[A-Za-z0-9+.-]*::/.test(given)) refuse('names a remote helper, which would run a command', given);
  const url = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/s.exec(given);
  if (url !== null) return ofUrl(given, url[1]!.toLowerCase(), url[2]!);
  const scp = /^((?:[^@/:\s]+@)?)([^@/:\s]+):(?!\/\/)(.+)$/s.exec(given);
  // As it stands: its path begins in the home of the user, which no ssh:// address says in a way that every server takes.
  if (scp !== null && !given.startsWith('.')) return { ...ofSsh(scp[1]!.slice(0, -1), scp[2]!, undefined, scp[3]!, given), url: given, shown: given };
  return ofPath(resolve(from, given), given);
}

function ofUrl(given: string, protocol: string, rest: string): RepositoryAddress {
  if (protocol === 'file') {
    if (!rest.startsWith('/')) refuse('names another host as the place of a file', given);
    return ofPath(decoded(rest, given), given);
  }
  const [, authority = '', path = ''] = /^([^/?#]*)(.*)$/s.exec(rest)!;
  const at = authority.lastIndexOf('@');
  const user = at === -1 ? '' : authority.slice(0, at);
  const [, host = '', port] = /^(\[[0-9A-Fa-f:.]+\]|[^:[\]]*)(?::(\d{1,5}))?$/.exec(authority.slice(at + 1)) ?? [];
  if (host === '') refuse('names no host', given);
  if (protocol === 'ssh') return ofSsh(user, host, port, path, given);
  if (user !== '') {
    throw new UserError({
      message: `the address of the repository holds credentials: ${protocol}://...@${/^[\w.-]+$/.test(host) ? host : '...'}`,
      allowed: 'addresses without user and password; git asks its credential helper for them',
      fix: `git config --global credential.helper store   (or cache, or the one of your forge), and --repo ${protocol}://${/^[\w.-]+$/.test(host) ? host : 'host'}/...`,
    });
  }
  if (!/^[A-Za-z0-9.-]+$|^\[[0-9A-Fa-f:.]+\]$/.test(host) || host.startsWith('-')) refuse('names no host that there could be', given);
  if (path === '' || path === '/') refuse('names no repository on its host', given);
  if (protocol !== 'https' && protocol !== 'http' && protocol !== 'git') refuse(`uses ${quoted(protocol)}, which is not allowed`, given);
  if (protocol !== 'https' && !isLoopback(host)) refuse(`would go over ${protocol}://, where anybody on the way can read and change it`, given);
  return made(`${protocol}://${host}${port === undefined ? '' : `:${port}`}${path}`, protocol);
}

function ofSsh(user: string, host: string, port: string | undefined, path: string, given: string): RepositoryAddress {
  if (user.includes(':')) refuse('holds a password', undefined);
  if (user !== '' && !/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(user)) refuse('names no user that there could be', given);
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$|^\[[0-9A-Fa-f:.]+\]$/.test(host)) refuse('names no host that there could be', given);
  if (path === '' || path === '/' || /^\/?-/.test(path)) refuse('names no repository on its host', given);
  return made(`ssh://${user === '' ? '' : `${user}@`}${host}${port === undefined ? '' : `:${port}`}${path}`, 'ssh');
}

/** Links are followed once, here: the folder that is looked at is the one that is written to. */
function ofPath(path: string, given: string): RepositoryAddress {
  if (!isAbsolute(path)) refuse('is no path', given);
  try {
    return made(`file://${encodeURI(realpathSync(path)).replace(/[?#]/g, (c) => encodeURIComponent(c))}`, 'file');
  } catch (error) {
    throw new UserError({ message: `there is no repository at ${quoted(path)}`, allowed: ALLOWED, fix: `git init --bare ${/^[\w./-]+$/.test(given) ? given : '<path>'}` }, { cause: error });
  }
}

function decoded(text: string, given: string): string {
  try {
    const path = decodeURIComponent(text);
    return /\p{Cc}/u.test(path) ? refuse('holds control characters', given) : path;
  } catch {
    return refuse('is not encoded as an address is', given);
  }
}

function made(url: string, protocol: Protocol): RepositoryAddress {
  return { url, protocol, shown: url };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** An address may hold a password in any part, so one that is refused is shown without what it holds before an `@`. */
function refuse(why: string, given: string | undefined): never {
  const shown = given === undefined ? '' : ` ${quoted(given.replace(/^.*@/s, '...@'))}`;
  throw new UserError({ message: `the address of the repository${shown} ${why}`, allowed: ALLOWED, fix: FIX });
}
