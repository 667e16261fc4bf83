import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Bound, boundOf } from './bounds.ts';
import { interleaved, runTimed, type Usage } from './measure.ts';

/** What comparing many systems costs. */
export interface DiffResult {
  readonly objects: number;
  /** By contender. */
  readonly usages: Readonly<Record<string, Usage>>;
  /** Bytes of the comment and of the page. */
  readonly bytes: { readonly markdown: number; readonly html: number };
}

const SYSTEMS = 1_000;
const ENVIRONMENTS = ['dev', 'staging', 'production'] as const;
const NAME = { text: 'diff', markdown: 'diff -o markdown', html: 'diff -o html' } as const;

/** Measures `slipway diff` as whole processes: two folders of a thousand systems in three environments, one image bump each. */
export function measureDiff(root: string, folder: string, runs: number): DiffResult {
  for (const side of ['before', 'after'] as const) for (const [path, text] of files(side)) write(join(folder, side, path), text);
  const out = (form: string): string => join(folder, `diff.${form}`);
  const slipway = (form: string) => ({ run: () => runTimed(process.execPath, ['-e', RUN, join(root, 'bin', 'slipway'), join(folder, 'before'), join(folder, 'after'), form, out(form)], { cwd: folder }) });
  const contenders = (['text', 'markdown', 'html'] as const).map((form) => ({ name: NAME[form], ...slipway(form) }));
  // The first run makes the code cache that later ones use.
  for (const { run } of contenders) run();
  const usages = Object.fromEntries(interleaved(contenders, runs));
  return { objects: SYSTEMS * ENVIRONMENTS.length * 3, usages, bytes: { markdown: readFileSync(out('markdown')).length, html: readFileSync(out('html')).length } };
}

/** Keeps the answer, and takes for done what found differences. */
const RUN = `
const [, entry, before, after, form, out] = process.argv;
const { status, stdout } = require('node:child_process').spawnSync(process.execPath, [entry, 'diff', before, after, '-o', form], { maxBuffer: 1e9 });
require('node:fs').writeFileSync(out, stdout);
process.exitCode = status === 1 ? 0 : 2;
`;

/** The promises about comparing that a run can tell about. */
export function diffBounds({ usages, bytes }: DiffResult): Bound[] {
  const seconds = Object.entries(usages).map(([name, { wall }]) => boundOf(`1,000 systems x 3 environments, ${name}, wall s of the process`, 3, wall));
  return [...seconds, boundOf('the comment of it, bytes', 65_536, bytes.markdown), boundOf('the page of it, bytes', 5_000_000, bytes.html)];
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function* files(side: 'before' | 'after'): Iterable<readonly [path: string, text: string]> {
  const digest = (side === 'before' ? '1a' : '2b').repeat(32);
  for (const environment of ENVIRONMENTS) {
    for (let index = 0; index < SYSTEMS; index++) {
      const system = `shop-${index}`;
      const selector = `{ app.kubernetes.io/name: ${system} }`;
      // What slipway rendered is proven, too.
      const labels = `{ app.kubernetes.io/managed-by: slipway, app.kubernetes.io/name: ${system} }`;
      const meta = (kind: string, apiVersion: string): string => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: app\n  namespace: ${system}-${environment}\n  labels: ${labels}\n`;
      const at = (kind: string): string => join(environment, system, `${kind}-app.yaml`);
      yield [at('Deployment'), `${meta('Deployment', 'apps/v1')}spec:\n  replicas: ${environment === 'production' ? 3 : 1}\n  selector:\n    matchLabels: ${selector}\n  template:\n    metadata:\n      labels: ${labels}\n    spec:\n      containers:\n        - name: app\n          image: ghcr.io/acme/shop@sha256:${digest}\n          ports:\n            - containerPort: 8080\n          resources:\n            requests:\n              cpu: 250m\n              memory: 256Mi\n`];
      yield [at('Service'), `${meta('Service', 'v1')}spec:\n  selector: ${selector}\n  ports:\n    - name: http\n      port: 80\n      targetPort: 8080\n`];
      yield [at('PodDisruptionBudget'), `${meta('PodDisruptionBudget', 'policy/v1')}spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels: ${selector}\n`];
    }
  }
}
