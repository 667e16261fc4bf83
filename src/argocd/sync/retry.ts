import { type Manifest } from '../../kernel/manifest.ts';
import { type Cluster } from './cluster.ts';
import { type OperationPhase, type SyncCall } from './sync-call.ts';
import { SyncOperation } from './sync-operation.ts';
import { type SyncOptions } from './sync-options.ts';

/** `spec.syncPolicy.retry` of an Application, in seconds. */
export interface RetryStrategy {
  /** How often a failed operation is tried again; below 0: for ever. @default 5, of an automated sync */
  readonly limit?: number;
  /** Whether each try looks up the newest revision. @default false: the one it began with */
  readonly refresh?: boolean;
  readonly backoff?: {
    /** @default 5 */
    readonly duration?: number;
    /** @default 2 */
    readonly factor?: number;
    /** @default 180 */
    readonly maxDuration?: number;
  };
}

/** Of an automated sync whose Application says nothing of it. */
export const DEFAULT_RETRY_LIMIT = 5;

/**
 * Seconds between a failure and the try after it. The count was raised before the wait is worked out, so that
 * the first wait is already the duration times the factor.
 *
 * @param retry which one: 1 is the first
 * @see https://github.com/argoproj/argo-cd/blob/master/pkg/apis/application/v1alpha1/types.go (NextRetryAt)
 * @see https://github.com/argoproj/argo-cd/blob/master/controller/appcontroller.go (processRequestedAppOperation)
 */
export function secondsBeforeRetry({ backoff = {} }: RetryStrategy, retry: number): number {
  const { duration = 5, factor = 2, maxDuration = 180 } = backoff;
  const seconds = duration * factor ** retry;
  return maxDuration > 0 ? Math.min(maxDuration, seconds) : seconds;
}

/** Where the newest target is found, and how it is synced. */
export interface RetriedSyncInput {
  /** The manifests of the newest revision: asked at the start, and at each try of a strategy that refreshes. */
  readonly newest: () => readonly Manifest[];
  readonly cluster: Cluster;
  readonly options: SyncOptions;
  readonly retry?: RetryStrategy;
}

/**
 * An operation of the application controller: a sync that is tried again when it fails. Each try begins anew,
 * with all waves and all hooks; only the count is kept. One that somebody terminates is not tried again.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/controller/appcontroller.go (processRequestedAppOperation)
 */
export class RetriedSync {
  /** How often it was tried again so far. */
  retries = 0;
  /** Seconds spent between tries. */
  waited = 0;
  readonly #input: RetriedSyncInput;
  #target: readonly Manifest[];
  #operation: SyncOperation;
  #terminated = false;

  constructor(input: RetriedSyncInput) {
    this.#input = input;
    this.#target = input.newest();
    this.#operation = this.#begin();
  }

  /** Running for as long as there is another try. */
  get phase(): OperationPhase {
    return this.#operation.phase === 'Failed' && this.#triesAgain ? 'Running' : this.#operation.phase;
  }

  /** What the try that is under way, or was the last, says of itself. */
  get message(): string {
    const { message, phase } = this.#operation;
    return phase === 'Failed' && !this.#triesAgain && this.retries > 0 ? `${message} (retried ${this.retries} times).` : message;
  }

  /** One call of the engine; after a failure, the first of the next try. */
  sync(): SyncCall {
    if (this.#operation.phase === 'Failed' && this.#triesAgain) {
      const { retry = {}, newest } = this.#input;
      this.retries += 1;
      this.waited += secondsBeforeRetry(retry, this.retries);
      if (retry.refresh === true) this.#target = newest();
      this.#operation = this.#begin();
    }
    return this.#operation.sync();
  }

  /** Ends it for good. */
  terminate(): SyncCall {
    this.#terminated = true;
    return this.#operation.terminate();
  }

  get #triesAgain(): boolean {
    const { limit = DEFAULT_RETRY_LIMIT } = this.#input.retry ?? {};
    return !this.#terminated && (limit < 0 || this.retries < limit);
  }

  #begin(): SyncOperation {
    return new SyncOperation(this.#target, this.#input.cluster, this.#input.options);
  }
}
