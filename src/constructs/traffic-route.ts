import { Construct } from 'constructs';
import { HTTPRoute, type HTTPRouteSpec } from '../../imports/gateway.networking.k8s.io/http-route.ts';
import { VirtualService, type VirtualServiceHttp, type VirtualServiceSpec } from '../../imports/networking.istio.io/virtual-service.ts';
import { contentHash } from './content-hash.ts';
import { System } from './system.ts';
import { type Exposure, type Target } from './target.ts';
import { WAVE } from './wave.ts';

/** What a route leads to. */
export interface RouteProps {
  /** Component whose pods answer; the object carries its name. */
  readonly component: string;
  /** Port of the Services. */
  readonly port: number;
  /** Services that traffic goes to: one, or the stable and the canary one, among which Argo Rollouts divides it. */
  readonly services: readonly [string] | readonly [stable: string, canary: string];
  /** Host and path prefixes, where it is reached from outside. */
  readonly outside?: { readonly host: string; readonly paths: readonly string[] } | undefined;
  /** Service whose callers in the mesh take this route, where there are any. */
  readonly inside?: string | undefined;
}

/** A route as it will be rendered. */
export type TrafficRoute =
  | { readonly kind: 'HTTPRoute'; readonly name: string; readonly spec: HTTPRouteSpec }
  | { readonly kind: 'VirtualService'; readonly name: string; readonly spec: VirtualServiceSpec };

/**
 * Says to Argo CD that Argo Rollouts sets the weights of this route: its Application looks away from them,
 * in objects with this annotation alone.
 */
export const WEIGHTS = { 'slipway.dev/weights': 'argo-rollouts' } as const;

/**
 * The route of a component, undefined where the target has none of the kind. With two Services its name
 * carries a hash of its content: while a weight in a list is ignored, Argo CD applies nothing else of that
 * list, so that a changed path or port must make another object. The old one is pruned last, and as long
 * as both are there the older one has its way.
 *
 * @see https://github.com/argoproj/argo-cd/issues/25284
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec
 */
export function trafficRoute(target: Target, props: RouteProps): TrafficRoute | undefined {
  const { exposure } = target;
  if (exposure?.kind === 'gateway' && props.outside !== undefined) {
    const spec = httpRoute(exposure, props.outside, props);
    return { kind: 'HTTPRoute', name: nameOf(props, spec), spec };
  }
  const gateway = exposure?.kind === 'istio' && props.outside !== undefined ? `${exposure.namespace}/${exposure.name}` : undefined;
  if (gateway === undefined && props.inside === undefined) return undefined;
  const spec = virtualService(gateway, props);
  return { kind: 'VirtualService', name: nameOf(props, spec), spec };
}

/** Names of the parts of a VirtualService, as a Rollout lists those that it shifts. */
export function routeNames({ http = [] }: VirtualServiceSpec): string[] {
  return http.map(({ name }) => name!);
}

/** Whether callers in the mesh take the route. */
export function takesInside({ kind, spec }: TrafficRoute): boolean {
  return kind === 'VirtualService' && (spec.gateways ?? []).includes(MESH);
}

/**
 * A route among whose Services Argo Rollouts divides traffic. It stands in the wave of the workloads: a
 * Rollout without its route is invalid, and never gets further. So on a first deploy it is there before
 * the smoke test has passed. Argo CD applies it a moment after the Rollout, which may be called invalid
 * until then.
 *
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/
 * @see https://rollouts-plugin-trafficrouter-gatewayapi.readthedocs.io/en/latest/
 */
export class ShiftedRoute extends Construct {
  constructor(scope: Construct, id: string, { component, route }: { readonly component: string; readonly route: TrafficRoute }) {
    super(scope, id);
    const metadata = System.of(this).metadata({ name: route.name, component, wave: WAVE.workloads, annotations: WEIGHTS });
    if (route.kind === 'HTTPRoute') new HTTPRoute(this, 'route', { metadata, spec: route.spec });
    else new VirtualService(this, 'route', { metadata, spec: route.spec });
  }
}

function nameOf({ component, services }: RouteProps, spec: object): string {
  return services.length === 1 ? component : `${component}-${contentHash(spec)}`;
}

function httpRoute(target: Extract<Exposure, { kind: 'gateway' }>, { host, paths }: NonNullable<RouteProps['outside']>, { port, services }: RouteProps): HTTPRouteSpec {
  const weights = services.length === 1 ? [1] : [100, 0];
  // Each default of a list's element is written out: Argo CD sees drift in those left to the API server.
  return {
    hostnames: [host],
    parentRefs: [
      {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        name: target.name,
        namespace: target.namespace,
        ...(target.section === undefined ? {} : { sectionName: target.section }),
      },
    ],
    rules: [
      {
        backendRefs: services.map((name, index) => ({ group: '', kind: 'Service', name, port, weight: weights[index]! })),
        matches: paths.map((value) => ({ path: { type: 'PathPrefix', value } })),
      },
    ],
  };
}

/** The gateway that stands for the proxies beside the callers. */
const MESH = 'mesh';

function virtualService(gateway: string | undefined, { outside, inside, port, services }: RouteProps): VirtualServiceSpec {
  const weights = services.length === 1 ? [undefined] : [100, 0];
  const route = services.map((host, index) => ({
    destination: { host, port: { number: port } },
    ...(weights[index] === undefined ? {} : { weight: weights[index] }),
  }));
  const http: VirtualServiceHttp[] = [];
  if (gateway !== undefined && outside !== undefined) {
    const matches = outside.paths.flatMap((path) => uris(path).map((uri) => ({ gateways: [gateway], uri })));
    http.push({ match: matches, name: 'outside', route });
  }
  // Its other ports, such as that of metrics, are not what is shifted.
  if (inside !== undefined) http.push({ match: [{ gateways: [MESH], port }], name: 'inside', route });
  return {
    gateways: [...(gateway === undefined ? [] : [gateway]), ...(inside === undefined ? [] : [MESH])],
    hosts: [...(gateway === undefined || outside === undefined ? [] : [outside.host]), ...(inside === undefined ? [] : [inside])],
    http,
  };
}

/** A prefix of whole path elements, as Ingress and HTTPRoute mean it: `/api` holds `/api/a` and not `/apis`. */
function uris(path: string): { exact?: string; prefix?: string }[] {
  const whole = path.replace(/\/$/, '');
  return whole === '' ? [{ prefix: '/' }] : [{ exact: whole }, { prefix: `${whole}/` }];
}
