import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notAllowed } from '../src/delivery/evidence/attester.ts';
import { requiredBy } from '../src/cli/release/promotion-view.ts';
import { environmentFor } from '../src/overlays/environment.ts';
import { environmentsFileSchema, parseEnvironments } from '../src/overlays/environments.ts';
import { openFile } from '../src/overlays/overlay-file.ts';
import { ROOT } from './cli-project.ts';

/** Set-ups that people copy: what the documents describe must be possible with each of them. */
const SETUPS = ['overlays/environments.yaml', 'templates/repository/overlays/environments.yaml'];

describe.each(SETUPS)('the attesters of %s', (file) => {
  const { layer } = openFile(readFileSync(join(ROOT, file)), file, environmentsFileSchema);
  const { environments, attesters = {}, problems } = parseEnvironments(layer!);
  const systems = ['shop', ...environments.flatMap(({ exceptions }) => Object.keys(exceptions))];
  const who = (check: string, environment: string, system: string): string[] => Object.entries(attesters).flatMap(([name, attester]) => (notAllowed(attester, { check, environment, system }) === undefined ? [name] : []));

  it('are right', () => {
    expect(problems).toEqual([]);
  });

  it.each(['deployed', 'ready', 'e2e', 'ci', 'signed-tag', 'acknowledge', 'rollback'])('can state %s in every environment', (check) => {
    for (const { name } of environments) for (const system of systems) expect([name, system, who(check, name, system)]).toEqual([name, system, expect.arrayContaining([expect.any(String)])]);
  });

  it('can meet what every promotion requires', () => {
    for (const environment of environments) {
      for (const system of systems) {
        for (const requirement of requiredBy(environmentFor(environment, system))) {
          if (requirement.check === 'approvals') expect([environment.name, system, who('approval', environment.name, system).length >= requirement.count]).toEqual([environment.name, system, true]);
        }
      }
    }
  });

  it('has workflows whose one key states all that they record', () => {
    const { ci } = attesters;
    for (const check of ['deployed', 'ready', 'e2e', 'ci']) for (const { name } of environments) expect(notAllowed(ci!, { check, environment: name, system: 'shop' })).toBeUndefined();
  });
});
