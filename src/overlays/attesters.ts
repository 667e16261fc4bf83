import { z } from 'zod';
import { type Problem, quoted } from '../kernel/problem.ts';
import { parseSshPublicKey } from '../kernel/ssh-public-key.ts';
import { refuse, textField, withExample } from './field.ts';
import { dnsLabel } from './field-name.ts';
import { lineInPlace, locate } from './locate.ts';
import { type Merged } from './merge.ts';
import { nearest } from '../kernel/nearest.ts';

/** Name of an attester: a program, `ci`, or a person, `ana`. */
const attesterName = textField({
  what: 'the name of an attester',
  allowed: 'up to 63 of a-z, 0-9, ".", "_", "@" and "-", with a letter or digit at both ends',
  example: 'ci',
  pattern: /^[a-z0-9]([a-z0-9._@-]{0,61}[a-z0-9])?$/,
});

/** A public key of SSH, as ssh-keygen writes it. */
const sshPublicKey = textField({
  what: 'a public key of SSH',
  allowed: 'a line of ssh-keygen: ed25519, ecdsa, rsa of 2048 bits or more, or one of a hardware token',
  example: '"ssh-ed25519 <the key> <a comment>"',
  parse: (text) => {
    const key = parseSshPublicKey(text);
    return typeof key === 'string' ? refuse({ because: key }) : text;
  },
});

/** By what a person commits, or runs workflows. */
const identity = textField({
  what: 'an identity',
  allowed: 'a mail address that somebody commits by, or an account that runs workflows, without blanks',
  example: 'ana@acme.example',
  pattern: /^[!-~]{1,200}$/,
});

const attester = z.strictObject({
  keys: z.array(sshPublicKey).min(1).describe('Public keys that its evidence is signed by.'),
  checks: z.array(withExample(dnsLabel, 'e2e')).min(1).describe('Checks whose result it may state: deployed, ready, e2e, ci, signed-tag, approval, acknowledge, rollback, or names of your own. Who may state deployed or approval may state rollback, too.'),
  environments: z.array(withExample(dnsLabel, 'staging')).min(1).describe('Environments that it may state them of.'),
  systems: z.array(dnsLabel).min(1).exactOptional().describe('Systems that it may state them of; without it, all.'),
  identities: z.array(identity).default([]).describe('For a person: addresses and accounts, so that nobody approves what they wrote.'),
});

/** Who may attest what, where, by name. */
export const attesters = z.record(attesterName, attester);

/** Who may attest what, where, by name. */
export type Attesters = z.output<typeof attesters>;

/** What no single attester shows: keys and identities are of one each, environments are there, and people who approve are known. */
export function* attesterProblems(all: Attesters, environments: readonly string[], whole: Merged): Iterable<Problem> {
  const owners = new Map<string, string>();
  for (const [name, { keys, checks, environments: where, identities }] of Object.entries(all)) {
    const at = ['attesters', name];
    for (const [index, environment] of where.entries()) {
      if (environments.includes(environment)) continue;
      const near = nearest(environment, environments);
      yield { ...locate(whole, [...at, 'environments', index]), message: `there is no environment ${quoted(environment)}`, allowed: environments.length === 0 ? 'no environment is there yet' : [...environments].sort().join(', '), fix: near === undefined ? (where.some((other) => environments.includes(other)) ? 'leave it out' : `delete the attester ${name}   (or name an environment that there is)`) : lineInPlace(whole, [...at, 'environments', index], near) };
    }
    // Of somebody whose addresses nobody knows it cannot be said that they are not the author's.
    if (checks.includes('approval') && identities.length === 0) {
      yield { ...locate(whole, [...at, 'identities'], 'key'), message: `${name} may approve, and nobody could tell whether it approves its own work`, allowed: 'the addresses it commits by and its accounts', fix: `identities: [${name}@acme.example]` };
    }
    for (const [kind, values] of [['keys', keys.map(keyPart)], ['identities', identities.map((one) => one.toLowerCase())]] as const) {
      for (const [index, value] of values.entries()) {
        const owner = owners.get(`${kind} ${value}`);
        owners.set(`${kind} ${value}`, owner ?? name);
        // Two names for one key would be two approvals of one person.
        if (owner !== undefined) yield { ...locate(whole, [...at, kind, index]), message: `${owner === name ? `${name} has this` : `this is ${owner}'s`} already`, allowed: `${kind} that belong to one attester, once`, fix: 'delete the line' };
      }
    }
  }
}

/** The key without its comment. */
function keyPart(line: string): string {
  return line.split(/ +/).slice(0, 2).join(' ');
}
