import { at, fieldsAt, isFields, listAt, textAt } from '../checks/field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { identityKey, type Manifest } from '../kernel/manifest.ts';
import { type ReleaseSet } from './release-set.ts';

/** A Service that a route sends requests to. */
export interface RouteTarget {
  /** The key of the Service. */
  readonly service: string;
  /** The Service's port, by number or name, where the route says one. */
  readonly port?: number | string;
}

interface Backend {
  readonly name: string | undefined;
  readonly namespace?: string | undefined;
  readonly port?: unknown;
}

const gatewayRoute = (route: Manifest): readonly Backend[] =>
  listAt(route, 'spec', 'rules').flatMap((rule) =>
    listAt(rule, 'backendRefs').flatMap((backend): readonly Backend[] => {
      // Another kind, or one that gets nothing, needs no Service.
      if ((textAt(backend, 'kind') ?? 'Service') !== 'Service' || textAt(backend, 'group') !== undefined) return [];
      return [{ name: textAt(backend, 'name'), namespace: textAt(backend, 'namespace'), port: at(backend, 'port') }];
    }),
  );

/** Where each kind of route names Services, as `group/Kind`. */
const BACKENDS: Readonly<Record<string, (route: Manifest) => readonly Backend[]>> = {
  'networking.k8s.io/Ingress': (ingress) => {
    const rules = listAt(ingress, 'spec', 'rules').flatMap((rule) => listAt(rule, 'http', 'paths').map((path) => fieldsAt(path, 'backend', 'service')));
    return [fieldsAt(ingress, 'spec', 'defaultBackend', 'service'), ...rules].map((service) => ({ name: textAt(service, 'name'), port: at(service, 'port', 'number') ?? at(service, 'port', 'name') }));
  },
  'gateway.networking.k8s.io/HTTPRoute': gatewayRoute,
  'gateway.networking.k8s.io/GRPCRoute': gatewayRoute,
  'gateway.networking.k8s.io/TLSRoute': gatewayRoute,
  'gateway.networking.k8s.io/TCPRoute': gatewayRoute,
  'networking.istio.io/VirtualService': (route) =>
    ['http', 'tcp', 'tls'].flatMap((protocol) =>
      listAt(route, 'spec', protocol).flatMap((rule) =>
        listAt(rule, 'route').flatMap((entry): readonly Backend[] => {
          const host = serviceOfHost(textAt(entry, 'destination', 'host'));
          // What gets no share is not asked.
          return host === undefined || at(entry, 'weight') === 0 ? [] : [{ ...host, port: at(entry, 'destination', 'port', 'number') }];
        }),
      ),
    ),
  // A Rollout whose Services are not there is invalid, and rolls nothing.
  'argoproj.io/Rollout': (rollout) =>
    [
      ['blueGreen', 'activeService'],
      ['blueGreen', 'previewService'],
      ['canary', 'stableService'],
      ['canary', 'canaryService'],
    ].map((keys) => ({ name: textAt(rollout, 'spec', 'strategy', ...keys) })),
};

/** Whether an object sends requests to Services that it names. */
export function isRoute(object: Manifest): boolean {
  return Object.hasOwn(BACKENDS, kindOf(object));
}

/**
 * The Services of a system that a route leads to: of its own namespaces, by whatever name they are called. Hosts outside of
 * them, and what is no Service, are not among them.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#backendref
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/specification/
 */
export function routeTargets(route: Manifest, release: ReleaseSet): readonly RouteTarget[] {
  const known = TARGETS.get(route)?.get(release.namespace);
  if (known !== undefined) return known;
  const backendsOf = isRoute(route) ? BACKENDS[kindOf(route)] : undefined;
  const own = textAt(route, 'metadata', 'namespace') ?? release.namespace;
  const targets = new Map<string, RouteTarget>();
  for (const { name, namespace = own, port } of backendsOf?.(route) ?? []) {
    if (name === undefined || (namespace !== own && namespace !== release.namespace)) continue;
    const service = identityKey({ group: '', kind: 'Service', namespace, name });
    const isSaid = typeof port === 'number' || (typeof port === 'string' && port !== '');
    targets.set(`${service} ${isSaid ? port : ''}`, { service, ...(isSaid ? { port } : {}) });
  }
  const found = [...targets.values()];
  const byNamespace = TARGETS.get(route) ?? new Map<string, readonly RouteTarget[]>();
  TARGETS.set(route, byNamespace);
  byNamespace.set(release.namespace, found);
  return found;
}

const TARGETS = new WeakMap<Manifest, Map<string, readonly RouteTarget[]>>();

/** Whether a port of a Service is the one that a route says. */
export function hasPort(service: Manifest, port: number | string): boolean {
  return listAt(service, 'spec', 'ports').some((entry) => isFields(entry) && (typeof port === 'number' ? entry['port'] : entry['name']) === port);
}

/** A name without a dot is a Service beside the route; with `svc` in third place one of the namespace in second; any other host is none. */
function serviceOfHost(host: string | undefined): { readonly name: string; readonly namespace?: string } | undefined {
  const [name = '', namespace, svc] = (host ?? '').split('.');
  if (name === '' || name === '*' || (namespace !== undefined && svc !== 'svc')) return undefined;
  return namespace === undefined ? { name } : { name, namespace };
}
