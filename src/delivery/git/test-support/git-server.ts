import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { ALONE } from './git-folder.ts';

/** What a server does with a request instead of answering it. */
export type Fault = 'none' | 'drop' | 'drop-answer' | 'forbid' | 'busy' | 'unauthorized' | 'nonsense' | 'stall';

/** A git server that is under way. */
export interface GitServer {
  /** `http://127.0.0.1:<port>`; a repository lies at its path below the folder. */
  readonly url: string;
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** `git http-backend` behind a real HTTP server, which may behave badly. */
export async function serveGit(folder: string, faultOf: (request: string) => Fault = () => 'none'): Promise<GitServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = `${request.method} ${request.url}`;
    asked.push(name);
    misbehave(faultOf(name), folder, request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function misbehave(fault: Fault, folder: string, request: IncomingMessage, response: ServerResponse): void {
  switch (fault) {
    case 'none':
      return answer(folder, request, response, true);
    case 'drop':
      return void request.socket.destroy();
    case 'drop-answer':
      return answer(folder, request, response, false);
    case 'forbid':
      return void response.writeHead(403).end('Sie haben hier nichts verloren: main is protected\n');
    case 'busy':
      return void response.writeHead(503, { 'retry-after': '1' }).end('<html>come back later</html>');
    case 'unauthorized':
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end('no\n');
    case 'nonsense':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('remote: everything is fine\n');
    case 'stall':
      return void setTimeout(() => answer(folder, request, response, true), 1500);
  }
}

function answer(folder: string, request: IncomingMessage, response: ServerResponse, whole: boolean): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const { host: _host, 'content-type': type = '', 'content-encoding': encoding = '', 'git-protocol': protocol } = request.headers;
  const child = spawn('git', ['http-backend'], {
    env: {
      ...ALONE,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      REQUEST_METHOD: request.method ?? 'GET',
      PATH_INFO: decodeURIComponent(pathname),
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: type,
      HTTP_CONTENT_ENCODING: encoding,
      ...(typeof protocol === 'string' ? { GIT_PROTOCOL: protocol } : {}),
      REMOTE_USER: 'tester',
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => undefined);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.on('close', () => {
    // What was asked for is done by now; whether anybody hears of it is another matter.
    if (!whole) return void request.socket.destroy();
    const all = Buffer.concat(chunks);
    const end = all.indexOf('\r\n\r\n');
    const heads = all.toString('latin1', 0, end).split('\r\n');
    let status = 200;
    for (const head of heads) {
      const [, key = '', value = ''] = /^([^:]+): ?(.*)$/.exec(head) ?? [];
      if (key.toLowerCase() === 'status') status = Number(value.slice(0, 3));
      else if (key !== '') response.setHeader(key, value);
    }
    response.writeHead(status).end(all.subarray(end + 4));
  });
}
