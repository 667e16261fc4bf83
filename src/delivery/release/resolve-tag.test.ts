import { afterEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { mayHavePassword, tokenChallenge } from './registry-token.ts';
import { resolveTag } from './resolve-tag.ts';

const MANIFEST = '{"schemaVersion":2}';
const DIGEST = `sha256:${createHash('sha256').update(MANIFEST).digest('hex')}`;
const INDEX = 'application/vnd.oci.image.index.v1+json';

type Handler = (request: IncomingMessage, response: ServerResponse, registry: string) => void;

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => {
    server.closeAllConnections();
    server.close(done);
  })));
});

async function registry(handle: Handler): Promise<{ host: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
    handle(request, response, `127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** Answers as a registry does, with these headers and this body. */
const answer = (headers: Readonly<Record<string, string>> = { 'docker-content-digest': DIGEST }, body = MANIFEST, status = 200): Handler => (request, response) => {
  response.writeHead(status, { 'content-type': INDEX, ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
};

/** Asks for a token first. */
const guarded = (challenge: (host: string) => string, token: Handler, then: Handler = answer()): Handler => (request, response, host) => {
  if (request.url?.startsWith('/token') === true) return token(request, response, host);
  if (request.headers.authorization === 'Bearer example') return then(request, response, host);
  response.writeHead(401, { 'www-authenticate': challenge(host) }).end();
};
const realm = (host: string): string => `Bearer realm="http://${host}/token",service="registry",scope="repository:everything:*"`;
const gives = (body: string, status = 200): Handler => (_request, response) => void response.writeHead(status, { 'content-type': 'application/json' }).end(body);

describe('a tag', () => {
  it('is resolved by one question', async () => {
    const { host, asked } = await registry(answer());
    expect(await resolveTag(`${host}/acme/app`, 'v1', {})).toBe(DIGEST);
    expect(asked).toEqual(['HEAD /v2/acme/app/manifests/v1 -']);
  });

  it('is resolved from the manifest itself where the registry names no digest, or knows no HEAD', async () => {
    const { host } = await registry(answer({}));
    expect(await resolveTag(`${host}/acme/app`, '0123456', {})).toBe(DIGEST);
    const other = await registry((request, response, at) => (request.method === 'HEAD' ? void response.writeHead(405).end() : answer()(request, response, at)));
    expect(await resolveTag(`${other.host}/acme/app`, '0123456', {})).toBe(DIGEST);
  });

  it('is resolved with a token for exactly this image', async () => {
    const { host, asked } = await registry(guarded(realm, gives('{"token":"example"}')));
    expect(await resolveTag(`${host}/acme/app`, 'v1', { login: () => ({ user: 'ci', password: 'secret' }) })).toBe(DIGEST);
    expect(asked).toEqual(['HEAD /v2/acme/app/manifests/v1 -', `GET /token?scope=repository%3Aacme%2Fapp%3Apull&service=registry Basic ${Buffer.from('ci:secret').toString('base64')}`, 'HEAD /v2/acme/app/manifests/v1 Bearer example']);
  });

  it.each<[string, Handler, string]>([
    ['an unknown tag', answer({}, '', 404), 'knows no such image'],
    ['a redirect', (_request, response) => void response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(), 'sends us elsewhere'],
    ['a digest of another form', answer({ 'docker-content-digest': 'sha512:00' }), 'which is none'],
    ['a digest that is not the one of the manifest', (request, response, host) => (request.method === 'HEAD' ? answer({})(request, response, host) : answer({ 'docker-content-digest': `sha256:${'0'.repeat(64)}` })(request, response, host)), 'says one digest and sends'],
    ['a page of a proxy', (_request, response) => void response.writeHead(200, { 'content-type': 'text/html', 'docker-content-digest': DIGEST }).end(), 'no manifest'],
    ['a manifest of the first schema', answer({ 'content-type': 'application/vnd.docker.distribution.manifest.v1+prettyjws' }), 'no manifest'],
    ['an endless manifest', (request, response) => {
      response.writeHead(200, { 'content-type': INDEX });
      if (request.method === 'HEAD') return void response.end();
      const flood = (): void => { while (!response.destroyed && response.write('x'.repeat(65_536))) continue; };
      response.on('drain', flood);
      flood();
    }, 'sends more than'],
    ['silence', () => undefined, 'did not answer within'],
    ['an answer that ends early', (request) => void request.socket.destroy(), 'cannot be asked'],
    ['a server error', answer({}, '', 500), 'answers 500'],
    ['a login without a realm', guarded(() => 'Bearer service="x"', gives('{}')), 'names no realm'],
    ['a login of another kind', guarded(() => 'Negotiate', gives('{}')), 'does not know'],
    ['a realm over plain http to elsewhere', guarded(() => 'Bearer realm="http://registry.acme.example/token"', gives('{}')), 'others can read'],
    ['a realm of another scheme', guarded(() => 'Bearer realm="file:///etc/passwd"', gives('{}')), 'others can read'],
    ['a realm with a password', guarded((host) => `Bearer realm="http://a:b@${host}/token"`, gives('{}')), 'password in its realm'],
    ['a token that redirects', guarded(realm, (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()), 'sends the login elsewhere'],
    ['a token with a line break', guarded(realm, gives('{"token":"a\\r\\nx-evil: 1"}')), 'gives no token'],
    ['a token that is none', guarded(realm, gives('[]')), 'gives no token'],
    ['an endless token', guarded(realm, gives('x'.repeat(100_000))), 'sends more than'],
    ['a token that is not enough', guarded(realm, gives('{"token":"other"}')), 'does not let us see it'],
  ])('is refused: %s', async (_, handle, message) => {
    const { host } = await registry(handle);
    await expect(resolveTag(`${host}/acme/app`, 'v1', { timeout: 1000, login: () => ({ user: 'ci', password: 'hunter2' }) })).rejects.toThrow(message);
    await expect(resolveTag(`${host}/acme/app`, 'v1', { timeout: 1000, login: () => ({ user: 'ci', password: 'hunter2' }) })).rejects.not.toThrow('hunter2');
  });
});

describe('a realm', () => {
  it('on this machine is for registries on this machine', () => {
    expect(() => tokenChallenge('Bearer realm="https://127.0.0.1/token"', 'ghcr.io')).toThrow('leads to this machine');
    expect(tokenChallenge('Bearer realm="https://ghcr.io/token",service="ghcr.io"', 'ghcr.io').service).toBe('ghcr.io');
  });

  it.each([
    ['ghcr.io', 'https://ghcr.io/token', true],
    ['registry.gitlab.example', 'https://gitlab.example/jwt/auth', true],
    ['registry-1.docker.io', 'https://auth.docker.io/token', true],
    ['ghcr.io', 'https://evil.example/token', false],
    ['ghcr.io', 'https://ghcr.io.evil.example/token', false],
    ['ghcr.io', 'https://notghcr.io/token', false],
  ])('of %s at %s gets the password: %s', (host, address, may) => {
    expect(mayHavePassword(new URL(address), host)).toBe(may);
  });
});
