import { quoted } from '../kernel/problem.ts';
import { type EnvironmentProps, type SourcedVariable } from './environment.ts';
import { type PropCheck } from './prop-check.ts';
import { type System } from './system.ts';

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
  safeParse(value: unknown): { readonly success: boolean; readonly error?: { readonly issues: readonly VariableIssue[] } | undefined };
}

/** What a schema finds wrong; with values or a bound that it tells, a value that is right can be named. */
interface VariableIssue {
  readonly message: string;
  readonly values?: readonly unknown[];
  /** What the bounds are bounds of; those of a text are of its length. */
  readonly origin?: string;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
}

/** A container that has a contract, and what its variables come from. */
export interface ContractContainer extends EnvironmentProps {
  readonly component: string;
  /** Name of the container. */
  readonly name: string;
  /** The image that it runs. */
  readonly image: string;
  readonly contract: EnvironmentContract;
}

const containers = new WeakMap<System, ContractContainer[]>();

/** Keeps which contract a container has, for those who look at a whole system; one without is passed over. */
export function noteContract(system: System, component: string, container: Omit<ContractContainer, 'component' | 'contract'> & { readonly contract?: EnvironmentContract | undefined }): void {
  const { contract } = container;
  if (contract === undefined) return;
  containers.set(system, [...(containers.get(system) ?? []), { ...container, component, contract }]);
}

/** Every container of a system that has a contract, in the order they were made. */
export function contractContainers(system: System): readonly ContractContainer[] {
  return containers.get(system) ?? [];
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
      check.add(`env.${name}`, `the program requires ${name}, and nothing sets it`, {
        allowed: 'a value in env, or a dependency in uses that brings it',
        fix: secrets.has(name) ? `keys: { ${name}: shop/runtime#${name.toLowerCase()} }   (of the ExternalSecrets in uses)` : `${name}: <value>   (in env)`,
      });
    } else {
      checkVariable(check, name, schema, variable, secrets.has(name));
    }
  }
  for (const [name, { source, own }] of variables) {
    if (own === true || platform.includes(name) || Object.hasOwn(contract.variables, name)) continue;
    check.add(`env.${name}`, `the program does not know ${name}, which ${source} sets`, { allowed: names.sort().join(', '), fix: `take ${name} out of ${source}, or add it to the contract` });
  }
}

function checkVariable(check: PropCheck, name: string, schema: VariableSchema, { value, source }: SourcedVariable, secret: boolean): void {
  if (secret && (typeof value === 'string' || !('secret' in value))) {
    // Without the value: it may be the secret.
    check.add(`env.${name}`, `${name} is secret, and ${source} sets it in the clear`, {
      allowed: 'a key of a Secret, such as an ExternalSecret writes',
      fix: `keys: { ${name}: shop/runtime#${name.toLowerCase()} }   (of the ExternalSecrets in uses)`,
    });
    return;
  }
  if (typeof value !== 'string') return;
  const { success, error } = schema.safeParse(value);
  if (success) return;
  check.add(`env.${name}`, `the program refuses ${quoted(value)}, which ${source} sets`, {
    allowed: (error?.issues ?? []).map(({ message }) => message).join('; '),
    fix: `${name}: ${rightValue(error?.issues ?? [], schema)}`,
  });
}

/** A text that the program takes, where the schema tells one. */
function rightValue(issues: readonly VariableIssue[], schema: VariableSchema): string {
  const bounds = issues.flatMap(({ origin, minimum, maximum }) => (origin === 'number' || origin === 'int' ? [minimum, maximum] : []));
  const right = [...issues.flatMap(({ values = [] }) => values), ...bounds].find((value) => value !== undefined && schema.safeParse(String(value)).success);
  return right === undefined ? '<a value that the program takes>' : JSON.stringify(String(right));
}
