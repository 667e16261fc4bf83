import { describeObject } from '../../checks/check-manifests.ts';
import { identityIn } from '../../checks/manifest-set.ts';
import { type Environment } from '../../overlays/environment.ts';
import { clusterProblems } from '../../render/cluster-clashes.ts';
import { type RenderedPair } from '../../render/render-pair.ts';
import { type RuleFacts } from '../../reports/rule-facts.ts';
import { type ReportedFinding } from '../../reports/validate-report.ts';
import { type Installation, type PlacedObject } from './installations.ts';
import { pathSteps } from './path-steps.ts';

/** Systems of one cluster take nothing from each other; `synth` asks it, too, of all that it renders. */
export const CLAIM_IS_OF_ONE_SYSTEM: RuleFacts = {
  id: 'claim-is-of-one-system',
  family: 'objects',
  severity: 'error',
  why: 'two systems set the object back for each other, or nobody knows which of them gets a request',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches',
};

/** Objects, hosts and names of the whole cluster that two systems of one cluster claim. */
export function clusterFindings(installations: readonly Installation[], environments: () => ReadonlyMap<string, Environment>): ReportedFinding[] {
  const placed = new Map<string, { readonly object: PlacedObject; readonly environment: string; readonly system: string }>();
  const pairs = installations.flatMap(({ isOwn, environment, system, objects }): RenderedPair[] => {
    if (!isOwn || environment === undefined || system === undefined) return [];
    for (const object of objects) placed.set(`${environment}/${system} › ${describeObject(identityIn(object.manifest))}`, { object, environment, system });
    return [{ environment, system, files: objects.map(({ file, manifest }) => ({ name: file, text: '', manifest })) }];
  });
  if (pairs.length < 2) return [];
  return clusterProblems(pairs, [...environments().values()]).flatMap(({ path: shown = '', message, fix }): ReportedFinding[] => {
    const [pair, described, path = ''] = shown.split(' › ');
    const found = placed.get(`${pair} › ${described}`);
    if (found === undefined || found.object.isContext) return [];
    const { object, environment, system } = found;
    return [{ rule: CLAIM_IS_OF_ONE_SYSTEM, severity: 'error', file: object.file, ...object.positions.positionOf(pathSteps(path)), object: identityIn(object.manifest), environment, system, path, message, ...(fix === undefined ? {} : { fix }) }];
  });
}
