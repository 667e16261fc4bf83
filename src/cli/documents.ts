import { compareIdentity, identityOf } from '../kernel/manifest.ts';
import { type RenderedPair } from '../render/render-pair.ts';

/** All manifests as one YAML stream: by environment, then system, then in canonical order. */
export function documents(pairs: readonly RenderedPair[]): string {
  return [...pairs]
    .sort((a, b) => compare(a.environment, b.environment) || compare(a.system, b.system))
    .flatMap((pair) => [...pair.files].sort((a, b) => compareIdentity(identityOf(a.manifest), identityOf(b.manifest))))
    .map(({ text }) => text)
    .join('');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
