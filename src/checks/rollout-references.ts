import { type Manifest } from '../kernel/manifest.ts';
import { at, fieldsAt, listAt, textAt } from './field.ts';
import { type AddReference } from './reference.ts';

/** Every name that the fields of a Rollout of Argo Rollouts refer to; its pods' are another matter. */
export function rollout(manifest: Manifest, add: AddReference): void {
  for (const keys of [
    ['blueGreen', 'activeService'],
    ['blueGreen', 'previewService'],
    ['canary', 'canaryService'],
    ['canary', 'stableService'],
  ]) {
    add(`spec.strategy.${keys.join('.')}`, textAt(manifest, 'spec', 'strategy', ...keys), '/Service');
  }
  add('spec.workloadRef.name', textAt(manifest, 'spec', 'workloadRef', 'name'), 'apps/Deployment');
  shiftedRoutes(manifest, add);
  analyses(at(manifest, 'spec', 'strategy', 'blueGreen', 'prePromotionAnalysis'), 'spec.strategy.blueGreen.prePromotionAnalysis', add);
  analyses(at(manifest, 'spec', 'strategy', 'blueGreen', 'postPromotionAnalysis'), 'spec.strategy.blueGreen.postPromotionAnalysis', add);
  analyses(at(manifest, 'spec', 'strategy', 'canary', 'analysis'), 'spec.strategy.canary.analysis', add);
  listAt(manifest, 'spec', 'strategy', 'canary', 'steps').forEach((step, index) => analyses(at(step, 'analysis'), `spec.strategy.canary.steps[${index}].analysis`, add));
}

const ROUTING = ['spec', 'strategy', 'canary', 'trafficRouting'] as const;

/** The routes and rules by which a Rollout shifts traffic. */
export function shiftedRoutes(manifest: Manifest, add: AddReference): void {
  const path = ROUTING.join('.');
  const istio = fieldsAt(manifest, ...ROUTING, 'istio');
  const virtualService = 'networking.istio.io/VirtualService';
  add(`${path}.istio.virtualService.name`, textAt(istio, 'virtualService', 'name'), virtualService);
  listAt(istio, 'virtualServices').forEach((each, index) => add(`${path}.istio.virtualServices[${index}].name`, textAt(each, 'name'), virtualService));
  add(`${path}.istio.destinationRule.name`, textAt(istio, 'destinationRule', 'name'), 'networking.istio.io/DestinationRule');
  const plugin = fieldsAt(manifest, ...ROUTING, 'plugins', PLUGIN);
  for (const [key, kind] of [
    ['httpRoute', 'HTTPRoute'],
    ['grpcRoute', 'GRPCRoute'],
  ] as const) {
    const group = `gateway.networking.k8s.io/${kind}`;
    const namespace = textAt(plugin, 'namespace');
    add(`${path}.plugins["${PLUGIN}"].${key}`, textAt(plugin, key), group, { namespace });
    listAt(plugin, `${key}s`).forEach((each, index) => add(`${path}.plugins["${PLUGIN}"].${key}s[${index}].name`, textAt(each, 'name'), group, { namespace }));
  }
}

const PLUGIN = 'argoproj-labs/gatewayAPI';

function analyses(holder: unknown, path: string, add: AddReference): void {
  listAt(holder, 'templates').forEach((template, index) => {
    // Those of the cluster are its platform's.
    if (at(template, 'clusterScope') === true) return;
    add(`${path}.templates[${index}].templateName`, textAt(template, 'templateName'), 'argoproj.io/AnalysisTemplate');
  });
}
