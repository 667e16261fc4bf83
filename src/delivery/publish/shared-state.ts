import { UserError } from '../../kernel/problem.ts';

/** The format of `published/argocd.json` on the ledger branch. */
export const SHARED_SCHEMA = 'slipway.published-shared/v1';
/** Where it lies: no environment may be called argocd, so that it is no pair's. */
export const SHARED_PATH = 'published/argocd.json';

/** The newest revision from which what belongs to no pair was published. */
export interface SharedState {
  /** Commit of this repository that it was published from. */
  readonly revision: string;
  /** GitOps commit that last changed it. */
  readonly commit: string;
}

/** The state as a file. */
export function encodeShared({ revision, commit }: SharedState): string {
  return `${JSON.stringify({ schema: SHARED_SCHEMA, revision, commit })}\n`;
}

/**
 * The state of a file. What it does not know, it ignores.
 *
 * @throws UserError when it is no state: then nobody knows what is newer
 */
export function parseShared(text: string): SharedState {
  const [schema, revision, commit] = ['schema', 'revision', 'commit'].map((key) => textOf(text, key));
  if (schema === SHARED_SCHEMA && isId(revision) && isId(commit)) return { revision, commit };
  throw new UserError({
    message: `${SHARED_PATH} on the ledger branch is no published state, so it cannot be told whether something newer is published`,
    allowed: SHARED_SCHEMA,
    fix: `restore the file from the commit before: git log slipway-ledger -- ${SHARED_PATH}`,
  });
}

function textOf(text: string, key: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  } catch {
    return undefined;
  }
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{40}$/.test(value);
}
