import { type ApplicationIgnoreDifferences } from '../../imports/argoproj.io/application.ts';

/** Only in objects that say so: what is ignored in a list takes the whole list out of Argo CD's hands. */
const SHIFTED = 'select(.metadata.annotations["slipway.dev/weights"] == "argo-rollouts")';

/**
 * What Argo Rollouts writes into rendered objects, and nothing beside it: the revision that a Service
 * leads to, and the weights of routes that it shifts traffic by. Without this a sync, or self-healing,
 * would send a canary's traffic back in the middle of a step.
 *
 * The selector of a Service is one value to server-side apply, so its label needs it as well as the
 * weights do. The number of replicas does not: where an autoscaler sets it, it is not rendered.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/#application-level-configuration
 * @see https://github.com/argoproj/argo-cd/issues/25284
 */
export const IGNORED_DIFFERENCES: readonly ApplicationIgnoreDifferences[] = [
  { jsonPointers: ['/spec/selector/rollouts-pod-template-hash'], kind: 'Service' },
  { group: 'gateway.networking.k8s.io', jqPathExpressions: [`${SHIFTED} | .spec.rules[]?.backendRefs[]?.weight`], kind: 'HTTPRoute' },
  { group: 'networking.istio.io', jqPathExpressions: [`${SHIFTED} | .spec.http[]?.route[]?.weight`], kind: 'VirtualService' },
];
