import { describeObject } from '../../checks/check-manifests.ts';
import { identityIn } from '../../checks/manifest-set.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type Position } from '../../kernel/yaml-source.ts';
import { type Environment } from '../../overlays/environment.ts';
import { clusterProblems } from '../../render/cluster-clashes.ts';
import { type RenderedPair } from '../../render/render-pair.ts';
import { type RuleFacts } from '../../reports/rule-facts.ts';
import { type ReportedFinding } from '../../reports/validate-report.ts';
import { type Installation } from './installations.ts';
import { pathSteps } from './path-steps.ts';

/** Systems of one cluster take nothing from each other; `synth` asks it, too, of all that it renders. */
export const CLAIM_IS_OF_ONE_SYSTEM: RuleFacts = {
  id: 'claim-is-of-one-system',
  family: 'objects',
  severity: 'error',
  why: 'two systems set the object back for each other, or nobody knows which of them gets a request',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches',
};

/** A pair as other pairs of its cluster see it. */
export interface ClaimingPair {
  readonly environment: string;
  readonly system: string;
  readonly objects: readonly ClaimingObject[];
}

/** An object by which a pair can take something from another one. */
export interface ClaimingObject {
  readonly file: string;
  /** All of it, or its outline (see pair-outline.ts). */
  readonly manifest: Manifest;
  /** Whether it is only there for others to refer to. */
  readonly isContext: boolean;
  /** Where what it claims stands in the file, by its path. */
  positionOf(path: string): Position;
}

/** The installations that are pairs, as other pairs see them. */
export function claimingPairs(installations: readonly Installation[]): ClaimingPair[] {
  return installations.flatMap(({ isOwn, environment, system, objects }): ClaimingPair[] => {
    if (!isOwn || environment === undefined || system === undefined) return [];
    return [{ environment, system, objects: objects.map(({ file, manifest, isContext, positions }) => ({ file, manifest, isContext, positionOf: (path) => positions.positionOf(pathSteps(path)) })) }];
  });
}

/** Objects, hosts and names of the whole cluster that two systems of one cluster claim. */
export function clusterFindings(pairs: readonly ClaimingPair[], environments: () => ReadonlyMap<string, Environment>): ReportedFinding[] {
  if (pairs.length < 2) return [];
  const placed = new Map<string, { readonly object: ClaimingObject; readonly environment: string; readonly system: string }>();
  const rendered = pairs.map(({ environment, system, objects }): RenderedPair => {
    for (const object of objects) placed.set(`${environment}/${system} › ${describeObject(identityIn(object.manifest))}`, { object, environment, system });
    return { environment, system, files: objects.map(({ file, manifest }) => ({ name: file, text: '', manifest })) };
  });
  return clusterProblems(rendered, [...environments().values()]).flatMap(({ path: shown = '', message, fix }): ReportedFinding[] => {
    const [pair, described, path = ''] = shown.split(' › ');
    const found = placed.get(`${pair} › ${described}`);
    if (found === undefined || found.object.isContext) return [];
    const { object, environment, system } = found;
    return [{ rule: CLAIM_IS_OF_ONE_SYSTEM, severity: 'error', file: object.file, ...object.positionOf(path), object: identityIn(object.manifest), environment, system, path, message, ...(fix === undefined ? {} : { fix }) }];
  });
}
