import { type Worker } from 'node:worker_threads';
import { UserError } from '../kernel/problem.ts';
import { type Surroundings } from './cache/surroundings.ts';

/** Where a command works; found by `bin/slipway`. */
export interface Place {
  /**
   * Absolute real path of the nearest folder, from the working directory up, that holds
   * `cdk8s.yaml` and `src/main.ts`; undefined outside a project.
   */
  readonly root: string | undefined;
  /** Absolute path of the slipway package itself. Inside slipway's own repository it equals the root. */
  readonly packageRoot: string;
  /** Digest of the bundle that runs, where it is one of a project: of its sources, and the libraries they load. */
  readonly sources?: string;
  /** What runs, where it may be remembered what it rendered. @default nothing is remembered */
  readonly render?: Renderer;
}

/** What renders: the bundle that is loaded, and what it has read so far besides its input. */
export interface Renderer {
  /** Digest of the bundle. */
  readonly bundle: string;
  readonly surroundings: Surroundings;
  /** Starts a thread that loads the same bundle (see bin/render-worker.js). */
  openWorker(): Worker;
}

/**
 * The project a command works on.
 *
 * @throws UserError outside of any
 */
export function projectOf(place: Place): string {
  if (place.root !== undefined) return place.root;
  throw new UserError({
    message: 'here is no project: no folder from here up holds cdk8s.yaml and src/main.ts',
    fix: 'npx slipway init <name>   (in an empty folder)',
  });
}
