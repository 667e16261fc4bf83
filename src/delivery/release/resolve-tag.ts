import { createHash } from 'node:crypto';
import { quoted, UserError, visible } from '../../kernel/problem.ts';
import { hostOf, isLoopback, mayHavePassword, tokenChallenge } from './registry-token.ts';

/** Who asks a registry. */
export interface RegistryLogin {
  readonly user: string;
  readonly password: string;
}

/** How registries are asked. */
export interface ResolveOptions {
  /** What to log in to a registry with; undefined for nobody. @default nobody */
  readonly login?: (registry: string) => RegistryLogin | undefined;
  /** Milliseconds that all questions together may take. @default 20000 */
  readonly timeout?: number;
}

const KINDS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** What registries take at most for a manifest. */
const MOST_BYTES = 4_194_304;
const MOST_TOKEN_BYTES = 65_536;

/**
 * The digest that a tag of an image points at now, asked from the registry. The digest is what a
 * registry says of it where it says so, checked where the manifest itself was read; no redirect is followed.
 *
 * @param name registry and path
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull
 * @throws UserError when there is no such tag, or the registry answers what cannot be trusted
 */
export async function resolveTag(name: string, tag: string, { login, timeout = 20_000 }: ResolveOptions = {}): Promise<string> {
  const asking = new Asking(name, tag, AbortSignal.timeout(timeout), login);
  try {
    return await asking.digest();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { name: kind, message, cause } = error as Error;
    const why = kind === 'TimeoutError' || kind === 'AbortError' ? `did not answer within ${timeout / 1000} s` : `cannot be asked: ${visible(cause instanceof Error ? cause.message : message).slice(0, 200)}`;
    throw asking.refusal(why, { cause: error });
  }
}

class Asking {
  readonly #registry: string;
  readonly #path: string;
  readonly #tag: string;
  readonly #signal: AbortSignal;
  readonly #login: ResolveOptions['login'];
  #authorization: string | undefined;

  constructor(name: string, tag: string, signal: AbortSignal, login: ResolveOptions['login']) {
    const slash = name.indexOf('/');
    const given = name.slice(0, slash);
    this.#registry = given === 'docker.io' ? 'registry-1.docker.io' : given;
    this.#path = name.slice(slash + 1);
    this.#tag = tag;
    this.#signal = signal;
    this.#login = login;
  }

  async digest(): Promise<string> {
    const head = await this.#ask('HEAD');
    await head.body?.cancel();
    if (head.status !== 405 && head.status !== 501) {
      const said = this.#said(head);
      if (said !== undefined) return said;
    }
    const whole = await this.#ask('GET');
    const said = this.#said(whole);
    const made = `sha256:${createHash('sha256').update(await this.#bytes(whole, MOST_BYTES)).digest('hex')}`;
    if (said !== undefined && said !== made) throw this.refusal('says one digest and sends a manifest of another');
    return made;
  }

  refusal(why: string, options?: { cause: unknown }): UserError {
    return new UserError({ message: `the registry ${quoted(this.#registry)} ${why}, when asked for ${quoted(`${this.#path}:${this.#tag}`)}`, fix: 'name the image by its digest: <name>@sha256:<64 hex digits>' }, options);
  }

  /** The digest in an answer that is a manifest's; undefined where it names none. */
  #said(answer: Response): string | undefined {
    if (answer.status === 404) throw this.refusal('knows no such image');
    if (answer.status === 401 || answer.status === 403) throw this.refusal('does not let us see it');
    if (answer.status >= 300 && answer.status < 400) throw this.refusal('sends us elsewhere');
    if (answer.status !== 200) throw this.refusal(`answers ${answer.status}`);
    const kind = (answer.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
    if (!KINDS.includes(kind)) throw this.refusal(`answers with ${quoted(kind)}, which is no manifest of an image`);
    const said = answer.headers.get('docker-content-digest');
    if (said === null) return undefined;
    if (!DIGEST.test(said)) throw this.refusal(`names the digest ${quoted(said)}, which is none`);
    return said;
  }

  async #ask(method: 'HEAD' | 'GET'): Promise<Response> {
    const plain = isLoopback(hostOf(this.#registry));
    const url = `${plain ? 'http' : 'https'}://${this.#registry}/v2/${this.#path}/manifests/${encodeURIComponent(this.#tag)}`;
    const ask = (): Promise<Response> =>
      fetch(url, { method, redirect: 'manual', signal: this.#signal, headers: { accept: KINDS.join(', '), ...(this.#authorization === undefined ? {} : { authorization: this.#authorization }) } });
    const answer = await ask();
    if (answer.status !== 401 || this.#authorization !== undefined) return answer;
    await answer.body?.cancel();
    this.#authorization = await this.#token(answer.headers.get('www-authenticate'));
    return ask();
  }

  async #token(header: string | null): Promise<string> {
    const login = this.#login?.(this.#registry);
    const basic = login === undefined ? undefined : `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`;
    if (basic !== undefined && /^basic\b/i.test(header ?? '')) return basic;
    const { realm, service } = tokenChallenge(header, this.#registry);
    // What we want, not what the challenge says we want.
    realm.searchParams.set('scope', `repository:${this.#path}:pull`);
    if (service !== undefined) realm.searchParams.set('service', service);
    const answer = await fetch(realm, { redirect: 'manual', signal: this.#signal, headers: basic !== undefined && mayHavePassword(realm, this.#registry) ? { authorization: basic } : {} });
    if (answer.status !== 200) throw this.refusal(answer.status >= 300 && answer.status < 400 ? 'sends the login elsewhere' : `does not log us in (${answer.status})`);
    const held = jsonOf((await this.#bytes(answer, MOST_TOKEN_BYTES)).toString('utf8'));
    const token = held['token'] ?? held['access_token'];
    // A token with a line break would be another header.
    if (typeof token !== 'string' || !/^[!-~]{1,16384}$/.test(token)) throw this.refusal('gives no token');
    return `Bearer ${token}`;
  }

  async #bytes(answer: Response, most: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of answer.body ?? []) {
      length += (part as Uint8Array).length;
      if (length > most) throw this.refusal(`sends more than ${most} bytes`);
      parts.push(part as Uint8Array);
    }
    return Buffer.concat(parts);
  }
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
