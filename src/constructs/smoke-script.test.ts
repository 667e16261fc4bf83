import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { JSON_READER, smokeScript } from './smoke-script.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const curl = spawnSync('curl', ['-V'], { encoding: 'utf8' });
const [major = 0, minor = 0] = (/^curl (\d+)\.(\d+)/.exec(curl.stdout ?? '') ?? []).slice(1).map(Number);
const withCurl = curl.status === 0 && (major > 7 || minor >= 84) ? describe : describe.skip;

withCurl('the smoke script, run by sh (skipped without curl 7.84 or newer)', () => {
  let server: Server;
  let count = 0;
  let answer: Answer = (_request, response) => response.end();

  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response, ++count));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  async function run(proof: Record<string, string>, reply: Answer): Promise<{ code: number; log: string[]; asked: number }> {
    count = 0;
    answer = reply;
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/ready`;
    return runWith({ SMOKE_URL: url, ...proof }).then((result) => ({ ...result, asked: count }));
  }

  const HEADER = { SMOKE_PROOF: 'header', SMOKE_FIELD: 'x-release', SMOKE_VERSION: 'sha-1111111' };
  const JSON_BODY = { SMOKE_PROOF: 'json', SMOKE_FIELD: 'release.version', SMOKE_VERSION: 'sha-1111111' };
  const NONE = { SMOKE_PROOF: 'none', SMOKE_VERSION: 'sha-1111111' };

  it('passes after the right version came several times in a row', async () => {
    const result = await run(HEADER, (_, response) => response.setHeader('X-Release', 'sha-1111111').end('ok'));
    expect(result).toEqual({
      code: 0,
      asked: 3,
      log: [
        expect.stringMatching(/^smoke: GET http:\/\/127\.0\.0\.1:\d+\/api\/ready must be ready 3 times in a row, header x-release: sha-1111111$/),
        'smoke: 1 of 5: ready, served version is "sha-1111111"',
        'smoke: 2 of 5: ready, served version is "sha-1111111"',
        'smoke: 3 of 5: ready, served version is "sha-1111111"',
        'smoke: passed',
      ],
    });
  });

  it('fails when an old version serves, and says which', async () => {
    const { code, asked, log } = await run(HEADER, (_, response) => response.setHeader('X-Release', 'sha-0000000').end());
    expect({ code, asked, last: log.at(-1) }).toEqual({ code: 1, asked: 5, last: 'smoke: failed after 5 attempts; last: served version is "sha-0000000"' });
  });

  it('fails when one pod of several still serves the old version', async () => {
    const { code, log } = await run(HEADER, (_, response, n) => response.setHeader('X-Release', n % 3 === 0 ? 'old' : 'sha-1111111').end());
    expect(code).toBe(1);
    expect(log.at(-1)).toBe('smoke: failed after 5 attempts; last: too few right answers in a row');
  });

  it('waits for an answer that is 503 at first', async () => {
    const { code, log } = await run(HEADER, (_, response, n) => response.writeHead(n < 3 ? 503 : 200, { 'X-Release': 'sha-1111111' }).end());
    expect({ code, second: log[2], last: log.at(-1) }).toEqual({ code: 0, second: 'smoke: 2 of 5: status 503', last: 'smoke: passed' });
  });

  it('fails when the version stands in another header only', async () => {
    const { code, log } = await run(HEADER, (_, response) => response.setHeader('X-Released', 'sha-1111111').end('x-release: sha-1111111'));
    expect({ code, last: log.at(-1) }).toEqual({ code: 1, last: 'smoke: failed after 5 attempts; last: served version is ""' });
  });

  it('does not follow a redirect to something that answers', async () => {
    const { code, log } = await run(NONE, (_, response) => response.writeHead(302, { location: '/' }).end());
    expect({ code, last: log.at(-1) }).toEqual({ code: 1, last: 'smoke: failed after 5 attempts; last: status 302' });
  });

  it('fails when nobody answers', async () => {
    const { code, log } = await runWith({ ...HEADER, SMOKE_URL: 'http://127.0.0.1:1/api/ready', SMOKE_ATTEMPTS: '2' });
    expect({ code, last: log.at(-1) }).toEqual({ code: 1, last: 'smoke: failed after 2 attempts; last: no answer, curl error 7' });
  });

  it('gives up on an answer that never ends', async () => {
    const { code, log } = await run({ ...HEADER, SMOKE_ATTEMPTS: '1' }, (_, response) => response.write('.'));
    expect({ code, last: log.at(-1) }).toEqual({ code: 1, last: 'smoke: failed after 1 attempts; last: no answer, curl error 28' });
  });

  it('asks for readiness alone where the program tells no version, and says so', async () => {
    const { code, log } = await run(NONE, (_, response) => response.end());
    expect({ code, first: log[0] }).toEqual({ code: 0, first: expect.stringContaining('(which release serves is proven by the finished rollout, not asked)') });
  });

  it('takes values as they are, whatever a shell would make of them', async () => {
    const version = '$(exit 9)`exit 9`";exit 9;#* \\';
    const { code } = await run({ ...HEADER, SMOKE_VERSION: version }, (_, response) => response.setHeader('X-Release', version).end());
    expect(code).toBe(0);
  });

  describe.each([
    ['a compact document', '{"status":"ok","release":{"version":"sha-1111111"}}', 0],
    ['a document over several lines', JSON.stringify({ release: { commit: '1', version: 'sha-1111111' } }, null, 2), 0],
    ['a document with arrays and objects before it', '{"checks":[{"release":{"version":"x"}},[],["]}"]],"n":-1.5e3,"release":{"a":{},"version":"sha-1111111"}}', 0],
    ['an escaped quote before it', '{"a":"\\\\\\"release","release":{"version":"sha-1111111"}}', 0],
    ['a string that ends in a backslash before it', '{"a":"\\\\","release":{"version":"sha-1111111"}}', 0],
    ['an old version', '{"release":{"version":"sha-0000000"}}', 1],
    ['the version at another path', '{"version":"sha-1111111","release":{"name":"x"}}', 1],
    ['the version one level too deep', '{"a":{"release":{"version":"sha-1111111"}}}', 1],
    ['the version in an array', '[{"release":{"version":"sha-1111111"}}]', 1],
    ['a key with a dot in it', '{"release.version":"sha-1111111"}', 1],
    ['the version inside of a string', '{"log":"{\\"release\\":{\\"version\\":\\"sha-1111111\\"}}"}', 1],
    ['a version that begins alike', '{"release":{"version":"sha-11111112"}}', 1],
    ['a number', '{"release":{"version":1111111}}', 1],
    ['a cut document', '{"release":{"version":"sha-1111111', 1],
    ['no JSON at all', '<html>release.version sha-1111111</html>', 1],
    ['an empty body', '', 1],
  ])('with %s', (_name, body, expected) => {
    it(expected === 0 ? 'finds the version' : 'does not pass', async () => {
      const { code } = await run({ ...JSON_BODY, SMOKE_IN_A_ROW: '1', SMOKE_ATTEMPTS: '1' }, (_, response) => response.end(body));
      expect(code).toBe(expected);
    });
  });
});

const shells = ['/bin/sh', '/bin/dash', '/bin/bash', '/bin/busybox'].filter((shell) => existsSync(shell));

describe.each(shells)('the JSON reader of the smoke script under %s', (shell) => {
  const options = shell.endsWith('bash') ? ['--posix'] : shell.endsWith('busybox') ? ['sh'] : [];

  it('agrees with JSON.parse on what stands at a path', () => {
    const text = fc.string({ maxLength: 12, unit: fc.constantFrom('a', '"', '\\', '{', '}', '[', ']', ':', ',', '/', '.', ' ', '$', '*', 'ü') });
    const tree = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 3 }), tie('object')),
      object: fc.dictionary(fc.oneof(fc.constantFrom('a', 'b', 'version', 'release'), text), tie('value'), { maxKeys: 4 }),
    }));
    const documents = fc.sample(fc.record({ document: tree.object, indent: fc.constantFrom(0, 2), found: fc.option(fc.constantFrom('v1', 'v-2.3_4'), { nil: undefined }) }), { numRuns: 150, seed: 7 });
    const cases = documents.map(({ document, indent, found }) => {
      const { release: before, ...rest } = document;
      const whole = found === undefined ? document : { ...rest, release: { before, version: found } };
      return { text: JSON.stringify(whole, null, indent), expected: plainStringAt(whole) };
    });
    const script = `${JSON_READER}\nfor document; do read_json "$document" release.version; printf '%s\\n' "$served"; done`;
    const result = spawnSync(shell, [...options, '-c', script, 'sh', ...cases.map(({ text: json }) => json)], { encoding: 'utf8', maxBuffer: 1 << 24 });
    expect(result.stderr).toBe('');
    const got = result.stdout.split('\n');
    expect(cases.map((each, index) => (each.expected === undefined ? undefined : got[index]))).toEqual(cases.map(({ expected }) => expected));
    expect(cases.filter(({ expected }) => expected !== undefined).length).toBeGreaterThan(50);
  });

  it('reads a document of 16 KiB in reasonable time', () => {
    const document = JSON.stringify({ checks: Array.from({ length: 540 }, (_, n) => ({ name: `check-${n}`, ok: true })), release: { version: 'v1' } });
    const result = spawnSync(shell, [...options, '-c', `${JSON_READER}\nread_json "$1" release.version; printf '%s' "$served"`, 'sh', document], { encoding: 'utf8', timeout: 20_000 });
    expect(result.stdout).toBe('v1');
    expect(document.length).toBeGreaterThan(16_000);
  });
});

describe.each(['header', 'json', 'none'] as const)('the smoke script for %s, as an argument', (by) => {
  const script = smokeScript(by);

  it('holds nothing that the kubelet would replace', () => {
    expect(expandedByKubelet(script)).toBe(script);
  });

  it('is plain text that YAML holds as a literal block', () => {
    expect(script).toMatch(/^[\n\x20-\x7e]*\n$/);
    expect(script).not.toMatch(/ \n/);
  });
});

/** What the kubelet makes of an argument: `$$` becomes `$`, `$(KNOWN)` its value, all else stays. */
function expandedByKubelet(text: string): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (whole: string, name: string | undefined) => (whole === '$$' ? '$' : name?.startsWith('SMOKE_') === true ? '' : whole));
}

/** The string at release.version where it is one that the script is asked to compare: plain, without escapes. */
function plainStringAt(document: unknown): string | undefined {
  const release = (document as { release?: { version?: unknown } | null }).release;
  if (typeof release !== 'object' || release === null || Array.isArray(release) || !Object.hasOwn(release, 'version')) return '';
  const { version } = release;
  if (typeof version !== 'string') return '';
  return /^[A-Za-z0-9._-]*$/.test(version) ? version : undefined;
}

function runWith(env: Record<string, string>): Promise<{ code: number; log: string[] }> {
  const numbers = { SMOKE_IN_A_ROW: '3', SMOKE_ATTEMPTS: '5', SMOKE_PAUSE: '0', SMOKE_TIMEOUT: '1' };
  return new Promise((done) => {
    execFile('/bin/sh', ['-c', smokeScript(env['SMOKE_PROOF'] as 'json')], { env: { PATH: process.env['PATH'], ...numbers, ...env } }, (error, stdout) => {
      done({ code: error === null ? 0 : Number(error.code), log: stdout.trimEnd().split('\n') });
    });
  });
}
