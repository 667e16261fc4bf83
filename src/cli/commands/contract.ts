import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { quoted, UserError } from '../../kernel/problem.ts';
import { type Json } from '../../kernel/manifest.ts';
import { loadOverlays } from '../../overlays/load.ts';
import { contractDocument } from '../../render/contract-document.ts';
import { pairContracts } from '../../render/render-pair.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { explainingIo } from '../dist/io-failure.ts';
import { projectOf } from '../place.ts';
import { systemNamed } from '../release/system-named.ts';

/** What `slipway contract` can be told. */
export interface ContractOptions {
  readonly service?: string;
  readonly env?: string;
  readonly file?: string;
}

/** Prints what the programs of a system require of their environment, for their own CI. */
export const command: Command<ContractOptions> = {
  operands: [
    { name: 'verb', describe: 'what to do with it', choices: ['export'] },
    { name: 'system', describe: 'the system' },
  ],
  options: [
    { flags: '--service <name>', describe: 'the workload (needed where several have a contract)', variable: 'SLIPWAY_CONTRACT_SERVICE' },
    { flags: '--env <name>', describe: 'the environment that it is built for (needed where contracts differ between them)', variable: 'SLIPWAY_ENV' },
    { flags: '--file <path>', describe: 'write it there (default: print it)', variable: 'SLIPWAY_CONTRACT_FILE' },
  ],
  examples: [
    { line: 'slipway contract export capakraken', does: 'print the JSON Schema of the environment that the program requires' },
    { line: 'slipway contract export capakraken --service app --file env.schema.json', does: 'write that of one workload into a file' },
  ],
  details: 'The file is what `slipway release --contract <image>=<file>` takes; secrets are marked writeOnly.',
  run: exportContract,
};

function exportContract(call: Call<ContractOptions>): ExitCode {
  const root = projectOf(call.place);
  const [, name = ''] = call.operands;
  const { service, env, file } = call.options;
  const document = documentOf(call, root, name, service, env);
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (file === undefined) {
    call.terminal.answer.write(text);
    return 0;
  }
  // What was asked for is in the project's own hands; a relative path is where the caller stands.
  const path = resolve(file);
  write(path, file, text);
  call.terminal.answer.write(call.output === 'json' ? `${JSON.stringify({ schema: 'slipway.contract-report/v1', outcome: 'written', file }, null, 2)}\n` : `wrote ${file}\n`);
  return 0;
}

function write(path: string, shown: string, text: string): void {
  try {
    explainingIo(path, () => writeFileSync(path, text));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new UserError({ file: shown, message: 'cannot be written: its folder is missing', fix: `mkdir -p ${dirname(shown)}` }, { cause: error });
  }
}

function documentOf(call: Call<ContractOptions>, root: string, name: string, service: string | undefined, env: string | undefined): Json {
  const system = systemNamed(call.systems, name);
  const { pairs } = loadOverlays({ root, systems: call.systems, only: { systems: [system.name], ...(env === undefined ? {} : { environments: [env] }) } });
  if (pairs.length === 0) throw new UserError({ message: `${system.name} is deployed nowhere, and its contracts are made together with its workloads`, fix: `add overlays/${system.name}/<environment>.yaml` });
  const found = new Map<string, Map<string, string>>();
  for (const pair of pairs) {
    for (const { component, contract } of pairContracts(system, pair)) {
      const texts = found.get(component) ?? new Map<string, string>();
      found.set(component, texts.set(JSON.stringify(contractDocument({ system: system.name, service: component }, contract)), pair.environment));
    }
  }
  const services = [...found.keys()].sort();
  const chosen = service ?? (services.length === 1 ? services[0]! : undefined);
  if (services.length === 0) throw new UserError({ message: `no workload of ${system.name} has a contract`, fix: 'contract: { variables: { DATABASE_URL: z.url() }, secrets: [\'DATABASE_URL\'] }' });
  if (chosen === undefined) throw new UserError({ message: `${services.length} workloads of ${system.name} have a contract`, allowed: services.join(', '), fix: `--service ${services[0]}` });
  const texts = found.get(chosen);
  if (texts === undefined) throw new UserError({ message: `${quoted(chosen)} is no workload of ${system.name} with a contract`, allowed: services.join(', '), fix: `--service ${services[0]}` });
  const [[text] = ['{}'], ...others] = texts;
  if (others.length > 0) throw new UserError({ message: `the contract of ${chosen} is not the same in all environments`, allowed: [...texts.values()].join(', '), fix: `--env ${[...texts.values()].at(-1)}` });
  return JSON.parse(text) as Json;
}
