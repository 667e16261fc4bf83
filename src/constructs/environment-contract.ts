import { quoted } from '../kernel/problem.ts';
import { type SourcedVariable } from './environment.ts';
import { type PropCheck } from './prop-check.ts';

/**
 * What a program requires of its environment, so that synthesis fails where the program would at
 * its start:
 *
 *     contract: {
 *       variables: { DATABASE_URL: z.url(), LOG_LEVEL: z.enum(['info', 'debug']).optional() },
 *       secrets: ['DATABASE_URL'],
 *     }
 */
export interface EnvironmentContract {
  /** A schema for the text of each variable the program reads; one that accepts undefined is optional. */
  readonly variables: Readonly<Record<string, VariableSchema>>;
  /** Variables that may come from a Secret alone. @default none */
  readonly secrets?: readonly string[];
}

/** The part of a zod schema that a contract needs. */
export interface VariableSchema {
  safeParse(value: unknown): { readonly success: boolean; readonly error?: { readonly issues: readonly { readonly message: string }[] } | undefined };
}

/**
 * Notes every variable that is required and has no source, does not parse, stands in the clear
 * though it is secret, or that the program does not know. What the platform or slipway itself sets
 * need not be known.
 */
export function checkContract(
  check: PropCheck,
  contract: EnvironmentContract,
  variables: ReadonlyMap<string, SourcedVariable>,
  platform: readonly string[],
): void {
  const secrets = new Set(contract.secrets);
  const names = Object.keys(contract.variables);
  for (const name of [...new Set([...names, ...secrets])].sort()) {
    const schema = Object.hasOwn(contract.variables, name) ? contract.variables[name] : undefined;
    const variable = variables.get(name);
    if (schema === undefined) {
      check.add(`contract.secrets`, `${quoted(name)} is secret, and the contract does not know it`, { fix: `variables: { ${name}: z.string() }` });
    } else if (variable === undefined) {
      if (platform.includes(name) || schema.safeParse(undefined).success) continue;
      check.add(`env.${name}`, `the program requires ${name}, and nothing sets it`, { allowed: 'a value in env, or a dependency in uses that brings it' });
    } else {
      checkVariable(check, name, schema, variable, secrets.has(name));
    }
  }
  for (const [name, { source, own }] of variables) {
    if (own === true || platform.includes(name) || Object.hasOwn(contract.variables, name)) continue;
    check.add(`env.${name}`, `the program does not know ${name}, which ${source} sets`, { allowed: names.sort().join(', ') });
  }
}

function checkVariable(check: PropCheck, name: string, schema: VariableSchema, { value, source }: SourcedVariable, secret: boolean): void {
  if (secret && (typeof value === 'string' || !('secret' in value))) {
    // Without the value: it may be the secret.
    check.add(`env.${name}`, `${name} is secret, and ${source} sets it in the clear`, { allowed: 'a key of a Secret, such as an ExternalSecret writes' });
    return;
  }
  if (typeof value !== 'string') return;
  const { success, error } = schema.safeParse(value);
  if (success) return;
  check.add(`env.${name}`, `the program refuses ${quoted(value)}, which ${source} sets`, {
    allowed: (error?.issues ?? []).map(({ message }) => message).join('; '),
  });
}
