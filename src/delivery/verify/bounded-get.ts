import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** What is asked, and how much of an answer is taken. */
export interface BoundedGet {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** From asking to the last byte, in milliseconds. */
  readonly milliseconds: number;
  /** Most bytes of the body. */
  readonly bytes: number;
  /** Certificates that are trusted, PEM. @default those of node */
  readonly ca?: string | undefined;
}

/** An answer, or in words why there is none. */
export type Answer =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Readonly<Record<string, string | undefined>>; readonly body: string }
  | { readonly kind: 'none'; readonly message: string };

/**
 * Asks once, on a connection of its own, and follows no redirect: another place would get the token,
 * and what answers there proves nothing about this one. Certificates are always checked.
 */
export function boundedGet({ url, headers, milliseconds, bytes, ca }: BoundedGet): Promise<Answer> {
  return new Promise((done) => {
    const none = (message: string): void => done({ kind: 'none', message });
    const options = { method: 'GET', headers: { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'slipway', connection: 'close', ...headers }, agent: false } as const;
    const asked = url.protocol === 'https:' ? requestHttps(url, { ...options, ...(ca === undefined ? {} : { ca }), rejectUnauthorized: true }) : requestHttp(url, options);
    const timer = setTimeout(() => {
      none(`no whole answer within ${milliseconds / 1000} s`);
      asked.destroy();
    }, milliseconds);
    asked.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      none(error.code ?? error.message.slice(0, 200));
    });
    asked.on('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length <= bytes) return void chunks.push(chunk);
        none(`the answer is longer than ${bytes} bytes`);
        asked.destroy();
      });
      response.on('error', (error: NodeJS.ErrnoException) => none(error.code ?? 'the answer ended early'));
      response.on('close', () => {
        clearTimeout(timer);
        if (!response.complete) return none('the answer ended early');
        const flat = Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]);
        done({ kind: 'answer', status: response.statusCode ?? 0, headers: Object.fromEntries(flat) as Record<string, string | undefined>, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    asked.end();
  });
}

/** Whether an address stays on this machine, where nobody else can listen. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
