import { Construct } from 'constructs';
import { variablePrefix } from './component-name.ts';
import { type Dependency, type Endpoint } from './dependency.ts';
import { Exposure } from './exposure.ts';
import { asksTheSame } from './probe.ts';
import { type Progressive, progressive, trafficServices } from './progressive.ts';
import { PropCheck } from './prop-check.ts';
import { type RateLimit } from './rate-limit.ts';
import { type Ready, checkReady, readyProbe } from './ready.ts';
import { type PinnedImage } from './release.ts';
import { type Strategy, type StrategyProps, checkStrategy } from './strategy.ts';
import { System } from './system.ts';
import { ShiftedRoute } from './traffic-route.ts';
import { type Variables } from './variable.ts';
import { type WorkloadProps, addWorkload } from './workload.ts';

/** What a web workload is made from. */
export interface WebWorkloadProps extends WorkloadProps, StrategyProps {
  /** Port that it listens on, and its Service as well: one number to know. */
  readonly port: number;
  /** When it gets traffic, and which version then serves. */
  readonly ready: Ready;
  /** Reached from outside by this host. @default inside the cluster only */
  readonly expose?: ExposeProps | undefined;
  /** How often one client from outside may ask. @default as often as it likes */
  readonly rateLimit?: RateLimit | undefined;
}

/** How a workload is reached from outside. */
export interface ExposeProps {
  readonly host: string;
  /** Path prefixes. @default everything */
  readonly paths?: readonly string[] | undefined;
}

/** Seconds in which load balancers and proxies learn that a pod is going. */
const DELAY_SECONDS = 10;

/**
 * A part of the system that answers requests: Deployment or, by its strategy, Rollout, ClusterIP Service,
 * ServiceAccount, budget, and where asked for autoscaler, exposure and scrape. Others use it as a
 * dependency: they get its URL as `<NAME>_URL` and an edge to its port.
 */
export class WebWorkload extends Construct implements Dependency {
  /** The component. */
  readonly name: string;
  /** `<NAME>_URL`, the Service as pods of the same namespace reach it. */
  readonly variables: Variables;
  readonly endpoints: readonly Endpoint[];
  /** The Service as pods of the same namespace reach it: `http://app:3000`. */
  readonly url: string;
  /** The Service that leads to the version which has taken over, and to no other. */
  readonly provenUrl: string;
  readonly strategy: Strategy;
  readonly port: number;
  readonly ready: Ready;
  readonly image: PinnedImage;

  /** @throws UserError naming every prop that is wrong */
  constructor(scope: Construct, id: string, props: WebWorkloadProps) {
    super(scope, id);
    const { name, port, ready } = props;
    this.name = name;
    this.port = port;
    this.ready = ready;
    this.image = props.image;
    const strategy = props.strategy ?? 'rolling';
    this.strategy = strategy;
    const check = new PropCheck(name);
    const going = progressiveOf(this, check, props, strategy);
    const service = going?.called ?? name;
    this.url = `http://${service}:${port}`;
    this.provenUrl = `http://${trafficServices(name, strategy).proven}:${port}`;
    this.variables = { [`${variablePrefix(name)}_URL`]: this.url };
    this.endpoints = [{ port, peer: { component: name } }];

    checkReady(check.within('ready'), ready);
    checkLiveness(check, props);
    if (props.rateLimit !== undefined && props.expose === undefined) {
      check.add('rateLimit', 'it holds clients from outside to a rate, and nothing is reached from outside', { allowed: 'a host to be reached by', fix: 'remove rateLimit, or expose: { host: shop.acme.example }' });
    }
    addWorkload(this, check, props, { port, ready: readyProbe(ready), delaySeconds: DELAY_SECONDS, progressive: going });
    if (props.expose !== undefined) {
      new Exposure(this, 'exposure', { component: name, service, port, ...given(props.expose), rateLimit: props.rateLimit, shifted: going?.route });
    } else if (going?.route !== undefined) new ShiftedRoute(this, 'route', { component: name, route: going.route });
  }
}

function progressiveOf(scope: Construct, check: PropCheck, props: WebWorkloadProps, strategy: Strategy): Progressive | undefined {
  const system = System.of(scope);
  const { expose } = props;
  checkStrategy(check, system.target, { ...props, exposed: expose !== undefined });
  // What is no strategy, or none that the target can follow, has been noted.
  if ((strategy !== 'canary' && strategy !== 'blue-green') || system.target.rollouts === undefined) return undefined;
  const outside = expose === undefined ? undefined : { host: expose.host, paths: expose.paths ?? ['/'] };
  return progressive(check, system, { ...props, scraped: props.metrics !== undefined, outside }, strategy);
}

function checkLiveness(check: PropCheck, { live, ready, port }: WebWorkloadProps): void {
  if (live.kind === 'none') {
    check.add('live', 'a web workload without liveness hangs unnoticed', { allowed: 'http, tcp or exec', fix: "live: Probe.http('/api/health')" });
  }
  if (asksTheSame(live, readyProbe(ready), port)) {
    check.add('live', 'liveness asks what readiness asks, so a dependency that is down would restart every pod', {
      allowed: 'another path, that answers as long as the process works',
      fix: "live: Probe.http('/api/health')",
    });
  }
}

function given({ host, paths }: ExposeProps): { host: string; paths?: readonly string[] } {
  return paths === undefined ? { host } : { host, paths };
}
