import { containersOf } from '../../checks/containers-of.ts';
import { type ContractContainer, contractProblems, type VariableSource } from '../../delivery/release/contract-check.ts';
import { type Contract } from '../../delivery/release/contract.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type Problem } from '../../kernel/problem.ts';
import { type RenderedPair } from '../../render/render-pair.ts';

/** Everything in which a rendered pair breaks what the programs in its images require of their environment. */
export function brokenContracts(pair: RenderedPair, images: Readonly<Record<string, { readonly name: string; readonly digest: string }>>, contracts: Readonly<Record<string, Contract>>): Problem[] {
  return Object.entries(contracts).flatMap(([key, contract]) => {
    const image = images[key];
    if (image === undefined) return [];
    const containers = pair.files.flatMap(({ manifest }) => containersIn(manifest, image));
    return contractProblems(contract, containers).map((problem) => ({ ...problem, path: `${pair.environment}/${pair.system} › ${problem.path}` }));
  });
}

function containersIn(manifest: Manifest, { name, digest }: { readonly name: string; readonly digest: string }): ContractContainer[] {
  return containersOf(manifest)
    .filter(({ list, container }) => list === 'containers' && typeof container['image'] === 'string' && container['image'].startsWith(name) && container['image'].endsWith(`@${digest}`))
    .map(({ container }) => ({ object: `${manifest.kind}/${manifest.metadata.name}`, container: String(container['name']), variables: variablesOf(container['env']) }));
}

function variablesOf(env: unknown): ReadonlyMap<string, VariableSource> {
  const variables = new Map<string, VariableSource>();
  for (const entry of Array.isArray(env) ? (env as readonly unknown[]) : []) {
    if (typeof entry !== 'object' || entry === null || !('name' in entry) || typeof entry.name !== 'string') continue;
    variables.set(entry.name, sourceOf(entry));
  }
  return variables;
}

function sourceOf(entry: object): VariableSource {
  const from: unknown = 'valueFrom' in entry ? entry.valueFrom : undefined;
  if (typeof from === 'object' && from !== null) return { kind: 'secretKeyRef' in from ? 'secret' : 'other' };
  const text = 'value' in entry && typeof entry.value === 'string' ? entry.value : '';
  // Put together in the cluster from other variables: which text it is, is known there alone.
  return text.includes('$(') ? { kind: 'other' } : { kind: 'literal', text };
}
