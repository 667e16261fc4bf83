import { type Manifest } from '../../kernel/manifest.ts';

/** How an answer proves which version serves. */
export type ReadyProof =
  | { readonly by: 'header'; readonly field: string }
  | { readonly by: 'json'; readonly field: string }
  /** It does not: what Kubernetes observed of the rollout is the proof, and any good answer will do. */
  | { readonly by: 'none' };

/** What the answer of a ready URL must hold. */
export interface ReadyExpectation {
  readonly proof: ReadyProof;
  /** The version that must serve, character by character. */
  readonly version: string;
}

/**
 * What the ready URL must answer, as the published smoke test has it: of several workloads the one
 * that is asked by the same path. Undefined where the smoke test does not tell.
 */
export function readyExpectation(manifests: readonly Manifest[], url: string): ReadyExpectation | undefined {
  const asked = manifests.filter(({ kind }) => kind === 'Job').flatMap(containersOf).flatMap(expectationOf);
  const path = new URL(url).pathname;
  const same = asked.filter((one) => one.path === path);
  // Two workloads with one path: which of them the URL leads to, nobody here knows.
  const found = same.length > 0 ? same : asked;
  return found.length === 1 ? { proof: found[0]!.proof, version: found[0]!.version } : undefined;
}

function expectationOf(container: unknown): (ReadyExpectation & { readonly path: string })[] {
  const env = new Map(listOf(own(container, 'env')).flatMap((entry) => (typeof own(entry, 'name') === 'string' && typeof own(entry, 'value') === 'string' ? [[own(entry, 'name') as string, own(entry, 'value') as string]] : [])));
  const [by, field, version, url] = ['SMOKE_PROOF', 'SMOKE_FIELD', 'SMOKE_VERSION', 'SMOKE_URL'].map((name) => env.get(name));
  if (version === undefined || url === undefined || !URL.canParse(url)) return [];
  const path = new URL(url).pathname;
  if (by === 'none') return [{ proof: { by }, version, path }];
  return (by === 'header' || by === 'json') && field !== undefined && field !== '' ? [{ proof: { by, field }, version, path }] : [];
}

function containersOf(manifest: Manifest): readonly unknown[] {
  return listOf(own(own(own(manifest['spec'], 'template'), 'spec'), 'containers'));
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
