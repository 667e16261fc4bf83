import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../kernel/problem.ts';
import { madeJson, madeText } from '../../reports/made.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { firstRun } from '../scaffold/first-run.ts';
import { type MadeFiles, makeFiles } from '../scaffold/make-files.ts';
import { readPackageJson, repositoryPackageJson } from '../scaffold/package-json.ts';
import { addToRegistry, REGISTRY } from '../scaffold/registry.ts';
import { type ScaffoldEnvironment, systemFiles } from '../scaffold/system-files.ts';
import { parseSystemName } from '../scaffold/system-name.ts';
import { fillTemplate } from '../scaffold/template.ts';
import { vendored } from '../scaffold/vendored.ts';

/** Makes a repository of the user's own: one system, three environments, a test and CI. */
export const command: Command = {
  operands: [{ name: 'name', describe: 'the name of the first system' }],
  examples: [{ line: 'slipway init shop', does: 'make a repository with the system shop here, in an empty folder' }],
  details: 'The folder may hold what `git init` and `npm install slipway` leave; package.json keeps what stands in it.\nA tarball of slipway outside of it is copied to vendor/, since CI has nothing but the repository.',
  run: init,
};

/** The environments of `templates/repository/overlays/environments.yaml`. */
const ENVIRONMENTS: readonly ScaffoldEnvironment[] = [
  { name: 'dev', tier: 'development', domain: 'dev.acme.example' },
  { name: 'staging', tier: 'release', domain: 'staging.acme.example' },
  { name: 'production', tier: 'release', domain: 'acme.example' },
];

/** What an empty folder may hold: what git, npm and editors put there before a repository begins. */
const HARMLESS = /^(\.git|\.slipway|\.DS_Store|\.idea|\.vscode|\.editorconfig|\.npmrc|\.nvmrc|LICENSE|node_modules|package\.json|package-lock\.json|.*\.tgz)$/;

function init({ operands: [given = ''], place: { packageRoot }, terminal: { answer, talk }, output, remark }: Call<object>): ExitCode {
  const folder = process.cwd();
  remark('nothing was made');
  const system = parseSystemName(given);
  const strangers = readdirSync(folder).filter((name) => !HARMLESS.test(name)).sort();
  if (strangers.length > 0) {
    throw new UserError(strangers.slice(0, 5).map((file) => ({ file, message: 'is here already, and a repository is made in an empty folder', fix: `mkdir ${system.name} && cd ${system.name}` })));
  }
  const slipway = readPackageJson(packageRoot);
  const files = fillTemplate(join(packageRoot, 'templates', 'repository'), { __SYSTEM__: system.name, __VERSION__: slipway.version! });
  for (const [path, text] of systemFiles(packageRoot, system, ENVIRONMENTS)) files.set(path, text);
  files.set(REGISTRY, addToRegistry(files.get(REGISTRY)!, system));
  const found = readPackageJson(folder);
  const tarball = vendored(folder, found, slipway.version!);
  const present = tarball?.present ?? found;
  const packageJson = repositoryPackageJson(system.name, present, slipway);
  const isNew = Object.keys(present).length === 0;
  if (isNew) files.set('package.json', packageJson);
  const made: MadeFiles = tarball === undefined ? files : new Map<string, string | Buffer>([...files, [tarball.path, tarball.content]]);
  makeFiles(folder, made, isNew ? new Map() : new Map([['package.json', packageJson]]));

  remark(undefined);
  const rendered = firstRun(folder, talk);
  const next = ['npm install', ...(rendered ? [] : ['npx slipway schemas', 'npx slipway synth']), 'npm run check'];
  const report = { made: [...made.keys()].sort(), changed: isNew ? [] : ['package.json'], next };
  answer.write(output === 'json' ? `${JSON.stringify(madeJson(report), null, 2)}\n` : madeText(report, answer.style));
  return 0;
}
