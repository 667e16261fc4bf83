import { NEWEST_MINOR as NEWEST, OLDEST_MINOR as OLDEST } from '../../kernel/kubernetes-minors.ts';
import { quoted, UserError } from '../../kernel/problem.ts';

/** The minor that is judged for where nobody says which. */
export const NEWEST_MINOR = `1.${NEWEST}`;

/**
 * A minor version as a person types it: `1.31`, `v1.31`, `1.31.4`.
 *
 * @throws UserError for any other
 */
export function minorOf(text: string): string {
  const minor = /^v?1\.(\d{1,2})(\.\d{1,3})?$/.exec(text)?.[1];
  if (minor !== undefined && Number(minor) >= OLDEST && Number(minor) <= NEWEST) return `1.${Number(minor)}`;
  throw new UserError({ message: `--kubernetes: ${quoted(text)} is no minor version that is known here`, allowed: `1.${OLDEST} to ${NEWEST_MINOR}`, fix: `--kubernetes ${NEWEST_MINOR}` });
}
