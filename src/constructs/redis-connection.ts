import { quoted } from '../kernel/problem.ts';
import { type PropCheck } from './prop-check.ts';
import { VARIABLE_NAME, checkFormat } from './prop-format.ts';
import { type Variable, type Variables } from './variable.ts';

/** Names of the variables that a program reads its connection from, by what each holds. */
export interface RedisVariables {
  /** `redis://:password@host:port/0`, `rediss://` over TLS */
  readonly url?: string;
  readonly host?: string;
  readonly port?: string;
  /** Only where the server has a password. */
  readonly password?: string;
}

/** What a program gets that asks for nothing else. */
export const DEFAULT_REDIS_VARIABLES: RedisVariables = { url: 'REDIS_URL' };

const PARTS = ['url', 'host', 'port', 'password'] as const;

/** The variables of a connection, under the names the program reads; a part without a value is left out. */
export function redisVariables(names: RedisVariables, values: Readonly<Partial<Record<keyof RedisVariables, Variable>>>): Variables {
  return Object.fromEntries(PARTS.flatMap((part) => (names[part] === undefined || values[part] === undefined ? [] : [[names[part], values[part]]])));
}

/** Notes names that are none or that two parts share, and one for a password that there is not. */
export function checkRedisVariables(check: PropCheck, names: RedisVariables, hasPassword: boolean): void {
  const seen = new Set<string>();
  for (const part of PARTS) {
    const name = names[part];
    if (name === undefined) continue;
    checkFormat(check, `variables.${part}`, name, VARIABLE_NAME);
    if (seen.has(name)) check.add(`variables.${part}`, `${quoted(name)} already holds another part`, { fix: `${part}: ${name}_${part.toUpperCase()}` });
    seen.add(name);
  }
  if (names.password !== undefined && !hasPassword) {
    check.add('variables.password', 'there is no password', { allowed: 'a password in the props, or no variable for it', fix: 'password: shop/redis#password' });
  }
}
