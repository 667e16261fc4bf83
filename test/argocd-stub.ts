import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What an Application is at a moment, in the words of its status. */
export interface ApplicationMoment {
  readonly name?: string;
  readonly path?: string;
  /** Revision and status of the newest comparison. */
  readonly sync?: { readonly status: string; readonly revision: string };
  readonly health?: string;
  readonly healthMessage?: string;
  /** The newest operation; none before the first. */
  readonly operation?: OperationMoment | undefined;
  /** An operation that is asked for and has not begun. */
  readonly requested?: boolean;
  /** Seconds since 1970. @default just after the operation ended */
  readonly comparedAt?: number;
  readonly deleting?: boolean;
  /** Revisions that were synced as a whole, oldest first. */
  readonly history?: readonly string[];
  readonly conditions?: readonly { readonly type: string; readonly message: string }[];
  readonly resources?: readonly object[];
}

/** An operation at a moment. */
export interface OperationMoment {
  readonly phase: 'Running' | 'Succeeded' | 'Failed' | 'Error' | 'Terminating';
  readonly revision: string;
  readonly message?: string;
  /** Seconds since 1970. @default 1000 */
  readonly finishedAt?: number;
  readonly retryCount?: number;
  readonly retryLimit?: number;
  readonly resources?: readonly object[];
  /** Resources that it is about; all when left out. */
  readonly only?: readonly object[];
  readonly dryRun?: boolean;
}

/** An Application as Argo CD's API answers it. */
export function argoApplication({ name = 'shop-staging', path = 'staging/shop', sync, health = 'Healthy', healthMessage, operation, requested = false, comparedAt, deleting = false, history = [], conditions = [], resources = [] }: ApplicationMoment): object {
  const finished = operation?.finishedAt ?? 1000;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd', ...(deleting ? { deletionTimestamp: time(finished) } : {}) },
    spec: { project: 'shop', source: { repoURL: 'https://git.acme.example/gitops', path, targetRevision: 'main' } },
    ...(requested ? { operation: { sync: { revision: sync?.revision ?? '' } } } : {}),
    status: {
      ...(sync === undefined ? {} : { sync: { ...sync, comparedTo: {} } }),
      health: { status: health, ...(healthMessage === undefined ? {} : { message: healthMessage }) },
      reconciledAt: time(comparedAt ?? finished + 1),
      conditions,
      history: history.map((revision, id) => ({ id, revision })),
      resources,
      ...(operation === undefined ? {} : { operationState: operationState(operation, finished) }),
    },
  };
}

function operationState({ phase, revision, message = '', retryCount, retryLimit, resources = [], only, dryRun }: OperationMoment, finished: number): object {
  const over = ['Succeeded', 'Failed', 'Error'].includes(phase);
  return {
    phase,
    message,
    startedAt: time(finished - 30),
    ...(over ? { finishedAt: time(finished) } : {}),
    ...(retryCount === undefined ? {} : { retryCount }),
    operation: { sync: { revision, ...(only === undefined ? {} : { resources: only }), ...(dryRun === undefined ? {} : { dryRun }) }, ...(retryLimit === undefined ? {} : { retry: { limit: retryLimit } }) },
    syncResult: { revision, source: {}, resources },
  };
}

function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** What the stub answers to one request. */
export type StubAnswer =
  | { readonly application: object }
  /** Any status and body, whatever they are. */
  | { readonly status: number; readonly body?: string; readonly type?: string; readonly headers?: Readonly<Record<string, string>> }
  /** The connection ends without an answer. */
  | 'drop'
  /** The answer never ends. */
  | 'stall'
  /** More bytes than anybody wants. */
  | 'flood';

/** A server that answers `GET /api/v1/applications/<name>` as Argo CD does, on loopback. */
export interface ArgoStub {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** What was asked, as `<method> <path>`, with the authorization header as it came. */
  readonly requests: readonly { readonly line: string; readonly authorization: string | undefined }[];
  /** Answers an Application's next requests by these, one after the other; the last one stays. */
  play(name: string, answers: readonly StubAnswer[]): void;
  /** Answers by whatever the function gives at that moment. */
  answer(name: string, make: () => StubAnswer): void;
  close(): Promise<void>;
}

/** Starts a stub. Without a script an Application is unknown; a wrong token is refused, as Argo CD does. */
export async function startArgoStub({ token = 'an-example-token' }: { readonly token?: string } = {}): Promise<ArgoStub> {
  const scripts = new Map<string, () => StubAnswer>();
  const requests: { line: string; authorization: string | undefined }[] = [];
  const server: Server = createServer((request, response) => {
    requests.push({ line: `${request.method} ${request.url}`, authorization: request.headers.authorization });
    const name = /^\/api\/v1\/applications\/([^/?]+)(?:\?.*)?$/.exec(request.url ?? '')?.[1];
    const give = (status: number, body: string, type = 'application/json', headers: Readonly<Record<string, string>> = {}): void => {
      response.writeHead(status, { 'content-type': type, ...headers });
      response.end(body);
    };
    if (request.headers.authorization !== `Bearer ${token}`) return give(401, '{"error":"no session information","code":16}');
    const script = name === undefined ? undefined : scripts.get(decodeURIComponent(name));
    if (script === undefined) return give(404, `{"error":"applications.argoproj.io \\"${name}\\" not found","code":5}`);
    const answer = script();
    if (answer === 'drop') return void request.socket.destroy();
    if (answer === 'stall') return void response.writeHead(200, { 'content-type': 'application/json' }).write('{');
    if (answer === 'flood') {
      response.writeHead(200, { 'content-type': 'application/json' });
      const flood = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) continue;
      };
      response.on('drain', flood);
      return flood();
    }
    if ('application' in answer) return give(200, JSON.stringify(answer.application));
    give(answer.status, answer.body ?? '', answer.type, answer.headers);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    play: (name, answers) => {
      const left = [...answers];
      scripts.set(name, () => (left.length > 1 ? left.shift()! : left[0]!));
    },
    answer: (name, make) => void scripts.set(name, make),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
