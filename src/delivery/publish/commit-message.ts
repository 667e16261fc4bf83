import { type Commit, type Signature } from '../git/commit.ts';
import { type Revision } from '../git/source-repository.ts';
import { type FileChange, type PairResult } from './publish-result.ts';

/** The format of publish commits. */
const PUBLISH_SCHEMA = 'slipway.publish/v1';
/** Most files that are listed for a pair: a message is for people. */
const MOST_FILES = 40;
const MOST_SUBJECT = 200;

/** What a publish commit tells. */
export interface PublishMessage {
  readonly revision: Revision;
  /** Pairs that it changes or has tried again, by environment, then system. */
  readonly pairs: readonly PairResult[];
  readonly besides: readonly FileChange[];
  /** Whether it changes what belongs to no pair. @default false */
  readonly shared?: boolean;
  readonly retry?: number | undefined;
}

/**
 * The message of a publish commit: subject, what changed where, and the trailers that Argo CD and
 * slipway read. Nothing that comes from elsewhere can begin a line of its own.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/source-hydrator/#commit-tracing
 */
export function publishMessage({ revision, pairs, besides, shared = false, retry }: PublishMessage): string {
  const paragraphs = [`${revision.id.slice(0, 7)}: ${whatOf(pairs)}`, ...pairs.map(pairParagraph)];
  if (besides.length > 0) paragraphs.push(['besides:', ...listed(besides)].join('\n'));
  paragraphs.push(trailers(revision, pairs, shared, retry).join('\n'));
  return `${paragraphs.join('\n\n')}\n`;
}

/** `staging/capakraken sha-4f1c9d2`, or `3 pairs in dev, staging`. */
export function whatOf(pairs: readonly Pick<PairResult, 'environment' | 'system' | 'version' | 'outcome'>[]): string {
  const [only] = pairs;
  if (pairs.length === 1 && only !== undefined) return `${only.environment}/${only.system} ${only.outcome === 'removed' ? 'removed' : oneLine(only.version)}`;
  if (pairs.length === 0) return 'what Argo CD itself needs';
  const environments = [...new Set(pairs.map(({ environment }) => environment))].sort();
  const shown = environments.length > 5 ? `${environments.length} environments` : environments.join(', ');
  return `${pairs.length} pairs in ${shown}`;
}

function pairParagraph({ environment, system, version, outcome, changes }: PairResult): string {
  const head = `${environment}/${system} ${outcome === 'removed' ? 'removed' : oneLine(version)}${outcome === 'retried' ? ', again' : ''}`;
  return [head, ...listed(changes)].join('\n');
}

function listed(changes: readonly FileChange[]): string[] {
  const signs = { added: '+', changed: '~', removed: '-' } as const;
  const lines = changes.slice(0, MOST_FILES).map(({ file, change }) => `  ${signs[change]} ${oneLine(file)}`);
  return changes.length > MOST_FILES ? [...lines, `  and ${changes.length - MOST_FILES} more`] : lines;
}

function trailers({ id, commit, origin }: Revision, pairs: readonly PairResult[], shared: boolean, retry: number | undefined): string[] {
  const author = addressOf(commit.author);
  return [
    ...(author === undefined ? [] : [`Argocd-reference-commit-author: ${author}`]),
    `Argocd-reference-commit-date: ${dateText(commit.author.seconds)}`,
    `Argocd-reference-commit-subject: ${subjectOf(commit)}`,
    `Argocd-reference-commit-sha: ${id}`,
    ...(origin === undefined ? [] : [`Argocd-reference-commit-repourl: ${oneLine(origin)}`]),
    `Slipway-Schema: ${PUBLISH_SCHEMA}`,
    ...pairs.map(({ environment, system, version, bundle, definition, tree, outcome }) =>
      outcome === 'removed' ? `Slipway-Removed: ${environment}/${system}` : `Slipway-Pair: ${environment}/${system} ${oneLine(version)} bundle=${bundle} definition=${definition} tree=${tree}`,
    ),
    ...(shared ? ['Slipway-Shared: argocd'] : []),
    ...(retry === undefined ? [] : [`Slipway-Retry: ${retry}`]),
  ];
}

/** The counter of a retry; 0 for another commit. Only the last paragraph counts, as for git. */
export function retryOf(message: string): number {
  const last = message.trimEnd().split(/\n{2,}/).at(-1) ?? '';
  return Number(/^Slipway-Retry: (\d{1,6})$/m.exec(last)?.[1] ?? 0);
}

/** First line of a commit's message, fit for a line of another one. */
export function subjectOf({ message }: Pick<Commit, 'message'>): string {
  const text = oneLine(message.trimStart().split('\n')[0] ?? '');
  const characters = Array.from(text);
  return characters.length > MOST_SUBJECT ? `${characters.slice(0, MOST_SUBJECT - 1).join('')}…` : text || '(no subject)';
}

/** The text on one line, without anything that moves a cursor or hides. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/**
 * An address as RFC 5322 has it; undefined where there is none in the e-mail field, since Argo CD
 * reads none rather than a wrong one.
 */
export function addressOf({ name, email }: Pick<Signature, 'name' | 'email'>): string | undefined {
  const [, local = '', domain = ''] = /^([^@\s<>]{1,64})@([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)$/.exec(email) ?? [];
  if (domain === '' || domain.includes('..') || !/^[\x21-\x7e]+$/.test(local)) return undefined;
  const address = `${/^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local) ? local : inQuotes(local)}@${domain}`;
  const shown = Array.from(oneLine(name)).slice(0, 100).join('');
  if (shown === '') return address;
  return `${/^[A-Za-z0-9 -]+$/.test(shown) ? shown : inQuotes(shown)} <${address}>`;
}

function inQuotes(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** RFC 3339, UTC. */
export function dateText(seconds: number): string {
  return new Date(Math.min(seconds, 253_402_300_799) * 1000).toISOString().replace('.000Z', 'Z');
}
