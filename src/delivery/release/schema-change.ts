import { quoted, UserError } from '../../kernel/problem.ts';
import { type SchemaChange } from '../evidence/evidence.ts';

/**
 * What `--schema` and `--compatible-since` say together. A contraction ends the way back for every
 * program that is older than the one it names, so it must name one.
 *
 * @throws UserError when one of them is missing or makes no sense
 */
export function schemaChangeOf(kind: string | undefined, compatibleSince: string | undefined): SchemaChange | undefined {
  if (kind === undefined && compatibleSince === undefined) return undefined;
  if (kind === undefined) throw new UserError({ message: '--compatible-since says something of a change of the schema, and --schema is missing', fix: `--schema contract --compatible-since ${compatibleSince}` });
  if (kind !== 'expand' && kind !== 'contract') throw new UserError({ message: `--schema ${quoted(kind)} is no change of a schema`, allowed: 'expand (old programs go on) or contract (they do not)', fix: '--schema expand' });
  if (compatibleSince === undefined) {
    if (kind === 'expand') return { kind };
    throw new UserError({ message: '--schema contract does not say which programs run on the new schema', allowed: 'the oldest version that does', fix: '--schema contract --compatible-since <version>' });
  }
  if (!/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(compatibleSince)) throw new UserError({ message: `--compatible-since ${quoted(compatibleSince)} is no version`, allowed: 'up to 63 letters, digits, "-", "_" and "."', fix: '--compatible-since v1.9.0' });
  return { kind, compatibleSince };
}
