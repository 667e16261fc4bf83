import { UserError } from '../../src/kernel/problem.ts';
import { type FetchText, GITHUB_RAW } from './online.ts';

/** Longest answer taken, in characters; the largest definition today has 1.4 million. */
const LONGEST_ANSWER = 32 * 1024 * 1024;
/** How long one file may take, in milliseconds. */
const TIMEOUT = 60_000;

/**
 * Reads addresses over the network.
 *
 * @param mirror address to ask instead of raw.githubusercontent.com, with the same paths below it
 */
export function fetchTextFrom(mirror: string = GITHUB_RAW): FetchText {
  return async (url) => {
    const address = url.replace(GITHUB_RAW, mirror.replace(/\/$/, ''));
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT) });
      if (!response.ok) throw new Error(`the answer is ${response.status} ${response.statusText}`.trim());
      const text = await response.text();
      if (text.length > LONGEST_ANSWER) throw new Error(`the answer is longer than ${LONGEST_ANSWER} characters`);
      return text;
    } catch (error) {
      throw new UserError({ path: address, message: `could not be read: ${reasonOf(error)}` }, { cause: error });
    }
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
