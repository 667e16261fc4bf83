import { type Construct } from 'constructs';
import { type RolloutBlueGreen, type RolloutCanary, type RolloutStrategy, type RolloutTrafficRouting } from '../../imports/argoproj.io/rollout.ts';
import { type Analysis, analysis } from './analysis.ts';
import { addTrafficService } from './cluster-service.ts';
import { errorCount, whyUncounted } from './error-count.ts';
import { type PropCheck } from './prop-check.ts';
import { type Ready } from './ready.ts';
import { type PinnedImage } from './release.ts';
import { type RolloutProps } from './rollout.ts';
import { CANARY_STEPS, type CanaryStep, MAX_ERRORS, type Strategy, type StrategyProps } from './strategy.ts';
import { type System } from './system.ts';
import { type TrafficRoute, routeNames, takesInside, trafficRoute } from './traffic-route.ts';

/** The Services of a component, by what they lead to. */
export interface TrafficServices {
  /** All its pods, whatever their version; the Service of the component's own name, which Argo Rollouts never touches. */
  readonly all: string;
  /** The version that has been proven. */
  readonly proven: string;
  /** The version under trial. */
  readonly trial: string;
}

/** What a progressive rollout is made from. */
export interface ProgressiveProps extends StrategyProps {
  readonly name: string;
  readonly image: PinnedImage;
  readonly port: number;
  readonly ready: Ready;
  readonly rollout?: RolloutProps | undefined;
  /** Whether Prometheus scrapes the program. */
  readonly scraped: boolean;
  /** Where it is reached from outside, if it is. */
  readonly outside?: { readonly host: string; readonly paths: readonly string[] } | undefined;
}

/** How a Rollout goes on, and what it needs beside it. */
export interface Progressive {
  readonly strategy: RolloutStrategy;
  readonly route?: TrafficRoute | undefined;
  /** Service that callers in the cluster ask, and those from outside where no route divides their traffic. */
  readonly called: string;
  /** Adds the Services and analyses. */
  add(scope: Construct): void;
}

/** Seconds that the old version's pods stay after traffic has left them, and those of an aborted one. */
const SCALE_DOWN_SECONDS = 60;
const ABORT_SCALE_DOWN_SECONDS = 30;

/** Looks at the errors of a version that just got all traffic. */
const TIMES_AFTER = 5;

/** Names of a component's Services under a strategy. */
export function trafficServices(name: string, strategy: Strategy): TrafficServices {
  switch (strategy) {
    case 'canary':
      return { all: name, proven: `${name}-stable`, trial: `${name}-canary` };
    case 'blue-green':
      return { all: name, proven: `${name}-active`, trial: `${name}-preview` };
    default:
      return { all: name, proven: name, trial: name };
  }
}

/**
 * How Argo Rollouts brings in a new version. Each step that may take it back is there: readiness and
 * version before any traffic where traffic can be shifted, errors during it, the deadline for progress.
 * Nothing waits for a person: Argo CD's sync would wait with it.
 *
 * Changing a live system from a Deployment to a Rollout or back keeps it serving: both select pods by the
 * same labels and neither takes the other's, because each owns its ReplicaSets. The new object comes up in
 * the workloads' wave beside the old one, whose prune comes last, after the smoke test and the routes;
 * Services and routes that Argo Rollouts writes to have names of their own, so that none keeps a selector
 * or weight of a controller that is gone. The namespace needs room for both. Change the strategy in a
 * release that changes no image, because until then the component's own Service leads to both; and under
 * an autoscaler with `handover: true` and `replicas`, or the new object begins with one pod.
 *
 * @see https://argo-rollouts.readthedocs.io/en/stable/migrating/
 */
export function progressive(check: PropCheck, system: System, props: ProgressiveProps, strategy: Exclude<Strategy, 'rolling'>): Progressive {
  const { name, port, rollout = {} } = props;
  const services = trafficServices(name, strategy);
  const route = strategy === 'canary' ? shiftedRoute(system, props, services) : undefined;
  // Without weights nobody calls a Service of one version alone.
  const gateways = strategy === 'canary' ? route?.kind === 'VirtualService' : system.target.exposure?.kind === 'istio' && props.outside !== undefined;
  const counter = { component: name, requests: props.requests, scraped: props.scraped, counted: gateways ? (strategy === 'canary' ? services.trial : services.proven) : undefined };
  const errors = errorCount(system, counter);
  if (errors === undefined && props.maxErrors !== undefined) {
    const { because, fix } = whyUncounted(system.target, counter);
    check.add('maxErrors', `nobody counts the errors of a new version: ${because}`, { allowed: 'a counter that Prometheus scrapes, or no maxErrors', fix });
  }
  const found = analysis(check, system, {
    component: name,
    service: services.trial,
    port,
    ready: props.ready,
    version: props.image.version,
    endpoints: [{ port, peer: { component: name } }],
    maxErrors: props.maxErrors ?? MAX_ERRORS,
    errors,
    times: strategy === 'canary' ? undefined : TIMES_AFTER,
  });
  return {
    strategy: strategy === 'canary' ? { canary: canaryOf(system, services, props.canary?.steps ?? CANARY_STEPS, rollout, route, found) } : { blueGreen: blueGreenOf(services, found) },
    route,
    called: calledService(strategy, services, route),
    add: (scope) => {
      for (const service of [services.proven, services.trial]) addTrafficService(scope, name, service, port);
      found.add(scope);
    },
  };
}

/**
 * Pods of the new version must get nothing before their time, and those of a canary their part: a Service
 * of all pods gives callers inside none of either where a route shifts the traffic from outside alone.
 */
function calledService(strategy: Exclude<Strategy, 'rolling'>, { all, proven }: TrafficServices, route: TrafficRoute | undefined): string {
  if (strategy === 'blue-green') return proven;
  return route === undefined || takesInside(route) ? all : proven;
}

/** The route whose weights are shifted; none where the number of pods is all there is. */
function shiftedRoute({ target }: System, { name, port, outside }: ProgressiveProps, { all, proven, trial }: TrafficServices): TrafficRoute | undefined {
  const traffic = target.rollouts?.traffic;
  const inside = traffic === 'istio' && target.mesh === 'istio' ? all : undefined;
  const shifts = traffic === 'istio' || (traffic === 'gateway-api' && target.exposure?.kind === 'gateway');
  return shifts ? trafficRoute(target, { component: name, port, services: [proven, trial], outside, inside }) : undefined;
}

function canaryOf(system: System, services: TrafficServices, steps: readonly CanaryStep[], rollout: RolloutProps, route: TrafficRoute | undefined, { ready, errors }: Analysis): RolloutCanary {
  const [first, ...others] = steps.map(({ weight, pause }) => ({ weight: { setWeight: weight }, pause: { pause: { duration: pause } } }));
  const asks = { analysis: ready };
  // One pod without any traffic answers first, where pods and traffic are two things.
  const before = route === undefined ? [] : [{ setCanaryScale: { replicas: 1 } }, asks, { setCanaryScale: { matchTrafficWeight: true } }];
  const begins = first === undefined ? [] : [first.weight, ...(route === undefined ? [asks] : []), first.pause];
  return {
    ...(route === undefined ? {} : { abortScaleDownDelaySeconds: ABORT_SCALE_DOWN_SECONDS }),
    ...(errors === undefined ? {} : { analysis: { ...errors, startingStep: before.length + 1 } }),
    canaryService: services.trial,
    maxSurge: rollout.maxSurge ?? '25%',
    maxUnavailable: rollout.maxUnavailable ?? 0,
    ...(route === undefined ? {} : { scaleDownDelaySeconds: SCALE_DOWN_SECONDS }),
    stableService: services.proven,
    steps: [...before, ...begins, ...others.flatMap(({ weight, pause }) => [weight, pause])],
    ...(route === undefined ? {} : { trafficRouting: routingOf(system, route) }),
  };
}

function routingOf(system: System, route: TrafficRoute): RolloutTrafficRouting {
  if (route.kind === 'HTTPRoute') return { plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: route.name, namespace: system.namespaceName } } };
  return { istio: { virtualServices: [{ name: route.name, routes: routeNames(route.spec) }] } };
}

function blueGreenOf(services: TrafficServices, { ready, errors }: Analysis): RolloutBlueGreen {
  return {
    abortScaleDownDelaySeconds: ABORT_SCALE_DOWN_SECONDS,
    activeService: services.proven,
    autoPromotionEnabled: true,
    ...(errors === undefined ? {} : { postPromotionAnalysis: errors }),
    prePromotionAnalysis: ready,
    previewService: services.trial,
    scaleDownDelaySeconds: SCALE_DOWN_SECONDS,
  };
}
