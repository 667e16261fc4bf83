import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Bound, boundOf } from './bounds.ts';
import { kubeconformSchemas } from './kubeconform-schemas.ts';
import { type Contender, interleaved, runTimed, type Usage } from './measure.ts';
import { writeProject } from './project.ts';

/** What judging manifests costs. */
export interface ValidateResult {
  /** How many objects each contender that judges many judges. */
  readonly objects: number;
  /** By contender. */
  readonly usages: Readonly<Record<string, Usage>>;
}

/** Measured where it is installed: a program, and no dependency. */
const KUBECONFORM = 'kubeconform';
/** Systems whose objects are a little more than a thousand. */
const SYSTEMS = 29;
const NAME = { own: 'validate, own output', others: "validate, anybody's", one: 'validate, one manifest', start: 'slipway explain', kubeconform: 'kubeconform -strict', kubeconformOne: 'kubeconform -strict, one manifest' } as const;

/**
 * Measures `slipway validate` as whole processes: over the output of the benchmark's systems by every family of
 * rules, over the same objects as anybody's, and over one of them; beside it kubeconform over the same files, with
 * schemas of the same kinds from a folder, where it is installed.
 *
 * @param root slipway's own folder
 * @param folder an empty folder to work in
 */
export function measureValidate(root: string, folder: string, runs: number, without: readonly string[]): ValidateResult {
  const project = join(folder, 'project');
  writeProject(root, project, SYSTEMS);
  const entry = join(root, 'bin', 'slipway');
  const slipway = (...argv: string[]) => ({ run: () => runTimed(process.execPath, [entry, ...argv], { cwd: project }) });
  slipway('synth').run();
  const others = join(folder, 'others');
  const files = copyAsOthers(join(project, 'dist'), others);
  const one = join(others, files.find((file) => file.includes('Deployment-'))!);
  const contenders: Contender[] = [
    { name: NAME.own, ...slipway('validate') },
    { name: NAME.others, ...slipway('validate', others) },
    { name: NAME.one, ...slipway('validate', one) },
    { name: NAME.start, ...slipway('explain', 'no-host-port') },
    ...kubeconform(root, folder, others, one),
  ].filter(({ name }) => !without.includes(name));
  // The first run makes the code cache that later ones use.
  for (const { run } of contenders) run();
  return { objects: files.length, usages: Object.fromEntries(interleaved(contenders, runs)) };
}

/** What was measured, and whether it is within bounds, as Markdown. */
export function validateTable({ objects, usages }: ValidateResult): string {
  const rows = Object.entries(usages).map(([name, { cpu, wall }]) => [name, name.includes('one manifest') ? 1 : name === NAME.start ? 0 : objects, cpu.toFixed(3), wall.toFixed(3)]);
  return [['contender', 'objects', 'CPU s', 'wall s'], ['---', '--:', '--:', '--:'], ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** CPU seconds that a thousand manifests may take beyond the start of the program. */
const THOUSAND = 0.4;
/** Seconds that the whole process may take for one manifest. */
const ONE = 0.25;

/** The promises about judging that a run can tell about. */
export function validateBounds({ objects, usages }: ValidateResult): Bound[] {
  const [own, others, one, start] = [usages[NAME.own], usages[NAME.others], usages[NAME.one], usages[NAME.start]];
  const thousand = (usage: Usage | undefined): number | undefined => (usage === undefined || start === undefined ? undefined : ((usage.cpu - start.cpu) / objects) * 1_000);
  const measured: (readonly [what: string, atMost: number, measured: number | undefined])[] = [
    ['1,000 manifests of slipway, CPU s beyond the start', THOUSAND, thousand(own)],
    ["1,000 manifests of anybody's, CPU s beyond the start", THOUSAND, thousand(others)],
    ['one manifest, wall s of the process', ONE, one?.wall],
  ];
  return measured.flatMap(([what, atMost, value]) => (value === undefined ? [] : [boundOf(what, atMost, value)]));
}

/** The same objects without the label that says whose they are. */
function copyAsOthers(dist: string, folder: string): string[] {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml') && !name.startsWith('argocd'));
  for (const name of files.sort()) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), readFileSync(join(dist, name), 'utf8').replace('managed-by: slipway', 'managed-by: acme'));
  }
  return files;
}

function kubeconform(root: string, folder: string, manifests: string, one: string): Contender[] {
  try {
    execFileSync(KUBECONFORM, ['-v'], { stdio: 'ignore' });
  } catch {
    return [];
  }
  const schemas = join(folder, 'schemas');
  mkdirSync(schemas);
  for (const [name, schema] of kubeconformSchemas(root, manifests)) writeFileSync(join(schemas, name), JSON.stringify(schema));
  const flags = ['-strict', '-schema-location', `${schemas}/{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json`];
  cpSync(one, join(folder, 'one.yaml'));
  return [
    { name: NAME.kubeconform, run: () => runTimed(KUBECONFORM, [...flags, manifests]) },
    { name: NAME.kubeconformOne, run: () => runTimed(KUBECONFORM, [...flags, join(folder, 'one.yaml')]) },
  ];
}
