import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ApiSchemas } from '../src/api/schema/api-schemas.ts';
import { apiFindings } from '../src/checks/api-verdict.ts';
import { type Finding } from '../src/checks/rule.ts';
import { type Verb } from '../src/checks/schema/schema-findings.ts';
import { UserError } from '../src/kernel/problem.ts';
import { readManifests } from '../src/kernel/yaml-reader.ts';

const ROOT = resolve(__dirname, '..');
const CORPUS = resolve(ROOT, '..', 'shared', 'fixtures', 'apiserver', 'admission.jsonl.gz');

/** What a real API server of 1.36 said of an object. */
interface Case {
  readonly id: string;
  readonly kind: string;
  readonly family: string;
  readonly mutation: string;
  readonly manifest: Readonly<Record<string, unknown>> | null;
  readonly raw?: string;
  readonly verdict: 'accepted' | 'rejected';
  readonly causes: readonly { readonly field: string }[] | null;
  readonly needsClusterState?: boolean;
  readonly apply: { readonly verdict: 'accepted' | 'rejected' } | null;
}

// The verdicts are reference data of their own that a user's clone does not have.
const here = existsSync(CORPUS) ? describe : describe.skip;

here('the verdict of the API server, against a real one of 1.36 (skipped when ../shared is absent)', () => {
  const cases = readCases();
  const schemas = new ApiSchemas(36, (pack) => readPack(pack));

  it('is the same for objects that are created', () => {
    const judged = cases.map((one) => judge(one, one.verdict, findingsOf(one, 'create', schemas)));
    const all = tally(judged);
    process.stdout.write(`\n${table('create, by kind', judged, ({ kind }) => kind)}\n${table('create, by family', judged, ({ family }) => family.split(':')[0]!)}\n`);
    expect(judged.filter(({ falseRejection }) => falseRejection).map(({ id }) => id)).toEqual([]);
    expect(all.agreement).toBeGreaterThanOrEqual(99.5);
    expect(all.named).toBeGreaterThanOrEqual(95);
  });

  it('is the same for objects that are applied by the server', () => {
    const judged = cases.flatMap((one) => (one.apply === null || one.manifest === null ? [] : [judge(one, one.apply.verdict, findingsOf(one, 'apply', schemas))]));
    process.stdout.write(`\n${table('server-side apply, by kind', judged, ({ kind }) => kind)}\n`);
    expect(judged.filter(({ falseRejection }) => falseRejection).map(({ id }) => id)).toEqual([]);
    expect(tally(judged).agreement).toBeGreaterThanOrEqual(99.5);
  });
});

interface Judged {
  readonly id: string;
  readonly kind: string;
  readonly family: string;
  readonly agrees: boolean;
  readonly falseRejection: boolean;
  /** Whether a finding names a field that the server names; undefined where either says nothing. */
  readonly named: boolean | undefined;
}

function judge({ id, kind, family, causes }: Case, verdict: 'accepted' | 'rejected', findings: readonly Finding[]): Judged {
  const ours = findings.length > 0 ? 'rejected' : 'accepted';
  const fields = causes ?? [];
  const named = ours === 'rejected' && verdict === 'rejected' && fields.length > 0 ? fields.some(({ field }) => findings.some(({ path }) => plain(path) === plain(field))) : undefined;
  return { id, kind, family, agrees: ours === verdict, falseRejection: ours === 'rejected' && verdict === 'accepted', named };
}

/** The server writes a key of a map without quotes. */
function plain(path: string): string {
  return path.replace(/\["((?:[^"\\]|\\.)*)"\]/g, '[$1]');
}

function findingsOf({ manifest, raw }: Case, verb: Verb, schemas: ApiSchemas): readonly Finding[] {
  const objects = manifest === null ? fromYaml(raw!) : [inNamespace(manifest)];
  if (objects instanceof UserError) return [{ path: '', message: objects.message }];
  return apiFindings(objects, { kubernetes: '1.36', schemas, verb }).filter(({ severity }) => severity === 'error');
}

function fromYaml(text: string): readonly unknown[] | UserError {
  try {
    return readManifests(text, 'raw.yaml').manifests.map(({ value }) => value);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** As the corpus was asked: kubectl sends an object without a namespace to that of its context. */
function inNamespace(manifest: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { metadata } = manifest;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata) || (metadata as { namespace?: unknown }).namespace) return manifest;
  return { ...manifest, metadata: { ...metadata, namespace: 'oracle' } };
}

function readCases(): readonly Case[] {
  const lines = gunzipSync(readFileSync(CORPUS)).toString('utf8').trim().split('\n');
  // What hangs on other objects in the cluster no reader of files can tell.
  return lines.map((line) => JSON.parse(line) as Case).filter(({ needsClusterState }) => needsClusterState !== true);
}

function readPack(pack: string): string | undefined {
  const file = join(ROOT, 'imports', 'schemas', pack);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function tally(judged: readonly Judged[]): { readonly agreement: number; readonly named: number } {
  const asked = judged.filter(({ named }) => named !== undefined);
  return { agreement: percent(judged.filter(({ agrees }) => agrees).length, judged.length), named: percent(asked.filter(({ named }) => named).length, asked.length) };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : (100 * part) / whole;
}

function table(title: string, judged: readonly Judged[], by: (one: Judged) => string): string {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  const rows = [...groups].sort(([, a], [, b]) => b.length - a.length);
  return [`${title.padEnd(30)} cases  agree %  false  field named %`, ...rows.map(([name, of]) => row(name, of)), row('all', judged)].join('\n');
}

function row(name: string, judged: readonly Judged[]): string {
  const { agreement, named } = tally(judged);
  const falseOnes = judged.filter(({ falseRejection }) => falseRejection).length;
  const asked = judged.some((one) => one.named !== undefined);
  return `${name.padEnd(30)} ${String(judged.length).padStart(5)}  ${agreement.toFixed(2).padStart(7)}  ${String(falseOnes).padStart(5)}  ${asked ? named.toFixed(1).padStart(6) : '     -'}`;
}
