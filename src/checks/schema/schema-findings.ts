import { type ApiSchemas, type KindSchema } from '../../api/schema/api-schemas.ts';
import { customFindings } from './custom-findings.ts';
import { decodeByCode } from './decoded-by-code.ts';
import { schemaOf } from './kind-is-served.ts';
import { Place } from './place.ts';
import { type SchemaFinding } from './schema-rule.ts';
import { findUnappliable, withCutIntegers } from './object-can-be-applied.ts';
import { addWrongType } from './value-has-its-type.ts';
import { checkVersion } from './version-is-current.ts';

/** How an object reaches the API server: `create`; `apply`, by server-side apply; `both`, by whichever refuses more. */
export type Verb = 'create' | 'apply' | 'both';

/** What was found, and the object that validation sees. */
export interface SchemaReading {
  readonly findings: readonly SchemaFinding[];
  readonly object: unknown;
}

/**
 * What the API server refuses before its own validation code is asked: a kind it doesn't serve, a value it
 * can't read, a field it doesn't know; for custom resources all that their schema and its rules say. Bears any JSON.
 */
export function readBySchema(manifest: unknown, schemas: ApiSchemas, verb: Verb = 'create'): SchemaReading {
  const place = new Place();
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) {
    addWrongType(place, manifest, 'a map');
    return { findings: place.findings, object: manifest };
  }
  const fields = manifest as Readonly<Record<string, unknown>>;
  const schema = schemaOf(fields, schemas, place);
  if (schema === undefined) return { findings: place.findings, object: manifest };
  checkVersion(schema, schemas.minor, place);
  const object = verb === 'apply' && schema.judgedBy === 'code' ? (withCutIntegers(fields, schema.root) as Readonly<Record<string, unknown>>) : fields;
  judge(object, schema, schemas.minor, place);
  return { findings: verb === 'create' ? place.findings : [...place.findings, ...newlyFound(object, schema, place.findings)], object };
}

/** What only server-side apply refuses: of a place that a creation refuses, it has nothing more to say. */
function newlyFound(object: Readonly<Record<string, unknown>>, { root, judgedBy }: KindSchema, known: readonly SchemaFinding[]): SchemaFinding[] {
  const place = new Place();
  findUnappliable(object, root, judgedBy, place);
  const told = new Set(known.filter(({ rule }) => rule.severity === 'error').map(({ finding }) => finding.path));
  return place.findings.filter(({ finding }) => !told.has(finding.path));
}

function judge(object: Readonly<Record<string, unknown>>, schema: KindSchema, minor: number, place: Place): void {
  if (schema.judgedBy === 'code') decodeByCode(object, schema.root, place);
  else customFindings(object, schema, place, minor);
}
