import { z } from 'zod';

/** What Argo CD says of an Application, as far as it tells whether something is deployed. */
export interface ApplicationFacts {
  /** Folder of the repository that it follows; empty where it has none, or several. */
  readonly path: string;
  /** Where it deploys to; texts are empty where it does not say. */
  readonly destination: Destination;
  readonly sync: { readonly status: string; readonly revision: string };
  readonly health: { readonly status: string; readonly message: string };
  /** The newest operation; undefined before the first. */
  readonly operation: OperationFacts | undefined;
  /** Whether an operation is asked for and not begun. */
  readonly isRequested: boolean;
  /** When its state was last compared, in milliseconds since 1970. */
  readonly comparedAt: number | undefined;
  readonly isBeingDeleted: boolean;
  /** Revisions that were once synced as a whole. */
  readonly syncedRevisions: readonly string[];
  /** Errors that keep it from being compared or synced. */
  readonly errors: readonly string[];
  /** Resources that are not healthy, in words. */
  readonly unhealthy: readonly string[];
}

/** Where an Application deploys to: a cluster by its name or its server's address, and a namespace. */
export interface Destination {
  readonly name: string;
  readonly server: string;
  readonly namespace: string;
}

/** One sync, running or over. */
export interface OperationFacts {
  readonly phase: string;
  readonly message: string;
  readonly revision: string;
  /** Whether it leaves out resources, and so every hook, or changes nothing. */
  readonly isPartial: boolean;
  readonly finishedAt: number | undefined;
  /** Whether Argo CD has attempts left. */
  readonly mayRetry: boolean;
  /** Resources and hooks that failed, in words. */
  readonly failures: readonly string[];
}

/** Longest message of Argo CD's that is shown. */
const LONGEST_MESSAGE = 500;

const text = z.string().catch('');
const words = text.transform((message) => (message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE - 3)}...` : message));
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(20_000).catch([]);
const time = text.transform((written) => {
  const at = Date.parse(written);
  return Number.isNaN(at) ? undefined : at;
});
const NOWHERE: Destination = { name: '', server: '', namespace: '' };
const whole = z.number().int().catch(0);

/** Everything is read leniently, because Argo CD leaves out what is empty; what is missing proves nothing. */
const application = z.object({
  kind: z.literal('Application').optional(),
  metadata: z.object({ name: z.string(), deletionTimestamp: z.unknown().optional() }),
  operation: z.unknown().optional(),
  spec: z
    .object({ source: z.object({ path: text }).catch({ path: '' }), destination: z.object({ name: text, server: text, namespace: text }).catch(NOWHERE) })
    .catch({ source: { path: '' }, destination: NOWHERE }),
  status: z.unknown().optional().transform((status) => status ?? {}).pipe(
    z.object({
      sync: z.object({ status: text, revision: text }).catch({ status: '', revision: '' }),
      health: z.object({ status: text, message: words }).catch({ status: '', message: '' }),
      reconciledAt: time,
      conditions: list(z.object({ type: text, message: words })),
      history: list(z.object({ revision: text })),
      resources: list(z.object({ kind: text, name: text, health: z.object({ status: text, message: words }).optional().catch(undefined) })),
      operationState: z
        .object({
          phase: text,
          message: words,
          finishedAt: time,
          retryCount: whole,
          operation: z
            .object({
              sync: z.object({ revision: text, dryRun: z.boolean().catch(false), resources: list(z.unknown()) }).catch({ revision: '', dryRun: false, resources: [] }),
              retry: z.object({ limit: whole }).catch({ limit: 0 }),
            })
            .catch({ sync: { revision: '', dryRun: false, resources: [] }, retry: { limit: 0 } }),
          syncResult: z
            .object({ revision: text, resources: list(z.object({ kind: text, name: text, status: text, message: words, hookPhase: text, hookType: text })) })
            .catch({ revision: '', resources: [] }),
        })
        .optional()
        .catch(undefined),
    }),
  ),
});

type Operation = NonNullable<z.output<typeof application>['status']['operationState']>;

/** Reads an Application as Argo CD's API or kubectl answers it, or says in words why it is none. */
export function parseApplication(value: unknown): ApplicationFacts | string {
  const parsed = application.safeParse(value);
  if (!parsed.success) return `the answer is no Application: ${parsed.error.issues.map(({ path }) => path.join('.') || 'it is no map')[0]}`;
  const { metadata, operation, spec, status } = parsed.data;
  return {
    path: spec.source.path.replace(/^\.?\/+|\/+$/g, ''),
    destination: spec.destination,
    sync: status.sync,
    health: status.health,
    operation: status.operationState === undefined ? undefined : operationOf(status.operationState),
    isRequested: operation !== undefined && operation !== null,
    comparedAt: status.reconciledAt,
    isBeingDeleted: metadata.deletionTimestamp !== undefined && metadata.deletionTimestamp !== null,
    syncedRevisions: status.history.map(({ revision }) => revision).filter((revision) => revision !== ''),
    errors: status.conditions.filter(({ type }) => type.endsWith('Error')).map(({ type, message }) => `${type}: ${message}`),
    unhealthy: status.resources.flatMap(({ kind, name, health }) => (health === undefined || ['', 'Healthy'].includes(health.status) ? [] : [described(`${kind} ${name}`, health.status, health.message)])),
  };
}

function operationOf({ phase, message, finishedAt, retryCount, operation, syncResult }: Operation): OperationFacts {
  const { limit } = operation.retry;
  return {
    phase,
    message,
    revision: syncResult.revision === '' ? operation.sync.revision : syncResult.revision,
    isPartial: operation.sync.dryRun || operation.sync.resources.length > 0,
    finishedAt,
    mayRetry: limit < 0 || retryCount < limit,
    failures: syncResult.resources
      .filter(({ status, hookPhase }) => status === 'SyncFailed' || hookPhase === 'Failed' || hookPhase === 'Error')
      .map(({ kind, name, status, hookType, hookPhase, message: why }) => described(`${hookType === '' ? '' : `${hookType} hook `}${kind} ${name}`, hookType === '' ? status : hookPhase, why)),
  };
}

function described(what: string, state: string, why: string): string {
  return why === '' ? `${what}: ${state}` : `${what}: ${state}, ${why}`;
}
