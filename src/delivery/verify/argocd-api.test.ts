import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argoApplication, type ArgoStub, startArgoStub, type StubAnswer } from '../../../test/argocd-stub.ts';
import { UserError } from '../../kernel/problem.ts';
import { lookByApi, lookByKubectl } from './argocd-api.ts';

let stub: ArgoStub;
beforeAll(async () => void (stub = await startArgoStub()));
afterAll(() => stub.close());

const TOKEN = 'an-example-token';
const APP = argoApplication({ sync: { status: 'Synced', revision: '1'.repeat(40) } });

describe("a look by Argo CD's API", () => {
  it('gives the Application, and asks it to be compared anew the first time', async () => {
    stub.play('shop-staging', [{ application: APP }]);
    const look = lookByApi({ server: stub.url, token: TOKEN }, 'shop-staging');
    expect(await look()).toEqual({ kind: 'application', application: APP });
    await look();
    expect(stub.requests.slice(-2).map(({ line }) => line)).toEqual(['GET /api/v1/applications/shop-staging?refresh=normal', 'GET /api/v1/applications/shop-staging']);
  });

  const rows: Readonly<Record<string, { answer: StubAnswer; kind: string; message: RegExp }>> = {
    'no such Application': { answer: { status: 404, body: '{"error":"not found"}', type: 'application/json' }, kind: 'absent', message: /^not found$/ },
    'no permission': { answer: { status: 403, body: '{"error":"permission denied"}', type: 'application/json' }, kind: 'denied', message: /permission denied/ },
    'a server in trouble': { answer: { status: 502, body: '<html>' }, kind: 'unreachable', message: /status 502/ },
    'a redirect, which would get the token': { answer: { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, kind: 'unreachable', message: /status 302/ },
    'a page instead of an API': { answer: { status: 200, body: '<html>', type: 'text/html' }, kind: 'unreachable', message: /"text\/html", not JSON/ },
    'what is no JSON': { answer: { status: 200, body: '{' }, kind: 'unreachable', message: /no JSON/ },
    'nothing': { answer: 'drop', kind: 'unreachable', message: /ECONNRESET|hang up/ },
    'without end': { answer: 'flood', kind: 'unreachable', message: /longer than/ },
    'escapes in its reason': { answer: { status: 403, body: '{"error":"\\u001b[2J"}' }, kind: 'denied', message: /\\u\{1b\}/ },
  };
  for (const [name, { answer, kind, message }] of Object.entries(rows)) {
    it(`tells ${name}`, async () => {
      stub.play('shop-staging', [answer]);
      const sight = await lookByApi({ server: stub.url, token: TOKEN }, 'shop-staging')();
      expect(sight).toEqual({ kind, message: expect.stringMatching(message) });
    });
  }

  it('tells a token that is not accepted, and shows it nowhere', async () => {
    const sight = await lookByApi({ server: stub.url, token: 'a-wrong-one' }, 'shop-staging')();
    expect(sight).toMatchObject({ kind: 'denied' });
    expect(JSON.stringify(sight)).not.toContain('a-wrong-one');
  });

  for (const [name, server] of Object.entries({ 'plain http elsewhere': 'http://argocd.acme.example', 'credentials in it': 'https://me:hunter2@argocd.acme.example', 'no address': 'https://', 'a query': 'https://argocd.acme.example/?x=1' })) {
    it(`refuses an address with ${name}`, () => {
      expect(() => lookByApi({ server, token: TOKEN }, 'shop-staging')).toThrow(UserError);
      expect(() => lookByApi({ server, token: TOKEN }, 'shop-staging')).not.toThrow(/hunter2/);
    });
  }

  for (const name of ['../projects', '-n', 'a/b', 'Shop', '', 'a?b']) {
    it(`asks for no Application called ${JSON.stringify(name)}`, () => {
      expect(() => lookByApi({ server: stub.url, token: TOKEN }, name)).toThrow(/is no name of a Kubernetes object/);
      expect(() => lookByKubectl(name)).toThrow(UserError);
    });
  }

  it('refuses a token that would break out of its header', () => {
    expect(() => lookByApi({ server: stub.url, token: 'a\r\nx: y' }, 'shop-staging')).toThrow(/not shown/);
  });
});

describe('a look by kubectl', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-kubectl-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function kubectl(script: string): string {
    const path = join(folder, 'kubectl');
    writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/words"\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  it('gives the Application', async () => {
    const program = kubectl(`cat <<'END'\n${JSON.stringify(APP)}\nEND`);
    expect(await lookByKubectl('shop-staging', 'argocd', program)()).toEqual({ kind: 'application', application: APP });
    expect(readFileSync(join(folder, 'words'), 'utf8').split('\n').slice(0, 7)).toEqual(['get', 'applications.argoproj.io', 'shop-staging', '--namespace', 'argocd', '--output', 'json']);
  });

  const rows: Readonly<Record<string, { script: string; kind: string }>> = {
    'no such Application': { script: 'echo \'Error from server (NotFound): applications.argoproj.io "x" not found\' >&2; exit 1', kind: 'absent' },
    'no permission': { script: "echo 'Error from server (Forbidden): no' >&2; exit 1", kind: 'denied' },
    'no cluster': { script: "echo 'The connection to the server was refused' >&2; exit 1", kind: 'unreachable' },
    'what is no JSON': { script: 'echo nonsense', kind: 'unreachable' },
  };
  for (const [name, { script, kind }] of Object.entries(rows)) {
    it(`tells ${name}`, async () => {
      expect(await lookByKubectl('shop-staging', 'argocd', kubectl(script))()).toMatchObject({ kind });
    });
  }

  it('says that kubectl is missing', async () => {
    await expect(lookByKubectl('shop-staging', 'argocd', join(folder, 'nothing'))()).rejects.toThrow(/kubectl is not installed/);
  });
});
