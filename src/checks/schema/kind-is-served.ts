import { type ApiSchemas, type KindSchema } from '../../api/schema/api-schemas.ts';
import { type ServedKind } from '../../api/schema/core-pack.ts';
import { groupOf, isBuiltInGroup } from '../../kernel/manifest.ts';
import { nearest } from '../../kernel/nearest.ts';
import { quoted } from '../../kernel/problem.ts';
import { type Finding } from '../rule.ts';
import { lifecycleOf } from './api-lifecycle.ts';
import { addUncheckedKind } from './kind-is-checked.ts';
import { type Place } from './place.ts';
import { type SchemaRule } from './schema-rule.ts';
import { UNSCHEMED_KINDS } from './unschemed-kinds.ts';
import { describe } from './value-has-its-type.ts';

/** The kind must be one that the API server of this minor serves in this version. */
export const kindIsServed: SchemaRule = {
  id: 'kind-is-served',
  severity: 'error',
  why: 'the API server has no endpoint for it, so that the whole sync fails',
  source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
};

/**
 * The schema of an object's kind. Where there is none, says why: the object names no kind, a minor
 * without it, or a kind that nobody here knows, which isn't held against it.
 */
export function schemaOf(manifest: Readonly<Record<string, unknown>>, schemas: ApiSchemas, place: Place): KindSchema | undefined {
  const apiVersion = textOf(manifest, 'apiVersion', place);
  const kind = textOf(manifest, 'kind', place);
  if (apiVersion === undefined || kind === undefined) return undefined;
  const schema = schemas.kind(apiVersion, kind);
  if (schema !== undefined) return schema;
  const group = groupOf(apiVersion);
  if (UNSCHEMED_KINDS.has(`${apiVersion}/${kind}`)) addUncheckedKind(place, 'nobody keeps objects of this kind in files, and no schema here describes it');
  else if (!isBuiltInGroup(group) && GROUP.test(group)) addUnknownCustom(schemas, apiVersion, group, kind, place);
  else place.add(kindIsServed, notServed(schemas, apiVersion, kind));
  return undefined;
}

/** A group of one's own has a dot; anything else can only be a slip. */
const GROUP = /^[^\s/]+\.[^\s/]+$/;

function textOf(manifest: Readonly<Record<string, unknown>>, field: 'apiVersion' | 'kind', place: Place): string | undefined {
  const value = Object.hasOwn(manifest, field) ? manifest[field] : undefined;
  if (typeof value === 'string' && value !== '') return value;
  const got = value === undefined ? 'it is missing' : value === '' ? 'it is empty' : `got ${describe(value)}`;
  place.add(kindIsServed, { path: field, reason: 'Required', message: `Required value: ${field} must say what the object is, ${got}` });
  return undefined;
}

function addUnknownCustom(schemas: ApiSchemas, apiVersion: string, group: string, kind: string, place: Place): void {
  const header = schemas.customHeader(group, kind);
  if (header === undefined) {
    addUncheckedKind(place, `no schema here describes ${quoted(kind)} of ${quoted(apiVersion)}; --schema-location adds one`);
    return;
  }
  const served = header.versions.filter((version) => version.served).map(({ name }) => `${group}/${name}`);
  addUncheckedKind(place, `${header.source}, whose schemas are known here, doesn't serve ${quoted(apiVersion)} of ${kind}, but ${served.join(' and ')}`, `apiVersion: ${served[0]}`);
}

function notServed(schemas: ApiSchemas, apiVersion: string, kind: string): Finding {
  const what = `${quoted(kind)} of ${quoted(apiVersion)}`;
  const use = versionOf(schemas, apiVersion, kind);
  const fix = use === undefined ? {} : { fix: `apiVersion: ${use}` };
  const served = schemas.everServed.get(`${apiVersion}/${kind}`);
  const removed = lifecycleOf(apiVersion, kind)?.removed;
  if (served !== undefined) return { path: 'apiVersion', message: `Kubernetes 1.${schemas.minor} doesn't serve ${what}, which ${minorsText(served)}`, ...fix };
  if (removed !== undefined && removed <= schemas.minor) return { path: 'apiVersion', message: `${what} is not served since Kubernetes 1.${removed}`, ...fix };
  if (use !== undefined) return { path: 'apiVersion', message: `no matches for kind ${what}; ${kind} is served as ${use}`, ...fix };
  const near = nearest(kind, [...schemas.core.served].map((each) => each.slice(each.lastIndexOf('/') + 1)));
  const right = near === undefined ? undefined : versionOf(schemas, apiVersion, near);
  return { path: 'kind', message: `no matches for kind ${what}${near === undefined ? '' : `, did you mean ${near} of ${right}?`}`, ...(near === undefined ? {} : { fix: `kind: ${near}` }) };
}

/** The version of a kind to use: what the API says, or the same group's, or any that this minor serves. */
function versionOf(schemas: ApiSchemas, apiVersion: string, kind: string): string | undefined {
  const use = lifecycleOf(apiVersion, kind)?.use;
  if (use !== undefined && schemas.core.kind(use, kind) !== undefined) return use;
  const served = [...schemas.core.served].filter((each) => each.endsWith(`/${kind}`)).map((each) => each.slice(0, each.lastIndexOf('/')));
  const group = apiVersion.slice(0, apiVersion.indexOf('/') + 1);
  const bestFirst = served.sort((a, b) => Number(b.startsWith(group)) - Number(a.startsWith(group)) || Number(UNSTABLE.test(a)) - Number(UNSTABLE.test(b)) || (a < b ? -1 : 1));
  return bestFirst[0];
}

const UNSTABLE = /(alpha|beta)/;

function minorsText({ minors }: ServedKind): string {
  return minors.map(([first, last]) => (first === last ? `1.${first} does` : `1.${first} to 1.${last} do`)).join(', ');
}
