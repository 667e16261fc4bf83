import { parseSshPublicKey } from '../../kernel/ssh-public-key.ts';
import { ROLLBACK } from './evidence.ts';
import { type VerifyingKey, verifyingKey } from './ssh-signature.ts';

/** Who may attest what, as `overlays/environments.yaml` says it. */
export interface Attester {
  /** Its public keys, as `ssh-keygen` writes them. */
  readonly keys: readonly string[];
  /** The checks whose result it may state. */
  readonly checks: readonly string[];
  /** Where. */
  readonly environments: readonly string[];
  /** Of which systems. @default all */
  readonly systems?: readonly string[] | undefined;
  /** For a person, the addresses it commits by and the accounts it runs workflows by: who wrote a release does not approve it. */
  readonly identities: readonly string[];
}

/** All attesters by name. */
export type Attesters = Readonly<Record<string, Attester>>;

/** The attesters with their keys ready to verify. */
export interface Trust {
  /** The attester of that name; undefined where environments.yaml lists none. */
  of(name: string): { readonly attester: Attester; readonly keys: readonly VerifyingKey[] } | undefined;
}

/** Makes the keys of all attesters ready, once for all lines. A key that is none vouches for nothing. */
export function openTrust(attesters: Attesters): Trust {
  const ready = new Map<string, readonly VerifyingKey[]>();
  return {
    of(name) {
      if (!Object.hasOwn(attesters, name)) return undefined;
      const attester = attesters[name]!;
      if (!ready.has(name)) ready.set(name, attester.keys.flatMap(keyOf));
      return { attester, keys: ready.get(name)! };
    },
  };
}

/**
 * Checks that may be stated by whoever may state another one, too: who may say that a deployment
 * failed, or may approve, may say as well that it was taken back, which promotes nothing.
 */
const IMPLIED: Readonly<Record<string, readonly string[]>> = { [ROLLBACK]: ['deployed', 'approval'] };

/** Why an attester may not attest this, in words; undefined when it may. */
export function notAllowed(attester: Attester, { check, environment, system }: { readonly check: string; readonly environment: string; readonly system: string }): string | undefined {
  const enough = [check, ...(Object.hasOwn(IMPLIED, check) ? IMPLIED[check]! : [])];
  if (!attester.checks.some((one) => enough.includes(one))) return `may attest ${listed(attester.checks)}, not ${check}`;
  if (!attester.environments.includes(environment)) return `may attest in ${listed(attester.environments)}, not in ${environment}`;
  if (attester.systems !== undefined && !attester.systems.includes(system)) return `may attest for ${listed(attester.systems)}, not for ${system}`;
  return undefined;
}

function keyOf(line: string): VerifyingKey[] {
  const key = parseSshPublicKey(line);
  const ready = typeof key === 'string' ? undefined : verifyingKey(key);
  return ready === undefined ? [] : [ready];
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}
