import { Construct } from 'constructs';
import { HTTPRoute } from '../../imports/gateway.networking.k8s.io/http-route.ts';
import { Ingress } from '../../imports/kubernetes.ts';
import { VirtualService } from '../../imports/networking.istio.io/virtual-service.ts';
import { quoted } from '../kernel/problem.ts';
import { admit } from './edge.ts';
import { PropCheck } from './prop-check.ts';
import { DNS_LABEL, HOST_NAME, PORT, checkFormat } from './prop-format.ts';
import { type RateLimit, addBackendTrafficPolicy, addEnvoyFilter, checkRateLimit, limiterOf, nginxRateLimit } from './rate-limit.ts';
import { System } from './system.ts';
import { type Exposure as TargetExposure } from './target.ts';
import { ShiftedRoute, type TrafficRoute, trafficRoute } from './traffic-route.ts';
import { WAVE } from './wave.ts';

/** What is reached from outside, and under which name. */
export interface ExposureProps {
  /** Component whose pods answer; the object carries its name. */
  readonly component: string;
  /** Service that traffic goes to. @default the component's name */
  readonly service?: string;
  /** Port of the Service. */
  readonly port: number;
  /** Port of the pods, where the Service maps it. @default the Service's port */
  readonly podPort?: number;
  /** Host name, in the target's domain. */
  readonly host: string;
  /** Path prefixes that are served; longer ones of other components win. @default ['/'] */
  readonly paths?: readonly string[];
  /** How often one client may ask. @default as often as it likes */
  readonly rateLimit?: RateLimit | undefined;
  /** The route that Argo Rollouts shifts traffic by, in place of one to the Service. @default none */
  readonly shifted?: TrafficRoute | undefined;
}

/**
 * The way in from outside: an Ingress, an HTTPRoute or a VirtualService, as the target has it, the edge
 * from the controller's pods, and the limit of a client's rate. It stands in the last wave, because its
 * status is written by a third party; only a route that a Rollout shifts traffic by must be there with it.
 */
export class Exposure extends Construct {
  constructor(scope: Construct, id: string, props: ExposureProps) {
    super(scope, id);
    const system = System.of(this);
    const exposure = checked(system, props);
    const resolved = { ...props, service: props.service ?? props.component, paths: props.paths ?? ['/'] };
    if (exposure.kind === 'ingress') this.addIngress(system, exposure, resolved);
    else this.addRoute(system, resolved);
    const controller = { from: exposure.from.namespace, peer: exposure.from };
    admit(this, { ...controller, to: props.component, port: props.podPort ?? props.port });
    if (exposure.kind === 'ingress' && exposure.issuer !== undefined) admit(this, { ...controller, ...ACME_SOLVER });
  }

  private addIngress(system: System, target: Extract<TargetExposure, { kind: 'ingress' }>, { component, service, port, host, paths, rateLimit }: Resolved): void {
    const annotations = {
      ...(target.issuer === undefined ? {} : { 'cert-manager.io/cluster-issuer': target.issuer }),
      ...(rateLimit === undefined ? {} : nginxRateLimit(rateLimit)),
    };
    const backend = { service: { name: service, port: { number: port } } };
    new Ingress(this, 'ingress', {
      metadata: system.metadata({ name: component, component, wave: WAVE.last, annotations }),
      spec: {
        ingressClassName: target.class,
        rules: [{ host, http: { paths: paths.map((path) => ({ backend, path, pathType: 'Prefix' })) } }],
        ...(target.issuer === undefined ? {} : { tls: [{ hosts: [host], secretName: `${component}-tls` }] }),
      },
    });
  }

  private addRoute(system: System, { component, service, port, podPort, host, paths, rateLimit, shifted }: Resolved): void {
    const route = shifted ?? trafficRoute(system.target, { component, port, services: [service], outside: { host, paths } })!;
    const metadata = system.metadata({ name: route.name, component, wave: WAVE.last });
    if (shifted !== undefined) new ShiftedRoute(this, 'shifted', { component, route: shifted });
    else if (route.kind === 'HTTPRoute') new HTTPRoute(this, 'route', { metadata, spec: route.spec });
    else new VirtualService(this, 'route', { metadata, spec: route.spec });
    if (rateLimit === undefined) return;
    if (limiterOf(system.target) === 'envoy-gateway') addBackendTrafficPolicy(this, component, route.name, rateLimit);
    else addEnvoyFilter(this, component, podPort ?? port, rateLimit);
  }
}

/**
 * The pods that cert-manager starts for an HTTP-01 challenge; without a way in, no certificate is
 * ever issued.
 *
 * @see https://cert-manager.io/docs/configuration/acme/http01/
 */
const ACME_SOLVER = { to: { component: 'acme-solver', labels: { 'acme.cert-manager.io/http01-solver': 'true' } }, port: 8089 };

type Resolved = ExposureProps & Required<Pick<ExposureProps, 'service' | 'paths'>>;

function checked(system: System, { component, service, port, podPort, host, paths = ['/'], rateLimit }: ExposureProps): TargetExposure {
  const { domain, exposure } = system.target;
  const check = new PropCheck(component);
  checkFormat(check, 'component', component, DNS_LABEL);
  checkFormat(check, 'service', service, DNS_LABEL);
  checkFormat(check, 'port', port, PORT);
  checkFormat(check, 'podPort', podPort, PORT);
  checkFormat(check, 'host', host, HOST_NAME);
  if (HOST_NAME.accepts(host) && host !== domain && !host.endsWith(`.${domain}`)) {
    check.add('host', `${quoted(host)} lies outside of the target's domain`, {
      allowed: `${domain} and what ends in .${domain}`,
      fix: `host: ${host.split('.')[0]!}.${domain}`,
    });
  }
  if (paths.length === 0) check.add('paths', 'no path, so nothing is served', { fix: 'paths: [/]' });
  paths.forEach((path, index) => {
    if (!/^\/[A-Za-z0-9._~!$&'()*+,;=:@%/-]{0,1023}$/.test(path) || /\/\/|\/\.{1,2}(\/|$)/.test(path)) {
      check.add(`paths[${index}]`, `${quoted(path)} is not a path prefix`, { allowed: 'a URL path from "/", without "//", "." and ".."', fix: '- /api' });
    } else if (paths.indexOf(path) !== index) check.add(`paths[${index}]`, `${quoted(path)} stands there twice`, { fix: 'remove it' });
  });
  if (rateLimit !== undefined) checkRateLimit(check.within('rateLimit'), system.target, rateLimit);
  if (exposure === undefined) {
    check.add('host', 'is exposed, and the target has no way in', { allowed: 'an exposure in overlays/environments.yaml', fix: 'leave the host out for this target' });
  }
  check.throwIfAny();
  return exposure!;
}
