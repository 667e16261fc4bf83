import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DRILL_STEPS } from './restore-drill-script.ts';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly body: string;
}

type Reply = readonly [status: number, body: unknown];

const withCurl = spawnSync('curl', ['-V']).status === 0 ? describe : describe.skip;
const NAME = 'postgres-scratch';
const COLLECTION = '/apis/postgresql.cnpg.io/v1/namespaces/shop-staging/clusters';
const GONE: Reply = [404, { kind: 'Status', message: 'clusters.postgresql.cnpg.io "postgres-scratch" not found' }];
const inPhase = (phase: string): Reply => [200, { kind: 'Cluster', metadata: { name: NAME, managedFields: [{ fieldsV1: { 'f:status': { 'f:phase': {} } } }] }, spec: { instances: 1 }, status: { conditions: [{ status: 'False', type: 'Ready' }], phase, readyInstances: 1 } }];
const HEALTHY = inPhase('Cluster in healthy state');

let folder: string;
let requests: Request[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-drill-'));
  requests = [];
  writeFileSync(join(folder, 'token'), 'first-token');
  writeFileSync(join(folder, 'ca.crt'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

withCurl('a restore drill against an API server (skipped without curl)', () => {
  let server: Server;
  let reply: (request: Request) => Reply | undefined = () => GONE;

  beforeAll(async () => {
    server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const request: Request = { method: incoming.method!, path: incoming.url!, token: incoming.headers.authorization, body: Buffer.concat(chunks).toString() };
        requests.push(request);
        const answer = reply(request);
        if (answer === undefined) incoming.socket.destroy();
        else outgoing.writeHead(answer[0], { 'content-type': 'application/json' }).end(typeof answer[1] === 'string' ? answer[1] : JSON.stringify(answer[1]));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  function run(step: 'restore' | 'finish', env: Record<string, string> = {}): ReturnType<typeof runStep> {
    return runStep(step, [], { DRILL_CLUSTERS: `http://127.0.0.1:${(server.address() as AddressInfo).port}${COLLECTION}`, ...env });
  }

  describe('restoring', () => {
    it('removes what an earlier drill left, makes the scratch cluster and waits until it is healthy', async () => {
      const cluster = JSON.stringify({ kind: 'Cluster', metadata: { name: NAME }, spec: { note: "a ' quote, a $(x) and a \\ too" } }, null, 2);
      const answers: Reply[] = [[200, {}], GONE, [201, {}], inPhase(''), inPhase('Setting up primary'), HEALTHY];
      reply = () => answers.shift()!;
      const { code, log, verdict } = await run('restore', { DRILL_CLUSTER: cluster });
      expect({ code, verdict }).toEqual({ code: 0, verdict: 'restored' });
      expect(requests.map(({ method, path }) => `${method} ${path.replace(COLLECTION, '')}`)).toEqual([`DELETE /${NAME}`, `DELETE /${NAME}`, 'POST ', `GET /${NAME}`, `GET /${NAME}`, `GET /${NAME}`]);
      expect(requests[2]!.body).toBe(cluster);
      expect(JSON.parse(requests[0]!.body)).toEqual({ apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Foreground' });
      expect(log).toEqual(['restore drill: postgres-scratch is restored from the newest backup', expect.stringMatching(/: after \d+ s: Setting up primary$/), expect.stringMatching(/: after \d+ s: Cluster in healthy state$/), 'restore drill: restored']);
    });

    it('reads the token anew for every question, because it expires', async () => {
      const answers: Reply[] = [GONE, [201, {}], HEALTHY];
      reply = ({ method }) => {
        if (method === 'POST') writeFileSync(join(folder, 'token'), 'second-token');
        return answers.shift()!;
      };
      await run('restore');
      expect(requests.map(({ token }) => token)).toEqual(['Bearer first-token', 'Bearer first-token', 'Bearer second-token']);
    });

    it.each<[string, () => Reply | undefined, string]>([
      ['the API server forbids it', () => [403, { kind: 'Status', message: 'clusters.postgresql.cnpg.io is forbidden: exceeded quota' }], 'failed: the scratch cluster postgres-scratch was not made, status 403: clusters.postgresql.cnpg.io is forbidden: exceeded quota'],
      ['a webhook answers no JSON', () => [500, '<html>'], 'failed: the scratch cluster postgres-scratch was not made, status 500'],
      ['nobody answers', () => undefined, 'failed: the scratch cluster postgres-scratch was not made, status 000'],
    ])('fails when %s, and says why', async (_what, answer, verdict) => {
      reply = ({ method }) => (method === 'DELETE' ? GONE : answer());
      expect(await run('restore')).toMatchObject({ code: 0, verdict });
    });

    it('fails when the backup is not restored in time, with the last phase', async () => {
      reply = ({ method }) => (method === 'DELETE' ? GONE : method === 'POST' ? [201, {}] : inPhase('Setting up primary'));
      expect(await run('restore', { DRILL_RESTORE: '1' })).toMatchObject({ code: 0, verdict: 'failed: not restored within 1 s, last: Setting up primary' });
    });

    it('goes on asking when a question gets no answer', async () => {
      const answers: (Reply | undefined)[] = [undefined, [503, 'busy'], HEALTHY];
      reply = ({ method }) => (method === 'DELETE' ? GONE : method === 'POST' ? [201, {}] : answers.shift());
      expect(await run('restore')).toMatchObject({ code: 0, verdict: 'restored' });
    });

    it('does not take the word of a phase that stands elsewhere', async () => {
      reply = ({ method }) => (method === 'DELETE' ? GONE : method === 'POST' ? [201, {}] : [200, { phase: 'Cluster in healthy state', spec: { status: { phase: 'Cluster in healthy state' } } }]);
      expect(await run('restore', { DRILL_RESTORE: '1' })).toMatchObject({ verdict: 'failed: not restored within 1 s, last: no phase' });
    });

    it('makes nothing while an earlier scratch cluster stays', async () => {
      reply = () => [200, {}];
      const { code, verdict } = await run('restore', { DRILL_REMOVE: '0' });
      expect({ code, verdict }).toEqual({ code: 0, verdict: 'failed: the scratch cluster of an earlier drill does not go away, status 200' });
      expect(requests.every(({ method }) => method === 'DELETE')).toBe(true);
    });

    it('forgets the verdict of an earlier try', async () => {
      writeFileSync(join(folder, 'verdict'), 'passed: 1 of 1 checks are true\n');
      reply = ({ method }) => (method === 'DELETE' ? GONE : [403, {}]);
      expect(await run('restore')).toMatchObject({ verdict: 'failed: the scratch cluster postgres-scratch was not made, status 403' });
    });
  });

  describe('finishing', () => {
    it.each([
      ['passed: 2 of 2 checks are true', 0],
      ['failed: check 1 of 2 is false', 1],
      ['restored', 1],
      ['', 1],
    ])('removes the scratch cluster after "%s" and exits with %s', async (verdict, expected) => {
      writeFileSync(join(folder, 'verdict'), `${verdict}\n`);
      const answers: Reply[] = [[200, {}], [200, {}], GONE];
      reply = () => answers.shift()!;
      const { code, log } = await run('finish');
      expect({ code, asked: requests.length, last: log.at(-1) }).toEqual({ code: expected, asked: 3, last: `restore drill: ${verdict}`.trimEnd() });
    });

    it('fails a drill that passed when its scratch cluster stays behind', async () => {
      writeFileSync(join(folder, 'verdict'), 'passed: 1 of 1 checks are true\n');
      reply = () => [409, { message: 'finalizers' }];
      const { code, log } = await run('finish', { DRILL_REMOVE: '0' });
      expect(code).toBe(1);
      expect(log).toEqual(['restore drill: the scratch cluster postgres-scratch does not go away, status 409: finalizers', 'restore drill: failed: the scratch cluster is left behind; before that: passed: 1 of 1 checks are true']);
    });

    it('fails without a verdict', async () => {
      reply = () => GONE;
      expect(await run('finish')).toMatchObject({ code: 1, log: ['restore drill: failed: no verdict'] });
    });
  });
});

describe('checking the restored database', () => {
  /** A psql that answers by query, and fails on what it does not know. */
  function psql(answers: Record<string, string>): void {
    const cases = Object.entries(answers).map(([query, answer]) => `  ${quote(query)}) printf '%s\\n' ${quote(answer)} ;;`);
    writeFileSync(join(folder, 'psql'), `#!/bin/sh\nfor last; do :; done\nprintf '%s\\n' "$last" >>${quote(join(folder, 'asked'))}\ncase $last in\n${cases.join('\n')}\n  *) echo 'ERROR: relation does not exist' >&2; exit 3 ;;\nesac\n`);
    chmodSync(join(folder, 'psql'), 0o755);
  }
  const check = (queries: string[], verdict = 'restored'): ReturnType<typeof runStep> => {
    writeFileSync(join(folder, 'verdict'), `${verdict}\n`);
    return runStep('check', queries, {});
  };
  const UP = { 'select true': 't' };

  it('passes when every query answers true', async () => {
    psql({ ...UP, "select name = 'it''s $HOME' from \"Shop\"": 't', 'select 2': 't' });
    expect(await check(["select name = 'it''s $HOME' from \"Shop\"", 'select 2'])).toEqual({
      code: 0,
      verdict: 'passed: 2 of 2 checks are true',
      log: ['restore drill: check 1 of 2: true', 'restore drill: check 2 of 2: true', 'restore drill: passed: 2 of 2 checks are true'],
    });
  });

  it.each([
    ['is false', 'f', 'failed: check 2 of 3 is false'],
    ['yields a value, which is not shown', 'somebody@acme.example', 'failed: check 2 of 3 answers neither true nor false'],
    ['yields nothing', '', 'failed: check 2 of 3 answers neither true nor false'],
    ['yields several rows', 't\nt', 'failed: check 2 of 3 answers neither true nor false'],
    ['has an error', undefined, 'failed: check 2 of 3 has an error'],
  ])('fails, and asks no further, when a query %s', async (_what, answer, verdict) => {
    psql({ ...UP, one: 't', ...(answer === undefined ? {} : { two: answer }), three: 't' });
    const result = await check(['one', 'two', 'three']);
    expect({ code: result.code, verdict: result.verdict }).toEqual({ code: 0, verdict });
    expect(result.log.join()).not.toContain('somebody');
    expect(readFileSync(join(folder, 'asked'), 'utf8')).not.toContain('three');
  });

  it('gives up on a database that never answers', async () => {
    psql({});
    expect(await check(['one'])).toMatchObject({ code: 0, verdict: 'failed: the restored database cannot be reached' });
  });

  it('asks nothing when there is nothing restored', async () => {
    psql(UP);
    expect(await check(['one'], 'failed: not restored within 1 s')).toEqual({ code: 0, verdict: 'failed: not restored within 1 s', log: [''] });
    expect(existsSync(join(folder, 'asked'))).toBe(false);
  });
});

describe.each(Object.entries(DRILL_STEPS))('the step %s, as an argument', (_step, script) => {
  it('holds nothing that the kubelet would replace', () => {
    const replaced = script.replace(/\$\$|\$\(([^)]*)\)/g, (whole: string, name: string | undefined) => (whole === '$$' ? '$' : /^(DRILL|PG|HOME|KUBERNETES)[A-Z_]*$/.test(name ?? '') ? '' : whole));
    expect(replaced).toBe(script);
  });

  it('is plain text that YAML holds as a literal block', () => {
    expect(script).toMatch(/^[\n\x20-\x7e]*\n$/);
    expect(script).not.toMatch(/ \n/);
  });
});

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function runStep(step: keyof typeof DRILL_STEPS, queries: readonly string[], env: Record<string, string>): Promise<{ code: number; log: string[]; verdict: string }> {
  const given = {
    PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    DRILL_CA: join(folder, 'ca.crt'),
    DRILL_CLUSTER: '{}',
    DRILL_NAME: NAME,
    DRILL_PAUSE: '0.05',
    DRILL_REMOVE: '5',
    DRILL_RESTORE: '10',
    DRILL_TOKEN: join(folder, 'token'),
    DRILL_VERDICT: join(folder, 'verdict'),
    ...env,
  };
  return new Promise((done) => {
    execFile('/bin/sh', ['-c', DRILL_STEPS[step], step, ...queries], { env: given }, (error, stdout) => {
      const file = join(folder, 'verdict');
      done({ code: error === null ? 0 : Number(error.code), log: stdout.trimEnd().split('\n'), verdict: existsSync(file) ? readFileSync(file, 'utf8').trimEnd() : '' });
    });
  });
}
