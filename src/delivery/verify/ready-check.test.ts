import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { UserError } from '../../kernel/problem.ts';
import { readManifests } from '../../kernel/yaml-reader.ts';
import { checkReady, type ReadyOptions, type ReadyResult } from './ready-check.ts';
import { type ReadyExpectation, readyExpectation } from './ready-proof.ts';

let server: Server;
let url: string;
let answers: ((request: IncomingMessage, response: ServerResponse) => void)[] = [];
let asked = 0;

beforeAll(async () => {
  server = createServer((request, response) => answers[Math.min(asked++, answers.length - 1)]!(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/ready`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const BY_HEADER: ReadyExpectation = { proof: { by: 'header', field: 'X-Release' }, version: 'v2' };
const BY_JSON: ReadyExpectation = { proof: { by: 'json', field: 'release.version' }, version: '1234567' };

const header = (version: string, status = 200) => (_: IncomingMessage, response: ServerResponse) => void response.writeHead(status, { 'x-release': version }).end('ok');
const json = (body: string) => (_: IncomingMessage, response: ServerResponse) => void response.writeHead(200).end(body);
const drop = (request: IncomingMessage) => void request.socket.destroy();

async function check(given: typeof answers, expectation: ReadyExpectation = BY_HEADER, options: ReadyOptions = {}): Promise<ReadyResult> {
  answers = given;
  asked = 0;
  let now = 0;
  return checkReady(url, expectation, { inARow: 3, timeout: 20_000, ...options }, { now: () => now, wait: async (milliseconds) => void (now += milliseconds) });
}

describe('the ready check', () => {
  it('passes after right answers in a row, each on a new connection', async () => {
    const ports = new Set<number | undefined>();
    const right = (request: IncomingMessage, response: ServerResponse): void => {
      ports.add(request.socket.remotePort);
      header('v2')(request, response);
    };
    expect(await check([right])).toEqual({ outcome: 'ready', answers: 3 });
    expect(ports.size).toBe(3);
  });

  it('begins anew after every other answer', async () => {
    expect(await check([header('v2'), header('v2'), header('v1'), header('v2'), header('v2'), header('v2', 503), drop, header('v2')])).toEqual({ outcome: 'ready', answers: 10 });
  });

  const rows: Readonly<Record<string, { given: typeof answers; expectation?: ReadyExpectation; outcome: ReadyResult['outcome']; message: RegExp }>> = {
    'the old version': { given: [header('v1')], outcome: 'old-version', message: /header X-Release is "v1", not "v2"/ },
    'old and new by turns': { given: [header('v2'), header('v1'), header('v2'), header('v2'), header('v1'), header('v2'), header('v1')], outcome: 'old-version', message: /right answers came, never 3 in a row/ },
    'a version that only begins like it': { given: [header('v2.1')], outcome: 'old-version', message: /"v2\.1"/ },
    'no version at all': { given: [json('{}')], outcome: 'not-ready', message: /header X-Release is missing/ },
    'a version in two headers': { given: [(_, response) => void response.writeHead(200, { 'x-release': ['v2', 'v2'] }).end()], outcome: 'old-version', message: /"v2, v2"/ },
    'not ready': { given: [header('v2', 503)], outcome: 'not-ready', message: /status 503/ },
    'a redirect, which is not followed': { given: [(_, response) => void response.writeHead(302, { location: url, 'x-release': 'v2' }).end()], outcome: 'not-ready', message: /redirects are not followed/ },
    'no connection': { given: [drop], outcome: 'unreachable', message: /ECONNRESET|hang up/ },
    'more than it should be': { given: [json('x'.repeat(100_000))], outcome: 'unreachable', message: /longer than 65536 bytes/ },
    'less than it says': { given: [(_, response) => { response.writeHead(200, { 'x-release': 'v2', 'content-length': '100' }).write('x'); setTimeout(() => response.destroy(), 5); }], outcome: 'unreachable', message: /ended early|ECONNRESET/ },
    'terminal escapes': { given: [json('{"release":{"version":"\\u001b[2J"}}')], expectation: BY_JSON, outcome: 'old-version', message: /"\\u\{1b\}\[2J"/ },
    'a number where text is wanted': { given: [json('{"release":{"version":1234567}}')], expectation: BY_JSON, outcome: 'not-ready', message: /is no text/ },
    'a version that lies elsewhere': { given: [json('{"version":"1234567","release":[{"version":"1234567"}],"__proto__":{"version":"1234567"}}')], expectation: BY_JSON, outcome: 'not-ready', message: /is missing/ },
    'no JSON': { given: [json('1234567')], expectation: BY_JSON, outcome: 'not-ready', message: /is missing/ },
  };
  for (const [name, { given, expectation, outcome, message }] of Object.entries(rows)) {
    it(`tells ${name}`, async () => {
      const result = await check(given, expectation);
      expect(result.outcome).toBe(outcome);
      expect(result.outcome === 'ready' ? '' : result.message).toMatch(message);
    });
  }

  it('takes a version in JSON as text, character by character', async () => {
    for (const version of ['1234567', '0e12345', '0123456']) {
      expect(await check([json(`{"release":{"version":"${version}"}}`)], { ...BY_JSON, version })).toMatchObject({ outcome: 'ready' });
    }
    expect(await check([json('{"release":{"version":"0e54321"}}')], { ...BY_JSON, version: '0e12345' })).toMatchObject({ outcome: 'old-version' });
  });

  it('asks for nothing but a good answer where no version is told', async () => {
    expect(await check([json('whatever')], { proof: { by: 'none' }, version: 'v2' })).toMatchObject({ outcome: 'ready' });
  });

  it('ends when nothing was right within the time', async () => {
    expect(await check([header('v2', 500)], BY_HEADER, { timeout: 20_000, pause: 2000 })).toMatchObject({ seen: { 'not-ready': 11, ready: 0 } });
  });

  for (const address of ['http://shop.acme.example/', 'ftp://127.0.0.1/', 'https://me:secret@shop.acme.example/', 'file:///etc/passwd', 'no address', 'https://']) {
    it(`does not ask ${address.replace(/me:secret/, '<credentials>')}`, async () => {
      const failure = await checkReady(address, BY_HEADER, {}, { now: () => 0, wait: async () => undefined }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(UserError);
      expect((failure as UserError).message).not.toContain('secret');
    });
  }
});

describe('what the ready URL must answer', () => {
  const smoke = (...containers: readonly Readonly<Record<string, string>>[]) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'shop-smoke' },
    spec: { template: { spec: { containers: containers.map((env, index) => ({ name: `c${index}`, env: Object.entries(env).map(([name, value]) => ({ name, value })) })) } } },
  });
  const app = { SMOKE_PROOF: 'header', SMOKE_FIELD: 'x-release', SMOKE_VERSION: 'v2', SMOKE_URL: 'http://app:3000/api/ready' };
  const web = { SMOKE_PROOF: 'none', SMOKE_VERSION: 'v1', SMOKE_URL: 'http://web:8080/healthz' };

  it('is what the smoke test asks for by the same path', () => {
    expect(readyExpectation([smoke(app, web)], 'https://shop.acme.example/api/ready')).toEqual({ proof: { by: 'header', field: 'x-release' }, version: 'v2' });
    expect(readyExpectation([smoke(app, web)], 'https://shop.acme.example/healthz')).toEqual({ proof: { by: 'none' }, version: 'v1' });
  });

  it('is the only one there is, whatever its path', () => {
    expect(readyExpectation([smoke(app)], 'https://shop.acme.example/status')).toMatchObject({ version: 'v2' });
  });

  it('is not told where several could be meant, or none', () => {
    expect(readyExpectation([smoke(app, web)], 'https://shop.acme.example/status')).toBeUndefined();
    expect(readyExpectation([smoke(app, app)], 'https://shop.acme.example/api/ready')).toBeUndefined();
    expect(readyExpectation([smoke({ ...app, SMOKE_FIELD: '' }), smoke({})], 'https://shop.acme.example/api/ready')).toBeUndefined();
    expect(readyExpectation([], 'https://shop.acme.example/api/ready')).toBeUndefined();
  });

  const rendered = join(__dirname, '../../../dist/staging/capakraken/Job-capakraken-smoke.yaml');
  (existsSync(rendered) ? it : it.skip)('is read from what is really rendered', () => {
    const manifests = readManifests(readFileSync(rendered, 'utf8'), rendered).manifests.map(({ value }) => value);
    expect(readyExpectation(manifests, 'https://capakraken.staging.acme.example/api/ready')).toEqual({ proof: { by: 'header', field: 'x-release' }, version: expect.any(String) });
  });
});
