import { quoted } from '../kernel/problem.ts';
import { type PropCheck } from './prop-check.ts';
import { VARIABLE_NAME, checkFormat } from './prop-format.ts';
import { type Variable, type Variables } from './variable.ts';

/** Names of the variables that a program reads its connection from, by what each holds. */
export interface PostgresVariables {
  /** `postgresql://user:password@host:port/database` */
  readonly url?: string;
  readonly host?: string;
  readonly port?: string;
  readonly database?: string;
  readonly user?: string;
  readonly password?: string;
  /** libpq's `sslmode`, as in `PGSSLMODE`. */
  readonly sslMode?: string;
  /** Path of the authority's certificate; of a managed server with `ca` alone. */
  readonly caFile?: string;
  /** Path of the client's certificate; of a managed server with `client` alone. */
  readonly certificateFile?: string;
  /** Path of the client's key; of a managed server with `client` alone. */
  readonly keyFile?: string;
}

/** One part of a connection. */
export type ConnectionPart = keyof PostgresVariables;

const PARTS: readonly ConnectionPart[] = ['url', 'host', 'port', 'database', 'user', 'password', 'sslMode', 'caFile', 'certificateFile', 'keyFile'];

/** Parts that a server of the system's own has none of. */
const FILE_PARTS = ['caFile', 'certificateFile', 'keyFile'] as const satisfies readonly ConnectionPart[];

/** What a connection consists of; the files only where there are any. */
export type ConnectionValues = Readonly<Record<Exclude<ConnectionPart, (typeof FILE_PARTS)[number]>, Variable> & Partial<Record<(typeof FILE_PARTS)[number], Variable>>>;

/** What a program gets that asks for nothing else. */
export const DEFAULT_POSTGRES_VARIABLES: PostgresVariables = { url: 'DATABASE_URL' };

/** The variables of a connection, under the names the program reads. */
export function postgresVariables(names: PostgresVariables, values: ConnectionValues): Variables {
  return Object.fromEntries(PARTS.flatMap((part) => (names[part] === undefined || values[part] === undefined ? [] : [[names[part], values[part]]])));
}

/** Notes names that are none, that two parts share, or that a server without TLS files has nothing for. */
export function checkPostgresVariables(check: PropCheck, names: PostgresVariables = DEFAULT_POSTGRES_VARIABLES, tls = false): void {
  const seen = new Set<string>();
  for (const part of tls ? [] : FILE_PARTS) {
    if (names[part] !== undefined) check.add(`variables.${part}`, 'this form of Postgres has no such file', { allowed: 'form: managed, or no variable for it', fix: 'remove it' });
  }
  for (const part of PARTS) {
    const name = names[part];
    if (name === undefined) continue;
    checkFormat(check, `variables.${part}`, name, VARIABLE_NAME);
    if (seen.has(name)) check.add(`variables.${part}`, `${quoted(name)} already holds another part`, { fix: `${part}: ${name}_${part.toUpperCase()}` });
    seen.add(name);
  }
}

/** Notes a database or role that would have to be quoted in SQL; quoting is forgotten sooner or later. */
export function checkPostgresName(check: PropCheck, prop: string, name: string): void {
  if (/^[a-z_][a-z0-9_]{0,62}$/.test(name)) return;
  check.add(prop, `${quoted(name)} is not a plain name in Postgres`, { allowed: 'a-z, 0-9 and "_", no digit first, at most 63', fix: `${prop}: shop` });
}

/** A system's name as a database: hyphens are none of SQL's plain characters. */
export function databaseNamed(systemName: string): string {
  return systemName.replace(/-/g, '_');
}
