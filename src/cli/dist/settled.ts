import { setImmediate } from 'node:timers/promises';

/**
 * Lets one turn of the event loop pass, in which node tells of promises that were rejected while
 * nobody waited for them: the process ends by that before anything is changed.
 */
export async function settled(): Promise<void> {
  await setImmediate();
}
