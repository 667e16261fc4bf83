import { describe, expect, it } from '@jest/globals';
import { type Attesters as DeliveryAttesters } from '../delivery/evidence/attester.ts';
import { type Requirement as DeliveryRequirement } from '../delivery/promotion/requirement.ts';
import { type Attesters } from './attesters.ts';
import { type Environments, parseEnvironments } from './environments.ts';
import { type Requirement } from './promotion.ts';
import { layerOfText, textOf } from './test-support.ts';

/** Compiles only where every value of the first type is one of the second. */
type Fits<Value extends Wanted, Wanted> = Value;

/** Named once, so that the compiler cannot drop them as unused. */
export type Fitting = [Fits<Attesters, DeliveryAttesters>, Fits<Requirement, DeliveryRequirement>];

const ED25519 = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)}`;
const OTHER = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'B'.repeat(43)}`;

function parse(attesters: string): Environments {
  const facts = ['kubernetes: "1.34"', 'domain: acme.example', 'apiServer: { cidrs: [10.0.0.10/32] }', 'zones: [zone-a]', `probeImage: ghcr.io/acme/probe:8.11.1@sha256:${'8'.repeat(64)}`];
  const environments = ['staging', 'production'].map((name) => `  ${name}:\n    cluster: { name: ${name} }\n${facts.map((fact) => `    ${fact}\n`).join('')}`);
  return parseEnvironments(layerOfText('overlays/environments.yaml', `schema: slipway.environments/v1\nattesters:\n${attesters}environments:\n${environments.join('')}`));
}

const ci = (more = '') => `  ci@acme: { keys: ["${ED25519} ci"], checks: [ready, e2e], environments: [staging]${more} }\n`;

describe('attesters', () => {
  it('are read as they stand', () => {
    const { attesters, problems } = parse(`${ci()}  ana: { keys: ["${OTHER}"], checks: [approval], environments: [production], systems: [shop], identities: [Ana@acme.example, ana] }\n`);
    expect(textOf(problems)).toBe('');
    expect(attesters).toEqual({
      'ci@acme': { keys: [`${ED25519} ci`], checks: ['ready', 'e2e'], environments: ['staging'], identities: [] },
      ana: { keys: [OTHER], checks: ['approval'], environments: ['production'], systems: ['shop'], identities: ['Ana@acme.example', 'ana'] },
    });
  });

  const wrong: Readonly<Record<string, { text: string; message: RegExp }>> = {
    'a key that is none': { text: ci().replace('AAAAC3', 'BBBBC3'), message: /environments\.yaml:3:\d+ {2}attesters\["ci@acme"\]\.keys\[0\]/ },
    'a private key': { text: `  ci: { keys: ["-----BEGIN EXAMPLE PRIVATE KEY"], checks: [e2e], environments: [staging] }\n`, message: /is a private key|private key stands here/ },
    'no key': { text: '  ci: { keys: [], checks: [e2e], environments: [staging] }\n', message: /keys/ },
    'an environment that is not there': { text: ci().replace('staging', 'stagin'), message: /there is no environment "stagin".*fix: environments: \[staging\]/s },
    'an environment that is gone, one of several': { text: ci().replace('[staging]', '[staging, mars]'), message: /there is no environment "mars".*fix: leave it out/s },
    'an environment that is gone, the only one': { text: ci().replace('staging', 'mars'), message: /there is no environment "mars".*fix: delete the attester ci@acme {3}\(or name an environment that there is\)/s },
    'somebody who approves and is not known': { text: ci().replace('ready', 'approval'), message: /nobody could tell whether it approves its own work.*fix: identities: \[/s },
    'a key of two': { text: ci() + ci().replace('ci@acme', 'other').replace(' ci"', ' another comment"'), message: /this is ci@acme's already/ },
    'an identity of two, in another case': { text: `${ci(', identities: [Ana@acme.example]')}  other: { keys: ["${OTHER}"], checks: [e2e], environments: [staging], identities: [ana@acme.example] }\n`, message: /this is ci@acme's already/ },
    'a key twice': { text: ci().replace(/keys: \[/, `keys: ["${ED25519}", `), message: /ci@acme has this already/ },
    'a key that nobody knows': { text: ci(', check: e2e'), message: /did you mean "checks"/ },
    'a name that is none': { text: ci().replace('ci@acme', '"-CI"'), message: /the name of an attester/ },
  };
  for (const [name, { text, message }] of Object.entries(wrong)) {
    it(`cannot have ${name}`, () => {
      expect(textOf(parse(text).problems)).toMatch(message);
    });
  }
});
