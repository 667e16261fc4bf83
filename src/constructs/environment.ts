import { type EnvVar } from '../../imports/kubernetes.ts';
import { quoted } from '../kernel/problem.ts';
import { type Dependency } from './dependency.ts';
import { type PropCheck } from './prop-check.ts';
import { VARIABLE_NAME, checkKey } from './prop-format.ts';
import { type Variable, type Variables } from './variable.ts';

/** Where a container's variables come from. */
export interface EnvironmentProps {
  /** Set by the workload itself. */
  readonly env?: Variables | undefined;
  /** Each brings its own variables. */
  readonly uses?: readonly Dependency[] | undefined;
  /** Set by slipway; nobody else may set them: `RELEASE`. */
  readonly fixed?: Variables | undefined;
  /** Set by slipway where nobody else does: `HOME`. */
  readonly defaults?: Variables | undefined;
}

/** A variable and the words for who sets it. */
export interface SourcedVariable {
  readonly value: Variable;
  readonly source: string;
  /** Whether slipway sets it unasked. */
  readonly own?: boolean;
}

/**
 * All variables of a container, by name in code unit order. Two sources for one variable are an
 * error, never a silent choice: the API server would refuse the object or take the last one.
 */
export function environment(check: PropCheck, props: EnvironmentProps): ReadonlyMap<string, SourcedVariable> {
  const found = new Map<string, SourcedVariable>();
  const take = (variables: Variables | undefined, source: string, path: string, own = false): void => {
    for (const [name, value] of Object.entries(variables ?? {})) {
      checkVariable(check, path, name, value);
      const other = found.get(name);
      if (other === undefined) found.set(name, own ? { value, source, own } : { value, source });
      else {
        check.add(`env.${name}`, `the variable ${quoted(name)} is set twice, by ${other.source} and by ${source}`, {
          allowed: 'one source for each variable',
          fix: 'take it out of one of them',
        });
      }
    }
  };
  take(props.fixed, 'slipway itself', 'env', true);
  for (const dependency of props.uses ?? []) take(dependency.variables, `uses: ${dependency.name}`, `uses.${dependency.name}`);
  take(props.env, 'env', 'env');
  for (const [name, value] of Object.entries(props.defaults ?? {})) if (!found.has(name)) found.set(name, { value, source: 'slipway itself', own: true });
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The variables as a container lists them. */
export function envVars(variables: ReadonlyMap<string, SourcedVariable>): EnvVar[] {
  return [...variables].map(([name, { value }]) => envVar(name, value));
}

function envVar(name: string, variable: Variable): EnvVar {
  // The API server drops an empty value, and a variable without one is empty.
  if (variable === '') return { name };
  if (typeof variable === 'string') return { name, value: literalValue(variable) };
  if ('field' in variable) return { name, valueFrom: { fieldRef: { fieldPath: variable.field } } };
  return { name, valueFrom: { secretKeyRef: { key: variable.key, name: variable.secret } } };
}

/**
 * The text so that the kubelet gives the program exactly it: `$(NAME)` would be replaced by another
 * variable's value, and `$$` by one dollar sign.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function literalValue(text: string): string {
  return text.replace(/\$(?=[$(])/g, '$$$$');
}

function checkVariable(check: PropCheck, path: string, name: string, value: Variable): void {
  checkKey(check, `${path}.${name}`, name, VARIABLE_NAME);
  if (typeof value === 'string') {
    // A NUL ends the value in every program, and the container runtime refuses it.
    if (value.includes('\0')) check.add(`${path}.${name}`, 'the value holds a NUL character', { allowed: 'text without NUL' });
  } else if (typeof value !== 'object' || value === null || !('field' in value || ('secret' in value && 'key' in value))) {
    check.add(`${path}.${name}`, `${quoted(value)} is not a value`, {
      allowed: 'text, a key of a Secret or a field of the pod',
      fix: `${name}: "${String(value)}"`,
    });
  }
}
