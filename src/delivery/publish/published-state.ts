import { UserError } from '../../kernel/problem.ts';

/** The format of `published/<environment>/<system>.json` on the ledger branch. */
export const PUBLISHED_SCHEMA = 'slipway.published/v1';

/** The newest revision of a pair that was published. */
export interface PublishedState {
  readonly environment: string;
  readonly system: string;
  /** Commit of this repository that it was published from. */
  readonly revision: string;
  /** Commit whose constructs rendered it. */
  readonly definition: string;
  readonly bundle: string;
  readonly version: string;
  /** Git tree of its folder; empty for a pair that was removed. */
  readonly tree: string;
  /** GitOps commit that last changed the folder, or had Argo CD try it again. */
  readonly commit: string;
  /** Files and folders besides its own folder that were published with it, sorted. */
  readonly owns: readonly string[];
}

/** The path of a state on the ledger branch. */
export function statePath(environment: string, system: string): string {
  return `published/${environment}/${system}.json`;
}

/** A state as a file. */
export function encodeState({ environment, system, revision, definition, bundle, version, tree, commit, owns }: PublishedState): string {
  return `${JSON.stringify({ schema: PUBLISHED_SCHEMA, environment, system, revision, definition, bundle, release: { version }, tree, commit, owns })}\n`;
}

/**
 * A state of a file. What it does not know, it ignores.
 *
 * @throws UserError when it is no state: then nobody knows what is newer, and nothing is published
 */
export function parseState(text: string, path: string): PublishedState {
  const value = jsonOf(text);
  const state: PublishedState = {
    environment: textOf(value, 'environment'),
    system: textOf(value, 'system'),
    revision: textOf(value, 'revision'),
    definition: textOf(value, 'definition'),
    bundle: textOf(value, 'bundle'),
    version: textOf(own(value, 'release'), 'version'),
    tree: textOf(value, 'tree'),
    commit: textOf(value, 'commit'),
    owns: listOf(own(value, 'owns')),
  };
  const ids = [state.revision, state.definition, state.commit, ...(state.tree === '' ? [] : [state.tree])];
  if (own(value, 'schema') === PUBLISHED_SCHEMA && path === statePath(state.environment, state.system) && ids.every((id) => /^[0-9a-f]{40}$/.test(id))) return state;
  throw new UserError({
    message: `${path} on the ledger branch is no published state, so it cannot be told whether something newer is published`,
    allowed: PUBLISHED_SCHEMA,
    fix: `restore the file from the commit before: git log slipway-ledger -- ${path}`,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function textOf(value: unknown, key: string): string {
  const text = own(value, key);
  return typeof text === 'string' && text.length <= 200 ? text : '';
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string' && item.length <= 500).slice(0, 100) : [];
}
