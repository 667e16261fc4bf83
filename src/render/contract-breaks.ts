import { containersOf } from '../checks/containers-of.ts';
import { type ContractContainer, contractProblems, type VariableSource } from '../delivery/release/contract-check.ts';
import { type Contract } from '../delivery/release/contract.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { type Problem } from '../kernel/problem.ts';

/** A break of a release's contract, and whose it is. */
export interface ContractBreak {
  readonly problem: Problem;
  readonly component: string;
  readonly variable: string;
  /** The text that stands there; undefined where none does, or where it may be a secret. */
  readonly text: string | undefined;
}

/**
 * Everything in which rendered manifests break what the programs in their images require of their
 * environment. A Job that borrows a workload's image runs another program in it and is not asked.
 */
export function contractBreaks(manifests: readonly Manifest[], images: Readonly<Record<string, { readonly name: string; readonly digest: string }>>, contracts: Readonly<Record<string, Contract>>): ContractBreak[] {
  return Object.entries(contracts).flatMap(([key, contract]) => {
    const image = Object.hasOwn(images, key) ? images[key] : undefined;
    if (image === undefined) return [];
    const running = manifests.flatMap((manifest) => containersIn(manifest, image).map((container) => ({ manifest, container })));
    const workloads = running.filter(({ manifest }) => !ENDING.has(manifest.kind));
    return (workloads.length > 0 ? workloads : running).flatMap(({ manifest, container }) =>
      Object.entries(contract).flatMap(([variable, wanted]) =>
        contractProblems({ [variable]: wanted }, [container]).map((problem): ContractBreak => {
          const source = container.variables.get(variable);
          return { problem, component: componentOf(manifest), variable, text: source?.kind === 'literal' && wanted.secret !== true ? source.text : undefined };
        }),
      ),
    );
  });
}

/** Kinds whose pods end. */
const ENDING: ReadonlySet<string> = new Set(['Job', 'CronJob']);

function componentOf({ metadata }: Manifest): string {
  const labels = metadata['labels'] as Readonly<Record<string, unknown>> | undefined;
  return String(labels?.['app.kubernetes.io/component'] ?? metadata.name);
}

function containersIn(manifest: Manifest, { name, digest }: { readonly name: string; readonly digest: string }): ContractContainer[] {
  return containersOf(manifest)
    .filter(({ list, container }) => list === 'containers' && isOf(container['image'], name, digest))
    .map(({ container }) => ({ object: `${manifest.kind}/${manifest.metadata.name}`, container: String(container['name']), variables: variablesOf(container['env']) }));
}

function isOf(image: unknown, name: string, digest: string): boolean {
  return typeof image === 'string' && (image === `${name}@${digest}` || (image.startsWith(`${name}:`) && image.endsWith(`@${digest}`)));
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
