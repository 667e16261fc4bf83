import { randomBytes } from 'node:crypto';
import { mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { UserError } from '../../kernel/problem.ts';
import { isAlive } from './alive.ts';

/** How a lock is waited for. */
export interface LockOptions {
  /** How long to wait for its holder, in milliseconds. @default 120000 */
  readonly patience?: number;
  /** Called once when there is somebody to wait for. @default nothing */
  readonly onWait?: (holder: string) => void;
}

/** Milliseconds between two looks at a lock that is held. */
const STEP = 25;

/**
 * Takes the lock of this project, which no other process then holds, so that of two runs at
 * once the one that read its overlays later also writes later. A lock left by a killed process is
 * taken over. The lock only orders runs; no file's wholeness depends on it.
 *
 * @returns what gives it back
 * @throws UserError when the holder outlasts the patience
 */
export function holdLock(path: string, options: LockOptions): () => void {
  const token = acquire(path, options);
  return () => {
    if (holderOf(path) === token) rmSync(path, { force: true });
  };
}

function acquire(path: string, { patience = 120_000, onWait }: LockOptions): string {
  const token = `${process.pid}@${hostname()}:${randomBytes(6).toString('hex')}`;
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  for (let waited = 0; ; waited += STEP) {
    if (created(path, token)) return token;
    const holder = holderOf(path);
    if (holder === undefined) continue;
    if (isLeft(holder)) {
      takeAway(path, holder);
      continue;
    }
    if (!told) onWait?.(processOf(holder));
    told = true;
    if (waited >= patience) {
      throw new UserError({ message: `process ${processOf(holder)} has held ${path} for too long`, fix: `wait for it, or if it is no slipway: rm ${path}` });
    }
    sleep(STEP);
  }
}

/** A link whose target is the holder comes into being in one step; a file would be empty for a moment. */
function created(path: string, token: string): boolean {
  try {
    symlinkSync(token, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the holder ran on this machine and runs no more; of another machine's nothing is known. */
function isLeft(holder: string): boolean {
  const [, pid, host] = /^(\d+)@(.*):[0-9a-f]+$/.exec(holder) ?? [];
  return pid === undefined || (host === hostname() && !isAlive(Number(pid)));
}

/** Renaming picks one of several that find the same lock left; who caught a new one by it gives it back. */
function takeAway(path: string, left: string): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const caught = holderOf(aside);
  if (caught !== undefined && caught !== left) created(path, caught);
  rmSync(aside, { force: true });
}

function processOf(holder: string): string {
  return holder.slice(0, holder.lastIndexOf(':'));
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
