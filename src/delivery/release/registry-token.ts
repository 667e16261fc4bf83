import { quoted, UserError } from '../../kernel/problem.ts';

/** Where a registry sends those who need a token. */
export interface TokenChallenge {
  readonly realm: URL;
  readonly service: string | undefined;
}

/**
 * Reads the challenge of a registry (`Bearer realm="…",service="…"`). A registry may not send us to
 * a place where somebody on the way could read the token, or to one inside this network by name of
 * another scheme.
 *
 * @see https://distribution.github.io/distribution/spec/auth/token/
 * @throws UserError when it is none, or leads somewhere it must not
 */
export function tokenChallenge(header: string | null, registry: string): TokenChallenge {
  const refuse = (why: string): never => {
    throw new UserError({ message: `the registry ${quoted(registry)} asks for a login that ${why}`, allowed: 'Bearer, with a realm on https:', fix: 'name the image by its digest: <name>@sha256:<64 hex digits>' });
  };
  if (header === null || header.length > 4096 || !/^bearer\s/i.test(header)) return refuse('slipway does not know');
  const parts = new Map([...header.slice(7).matchAll(/([A-Za-z_]+)="([^"\\]*)"/g)].map(([, key, value]) => [key!.toLowerCase(), value!]));
  const realm = parts.get('realm') ?? '';
  if (!URL.canParse(realm)) return refuse('names no realm');
  const url = new URL(realm);
  if (url.username !== '' || url.password !== '') return refuse('holds a password in its realm');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname) && isLoopback(hostOf(registry)))) return refuse('would go over a connection that others can read');
  if (isLoopback(url.hostname) && !isLoopback(hostOf(registry))) return refuse('leads to this machine');
  return { realm: url, service: parts.get('service') };
}

/** Whether a password for a registry may be sent to a realm: its own host, or a parent domain of it. */
export function mayHavePassword(realm: URL, registry: string): boolean {
  const host = hostOf(registry);
  return realm.host === registry || realm.hostname === host || host.endsWith(`.${realm.hostname}`) || (host === 'registry-1.docker.io' && realm.hostname === 'auth.docker.io');
}

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** A host without its port. */
export function hostOf(registry: string): string {
  return registry.replace(/:\d+$/, '');
}
