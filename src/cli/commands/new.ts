import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../kernel/problem.ts';
import { loadOverlays } from '../../overlays/load.ts';
import { madeJson, madeText } from '../../reports/made.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { projectOf } from '../place.ts';
import { firstRun } from '../scaffold/first-run.ts';
import { makeFiles } from '../scaffold/make-files.ts';
import { addToRegistry, REGISTRY } from '../scaffold/registry.ts';
import { systemFiles } from '../scaffold/system-files.ts';
import { parseSystemName } from '../scaffold/system-name.ts';

/** Adds a part to an existing repository. */
export const command: Command = {
  operands: [
    { name: 'what', describe: 'what is added', choices: ['system'] },
    { name: 'name', describe: 'its name' },
  ],
  examples: [{ line: 'slipway new system billing', does: 'add src/systems/billing, its overlays for every environment, and its line in the registry' }],
  run: add,
};

function add({ operands: [, given = ''], place, systems, terminal: { answer, talk }, output, remark }: Call<object>): ExitCode {
  const root = projectOf(place);
  remark('nothing was made');
  const system = parseSystemName(given);
  if (systems.some(({ name }) => name === system.name)) throw new UserError({ file: REGISTRY, message: `the system "${system.name}" exists already` });
  const { environments } = loadOverlays({ root, systems });
  const files = systemFiles(
    place.packageRoot,
    system,
    environments.map(({ name, target: { tier, domain }, registry }) => ({ name, tier, domain, registry })),
  );
  makeFiles(root, files, new Map([[REGISTRY, addToRegistry(readFileSync(join(root, REGISTRY), 'utf8'), system)]]));

  remark(undefined);
  const rendered = firstRun(root, talk);
  const next = rendered ? ['npm run check'] : ['npx slipway schemas', 'npx slipway synth', 'npm run check'];
  const report = { made: [...files.keys()].sort(), changed: [REGISTRY], next };
  answer.write(output === 'json' ? `${JSON.stringify(madeJson(report), null, 2)}\n` : madeText(report, answer.style));
  return 0;
}
