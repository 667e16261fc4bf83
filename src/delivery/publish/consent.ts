import { groupOf, type Manifest } from '../../kernel/manifest.ts';
import { type Problem, UserError } from '../../kernel/problem.ts';
import { readManifests } from '../../kernel/yaml-reader.ts';
import { statefulKind } from './stateful-kinds.ts';

/** A consent to a deletion, as `overlays/deletions.yaml` holds it. */
export interface Deletion {
  readonly environment: string;
  readonly system: string;
  /** `StatefulSet/postgres`, `Cluster.postgresql.cnpg.io/postgres`; without one, everything of the system in the environment. */
  readonly object?: string;
  readonly reason: string;
  /** The last day it holds, `2026-12-31`, UTC. */
  readonly until: string;
  readonly file: string;
  readonly line: number;
}

/** A consent that is of no use. */
export interface DeletionNote {
  readonly deletion: Deletion;
  readonly message: string;
}

/** Something that is about to go and must not go unnoticed. */
export interface Loss {
  readonly environment: string;
  readonly system: string;
  /** As consents name it; undefined for the whole pair. */
  readonly object?: string;
}

/** Objects whose deletion loses data, as consents name them: in some of these files, in none of those. */
export function lostObjects(before: readonly PublishedText[], after: readonly PublishedText[]): string[] {
  const held = before.flatMap(statefulIn);
  if (held.length === 0) return [];
  const kept = new Set(after.flatMap(statefulIn));
  return [...new Set(held)].filter((name) => !kept.has(name)).sort();
}

/** A file of manifests. */
export interface PublishedText {
  readonly path: string;
  readonly bytes: Uint8Array;
}

function statefulIn({ path, bytes }: PublishedText): string[] {
  try {
    return readManifests(bytes, path).manifests.flatMap(({ value }) => (statefulKind(groupOf(value.apiVersion), value.kind) ? [objectName(value)] : []));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Nobody can tell what it is, Argo CD neither, so that nothing in the cluster hangs on it; but its name counts.
    const [, kind = '', name = ''] = /^([A-Za-z0-9.]+)-(.+)\.yaml$/.exec(path.slice(path.lastIndexOf('/') + 1)) ?? [];
    const dot = kind.indexOf('.');
    return statefulKind(dot === -1 ? undefined : kind.slice(dot + 1), dot === -1 ? kind : kind.slice(0, dot)) ? [`${kind}/${name}`] : [];
  }
}

/** `<Kind>[.<group>]/<name>`, as in the names of files. */
function objectName(manifest: Manifest): string {
  const group = groupOf(manifest.apiVersion);
  return `${manifest.kind}${group.includes('.') && !group.endsWith('.k8s.io') ? `.${group}` : ''}/${manifest.metadata.name}`;
}

/** A consent that never ends would be found by a later mistake. */
const LONGEST_DAYS = 90;

/**
 * Whether everything that goes was consented to on the day of the revision. The clock is not
 * asked: a publish that runs again must come to the same end.
 *
 * @param seconds the revision's committer date
 * @returns consents that are of no use
 * @throws UserError with every loss that lacks one, and the lines to write
 */
export function judgeLosses(losses: readonly Loss[], deletions: readonly Deletion[], seconds: number, inScope: (deletion: Deletion) => boolean): DeletionNote[] {
  const today = new Date(seconds * 1000).toISOString().slice(0, 10);
  const used = new Set<Deletion>();
  const problems: Problem[] = [];
  for (const loss of losses) {
    const named = deletions.filter(({ environment, system, object }) => environment === loss.environment && system === loss.system && (object === undefined || object === loss.object));
    const valid = named.filter(({ until }) => until >= today && until <= inDays(today, LONGEST_DAYS));
    for (const deletion of valid) used.add(deletion);
    if (valid.length === 0) problems.push(refusal(loss, named[0], today));
  }
  if (problems.length > 0) throw new UserError(problems);
  return deletions
    .filter((deletion) => !used.has(deletion) && inScope(deletion))
    .map((deletion) => ({ deletion, message: deletion.until < today ? `ended on ${deletion.until}: delete the entry` : 'consents to nothing that goes: delete the entry once it is gone' }));
}

function refusal({ environment, system, object }: Loss, expired: Deletion | undefined, today: string): Problem {
  const what = object === undefined ? `everything of ${system} in ${environment}` : `${object} of ${system} in ${environment}`;
  const loses = object === undefined ? 'its data with it' : 'the data it holds';
  const fix = `add to overlays/deletions.yaml and commit: - { environment: ${environment}, system: ${system},${object === undefined ? '' : ` object: ${object},`} reason: <why>, until: "${inDays(today, 14)}" }`;
  if (expired !== undefined) return { file: expired.file, line: expired.line, message: `${what} would be deleted, and the consent to it ${expired.until < today ? 'ended on' : `holds longer than ${LONGEST_DAYS} days, until`} ${expired.until}`, fix: `until: "${inDays(today, 14)}"` };
  return { path: `${environment}/${system}`, message: `${what} would be deleted, ${loses}, and nobody consented to it`, allowed: 'a consent that names it, committed and with a last day', fix };
}

function inDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
