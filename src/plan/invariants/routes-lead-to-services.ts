import { type Manifest } from '../../kernel/manifest.ts';
import { type Breach, type Invariant, type Moment } from '../invariant.ts';
import { hasPort, isRoute, routeTargets, type RouteTarget } from '../routes-of.ts';
import { leadsElsewhere } from '../service-ports.ts';
import { type ReleaseSet } from '../release-set.ts';
import { named } from '../words.ts';

export const routesLeadToServices: Invariant = {
  id: 'routes-lead-to-services',
  why: 'requests that the route takes are answered with an error, and a Rollout without its Services rolls nothing',
  source: 'https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref',
  *check(moment) {
    const { cluster, target } = moment;
    const { served } = cluster;
    if (served !== undefined) for (const key of routesIn(served)) yield* leadingNowhere(key, moment);
    for (const key of routesIn(target)) if (served === undefined || !routesIn(served).has(key)) yield* leadingNowhere(key, moment);
  },
};

function* leadingNowhere(key: string, { cluster, target }: Moment): Iterable<Breach> {
  const route = cluster.live.get(key);
  if (route === undefined) return;
  // One that served leads on at every moment; a new one, at the end. A Rollout is invalid from the first moment.
  const isAtOnce = cluster.served?.byKey.has(key) === true || route.kind === 'Rollout';
  for (const to of routeTargets(route, target)) {
    const isMissing = lacks(to, cluster.live.get(to.service), cluster.isThere(to.service, target));
    if (isMissing === undefined) continue;
    const comes = lacks(to, target.byKey.get(to.service), target.providers.has(to.service)) === undefined;
    if (comes && !isAtOnce) continue;
    const what = isMissing === 'service' ? `leads to ${named(to.service)}, which ${cluster.wasThere(to.service) ? 'is gone' : comes ? 'is not there yet' : 'nobody makes'}` : `leads to port ${to.port} of ${named(to.service)}, which ${comes ? 'is not there yet' : 'it does not have'}`;
    yield { key, what: `${named(key)} ${what}`, fix: fixOf(isMissing, comes, key, to) };
  }
}

function fixOf(missing: 'service' | 'port', comes: boolean, key: string, { service }: RouteTarget): string {
  if (missing === 'port') return `let each step be a release of its own: the new port beside the old one, then ${named(key)}, then the old one goes`;
  return comes ? `put ${named(service)} into a lower wave than ${named(key)}` : `let ${named(service)} stay until ${named(key)} leads elsewhere`;
}

/** What a route lacks of a Service. Of one that an operator makes the ports are not known. */
function lacks({ port }: RouteTarget, service: Manifest | undefined, isThere: boolean): 'service' | 'port' | undefined {
  if (service === undefined) return isThere ? undefined : 'service';
  return port === undefined || leadsElsewhere(service) || hasPort(service, port) ? undefined : 'port';
}

const ROUTES = new WeakMap<ReleaseSet, ReadonlySet<string>>();

/** The keys of a release's routes. */
function routesIn(release: ReleaseSet): ReadonlySet<string> {
  let routes = ROUTES.get(release);
  if (routes === undefined) ROUTES.set(release, (routes = new Set([...release.byKey].flatMap(([key, object]) => (isRoute(object) ? [key] : [])))));
  return routes;
}
