import { buildSync } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Contender, runTimed, sum } from './measure.ts';
import { NAME } from './names.ts';
import { type Objects, objectsIn, objectsOf } from './objects.ts';
import { ENVIRONMENTS } from './project.ts';

/** A contender that is not slipway. */
export interface Peer extends Contender {
  /** Runs it once and reads what it made. */
  readonly made: () => Objects;
  /** What node runs, where it is one process of node. */
  readonly args?: readonly string[];
}

/** Plain cdk8s in both its modes: its quickest one alone where a chart a file, which is quadratic, would take too long. */
export function plainPeers(root: string, folder: string, pairs: string, quadratic: boolean): Peer[] {
  const program = compilePlain(root, folder);
  const peer = (name: string, mode: 'chart' | 'folder'): Peer => {
    // Each run writes elsewhere: what is deleted makes creating others slower (see file-cost.ts).
    let runs = 0;
    const run = () => runTimed(process.execPath, [program, pairs, join(folder, `${mode}-${(runs += 1)}`), mode]);
    const made = (): Objects => {
      run();
      return objectsIn(join(folder, `${mode}-${runs}`));
    };
    return { name, run, made, args: [program, pairs, join(folder, `${mode}-peak`), mode] };
  };
  return [...(quadratic ? [peer(NAME.chart, 'chart')] : []), peer(NAME.folder, 'folder')];
}

/** Our sources as JavaScript, the libraries left to be loaded from node_modules, as cdk8s's users run their apps. */
function compilePlain(root: string, folder: string): string {
  const entry = { contents: "import { main } from './plain.ts'; main(process.argv.slice(2));", resolveDir: join(root, 'bench') };
  const outfile = join(folder, 'plain.cjs');
  buildSync({ stdin: entry, outfile, bundle: true, platform: 'node', target: 'node20', packages: 'external', logLevel: 'error' });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return outfile;
}

/** `cdk8s synth` around plain cdk8s in its default mode, without npx, validations or a look for newer versions. */
export function cdk8sSynth(root: string, folder: string, pairs: string): Peer {
  const [cwd, program] = [join(folder, 'cdk8s'), join(root, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s')];
  mkdirSync(cwd);
  cpSync(pairs, join(cwd, 'pairs.json'));
  writeFileSync(join(cwd, 'cdk8s.yaml'), 'language: typescript\napp: node ../plain.cjs pairs.json dist chart\noutput: dist\n');
  const run = () => runTimed(process.execPath, [program, 'synth'], { cwd, env: { CDK8S_CHECK_UPGRADE: 'false' } });
  const made = (): Objects => {
    run();
    return objectsIn(join(cwd, 'dist'));
  };
  return { name: NAME.cli, run, made };
}

/** kubectl's kustomize, one process an environment, each with a kustomization that lists the files that slipway rendered. */
export function kustomize(folder: string, dist: string, program = 'kubectl'): Peer[] {
  if (!installed(program, ['version', '--client'])) return [];
  const places = ENVIRONMENTS.map((environment) => {
    const place = join(folder, 'kustomize', environment);
    cpSync(join(dist, environment), place, { recursive: true });
    writeFileSync(join(place, 'kustomization.yaml'), JSON.stringify({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: manifestsIn(place) }));
    return place;
  });
  return [printing(NAME.kustomize, program, places.map((place) => ['kustomize', place]))];
}

/** helm, one process an environment, each with a chart whose templates are the files that slipway rendered, without values. */
export function helm(folder: string, dist: string, program = 'helm'): Peer[] {
  if (!installed(program, ['version'])) return [];
  const places = ENVIRONMENTS.map((environment) => {
    const [from, place] = [join(dist, environment), join(folder, 'helm', environment)];
    for (const name of manifestsIn(from)) {
      const file = join(place, 'templates', name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, asTemplate(readFileSync(join(from, name), 'utf8')));
    }
    writeFileSync(join(place, 'Chart.yaml'), `apiVersion: v2\nname: ${environment}\nversion: 1.0.0\n`);
    return place;
  });
  return [printing(NAME.helm, program, places.map((place) => ['template', 'bench', place]))];
}

/** Text that helm's templates print as it is. */
export function asTemplate(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}

/** What prints the objects of one environment after the other. */
function printing(name: string, program: string, calls: readonly (readonly string[])[]): Peer {
  return {
    name,
    run: () => sum(calls.map((args) => runTimed(program, args))),
    made: () => objectsOf(calls.map((args) => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 30 }))),
  };
}

function manifestsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml')).sort();
}

function installed(program: string, asked: readonly string[]): boolean {
  try {
    execFileSync(program, asked, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
