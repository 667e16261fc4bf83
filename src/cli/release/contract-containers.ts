import { type Contract } from '../../delivery/release/contract.ts';
import { type Problem } from '../../kernel/problem.ts';
import { contractBreaks } from '../../render/contract-breaks.ts';
import { type RenderedPair } from '../../render/render-pair.ts';

/**
 * Everything in which a rendered pair breaks what the programs in its images require of their
 * environment. Rendering asks the same; this asks it of what an older definition rendered, too.
 */
export function brokenContracts(pair: RenderedPair, images: Readonly<Record<string, { readonly name: string; readonly digest: string }>>, contracts: Readonly<Record<string, Contract>>): Problem[] {
  const manifests = pair.files.map(({ manifest }) => manifest);
  return contractBreaks(manifests, images, contracts).map(({ problem }) => ({ ...problem, path: `${pair.environment}/${pair.system} › ${problem.path}` }));
}
