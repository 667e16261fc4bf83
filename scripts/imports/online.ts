import { type Problem, UserError } from '../../src/kernel/problem.ts';
import type { CoreSchema } from './core-kinds.ts';
import { type Crd, readCrds } from './crd.ts';
import type { Schema } from './schema.ts';
import type { SourcedCrd, Sources } from './sources.ts';

/** Where releases are read from. */
export const GITHUB_RAW = 'https://raw.githubusercontent.com';

/**
 * The commit of cdk8s-team/cdk8s whose `kubernetes-schemas` are read, the folder that `cdk8s import`
 * takes from its master branch. Move it on when `imports` in cdk8s.yaml names a newer minor.
 */
const CORE_SCHEMAS = 'cdk8s-team/cdk8s/d75f4ceaf07ca61d159af0800d66d18ddfbadf05/kubernetes-schemas';

/** Gives the text at an address. */
export type FetchText = (url: string) => Promise<string>;

/**
 * Reads the sources from the addresses listed under `imports` in cdk8s.yaml: `k8s@1.36.0` and
 * raw.githubusercontent.com addresses of custom resource definitions at a release. Of a file with
 * several definitions a fragment chooses: `...gen.yaml#Gateway,VirtualService`; `cdk8s import`
 * ignores it.
 *
 * @throws UserError with everything that is wrong with the list or could not be read
 */
export async function fetchSources(imports: readonly string[], fetchText: FetchText): Promise<Sources> {
  const core = imports.find((entry) => entry.startsWith('k8s@'));
  if (core === undefined) throw new UserError(listProblem('imports', 'the list has no Kubernetes version', 'k8s@1.36.0'));
  const files = imports.filter((entry) => !entry.startsWith('k8s@'));
  // One after the other: the files share one host, and a hundred answers at once meet its rate limit.
  const problems: Problem[] = [];
  const crds: SourcedCrd[] = [];
  for (const entry of files) {
    try {
      crds.push(...(await fetchCrds(entry, fetchText)));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  return { core: await fetchCore(core.slice('k8s@'.length), fetchText), crds };
}

async function fetchCore(version: string, fetchText: FetchText): Promise<CoreSchema> {
  const minor = /^(\d+\.\d+)\.\d+$/.exec(version)?.[1];
  if (minor === undefined) throw new UserError(listProblem(`k8s@${version}`, `"${version}" is no version of Kubernetes`, 'k8s@1.36.0'));
  const text = await fetchText(`${GITHUB_RAW}/${CORE_SCHEMAS}/v${version}/_definitions.json`);
  const { definitions } = JSON.parse(text) as { definitions: Readonly<Record<string, Schema>> };
  return { kubernetes: minor, definitions };
}

async function fetchCrds(entry: string, fetchText: FetchText): Promise<readonly SourcedCrd[]> {
  const { url, kinds, source } = parseEntry(entry);
  const crds = readCrds(await fetchText(url), url);
  const missing = kinds.filter((kind) => !crds.some((crd) => crd.kind === kind));
  if (crds.length === 0 || missing.length > 0) {
    throw new UserError(listProblem(entry, `${url} defines no ${missing[0] ?? 'custom resource'}`, namesOf(crds)));
  }
  return crds.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind)).map((crd) => ({ crd, source }));
}

interface Entry {
  readonly url: string;
  /** Kinds to take; all when empty. */
  readonly kinds: readonly string[];
  readonly source: string;
}

function parseEntry(entry: string): Entry {
  const [url = '', fragment = ''] = entry.split('#');
  const release = /^https:\/\/raw\.githubusercontent\.com\/([^/]+\/[^/]+)\/([^/]+)\/./.exec(url);
  if (!release) {
    const example = `${GITHUB_RAW}/argoproj/argo-rollouts/v1.9.1/manifests/crds/rollout-crd.yaml`;
    throw new UserError(listProblem(entry, 'this is no file of a GitHub release', example));
  }
  const [, repository = '', ref = ''] = release;
  const shown = /^[0-9a-f]{40}$/.test(ref) ? ref.slice(0, 12) : ref;
  return { url, kinds: fragment.split(',').filter((kind) => kind !== ''), source: `${repository} ${shown}` };
}

function namesOf(crds: readonly Crd[]): string {
  return crds.map(({ kind }) => kind).join(', ');
}

function listProblem(at: string, message: string, allowed: string): Problem {
  return { file: 'cdk8s.yaml', path: `imports › ${at}`, message, allowed };
}
