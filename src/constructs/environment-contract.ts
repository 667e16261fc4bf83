import { nearest } from '../kernel/nearest.ts';
import { type Problem, quoted } from '../kernel/problem.ts';
import { type VariableSchema, askedFor, exampleOf } from './contract-example.ts';
import { type EnvironmentProps, type SourcedVariable, environment } from './environment.ts';
import { PropCheck } from './prop-check.ts';
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

/** A container that has a contract, and what its variables come from. */
export interface ContractContainer extends EnvironmentProps {
  readonly component: string;
  /** Name of the container. */
  readonly name: string;
  /** The image that it runs. */
  readonly image: string;
  readonly contract: EnvironmentContract;
}

const containers = (): ContractContainer[] => [];

/** Keeps which contract a container has, for those who look at a whole system; one without is passed over. */
export function noteContract(system: System, component: string, container: Omit<ContractContainer, 'component' | 'contract'> & { readonly contract?: EnvironmentContract | undefined }): void {
  const { contract } = container;
  if (contract === undefined) return;
  system.shared(containers).push({ ...container, component, contract });
}

/** Every container of a system that has a contract, in the order they were made. */
export function contractContainers(system: System): readonly ContractContainer[] {
  return system.shared(containers);
}

/** One variable in which an environment breaks a contract. */
export interface ContractFault {
  /** Name of the component. */
  readonly component: string;
  readonly variable: string;
  /** `unset`: required, and nothing sets it; `refused`: it does not parse; `clear`: secret, and no key of a Secret; `unknown` to the program; `undeclared`: secret, and not among the variables. */
  readonly kind: 'unset' | 'refused' | 'clear' | 'unknown' | 'undeclared';
  /** Whether the contract calls it secret. */
  readonly secret: boolean;
  readonly problem: Problem;
  /** What the program asks of it. */
  readonly schema?: VariableSchema | undefined;
  /** The variable that was meant by one that is unknown. */
  readonly meant?: string | undefined;
}

/**
 * Everything in which the containers of a system break their contracts: every variable that is required
 * and has no source, does not parse, stands in the clear though it is secret, or that the program does
 * not know. What the platform or slipway itself sets need not be known.
 */
export function contractFaults(system: System): ContractFault[] {
  return contractContainers(system).flatMap((container) => {
    // What is wrong with the variables themselves was told when the container was made.
    const variables = environment(new PropCheck(container.component), container);
    return faultsOf(container.component, container.contract, variables, system.target.platformVariables);
  });
}

/** Those of one container. */
export function faultsOf(component: string, contract: EnvironmentContract, variables: ReadonlyMap<string, SourcedVariable>, platform: readonly string[]): ContractFault[] {
  const secrets = new Set(contract.secrets);
  const names = Object.keys(contract.variables).sort();
  const schemaOf = (name: string): VariableSchema | undefined => (Object.hasOwn(contract.variables, name) ? contract.variables[name] : undefined);
  const faultOf = (kind: ContractFault['kind'], variable: string, problem: Problem, meant?: string): ContractFault => ({
    component,
    variable,
    kind,
    secret: secrets.has(variable) || (meant !== undefined && secrets.has(meant)),
    problem: { path: `${component}.${kind === 'undeclared' ? 'contract.secrets' : `env.${variable}`}`, ...problem },
    schema: schemaOf(variable),
    meant,
  });
  const isUnset = (name: string): boolean => !variables.has(name) && !platform.includes(name) && schemaOf(name)?.safeParse(undefined).success === false;
  const unknown = [...variables].filter(([name, { own }]) => own !== true && !platform.includes(name) && schemaOf(name) === undefined);
  const meant = new Map(unknown.map(([name]) => [name, nearest(name, names.filter(isUnset))]));
  const mistyped = new Set(meant.values());
  return [
    ...[...new Set([...names, ...secrets])].sort().flatMap((name): ContractFault[] => {
      const schema = schemaOf(name);
      if (schema === undefined) return [faultOf('undeclared', name, { message: `${quoted(name)} is secret, and the contract does not know it`, fix: `variables: { ${name}: z.string() }` })];
      const variable = variables.get(name);
      if (variable !== undefined) return valueFaults(faultOf, name, schema, variable, secrets.has(name));
      // One mistake is told once, where it was made.
      if (!isUnset(name) || mistyped.has(name)) return [];
      const allowed = 'a value in env, or a dependency in uses that brings it';
      const fix = secrets.has(name) ? secretLine(name) : `${name}: ${exampleText(schema)}   (in env)`;
      return [faultOf('unset', name, { message: `the program requires ${name}, and nothing sets it`, allowed, fix })];
    }),
    ...unknown.map(([name, { source }]) => {
      const near = meant.get(name);
      const message = `the program does not know ${name}, which ${source} sets`;
      if (near !== undefined) return faultOf('unknown', name, { message: `${message}: did you mean ${near}, which nothing sets?`, fix: `${near} in the place of ${name}` }, near);
      return faultOf('unknown', name, { message, allowed: names.join(', '), fix: `take ${name} out of ${source}, or add it to the contract` });
    }),
  ];
}

type FaultOf = (kind: ContractFault['kind'], variable: string, problem: Problem) => ContractFault;

function valueFaults(faultOf: FaultOf, name: string, schema: VariableSchema, { value, source }: SourcedVariable, secret: boolean): ContractFault[] {
  if (secret && (typeof value === 'string' || !('secret' in value))) {
    // Without the value: it may be the secret.
    return [faultOf('clear', name, { message: `${name} is secret, and ${source} sets it in the clear`, allowed: 'a key of a Secret, such as an ExternalSecret writes', fix: secretLine(name) })];
  }
  if (typeof value !== 'string') return [];
  const { success, error } = schema.safeParse(value);
  if (success) return [];
  return [faultOf('refused', name, { message: `the program refuses ${quoted(value)}, which ${source} sets`, allowed: askedFor(error?.issues ?? []), fix: `${name}: ${exampleText(schema, value)}` })];
}

/** What stands for a value that nothing tells. */
export const NO_EXAMPLE = '<a value that the program takes>';

function exampleText(schema: VariableSchema, refused?: string): string {
  const example = exampleOf(schema, refused);
  return example === undefined ? NO_EXAMPLE : JSON.stringify(example);
}

function secretLine(name: string): string {
  return `keys: { ${name}: <path>#${name.toLowerCase().replace(/_/g, '-')} }   (of the ExternalSecrets in uses)`;
}
