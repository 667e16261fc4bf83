import { isHashedAnew } from '../hashed-stem.ts';
import { ownList } from '../../api/defaults/fill.ts';
import { fieldsAt, valueAt } from '../immutable-field.ts';
import { type FoundImpact, type ImpactRule, type ImpactSubject, type PathedDifference } from '../impact-rule.ts';
import { externalAddresses } from '../traffic/external-addresses.ts';
import { ingressGuards } from '../traffic/ingress-guards.ts';
import { internalBalancer } from '../traffic/internal-balancer.ts';
import { orderOnly } from '../traffic/order-only.ts';
import { sourceRanges } from '../traffic/source-ranges.ts';

/** Requests go elsewhere, or come from where they did not. */
export const traffic: ImpactRule = {
  id: 'traffic',
  why: 'users notice at once, and what is open to the world stays open until somebody looks',
  source: 'https://kubernetes.io/docs/concepts/services-networking/',
  check: (subject) => {
    const isExposed = EXPOSED.has(subject.kind) || reachOf(subject.after) > 0;
    if (!ROUTED.has(subject.kind)) return [];
    if (subject.status === 'added') return [{ risk: isExposed ? 'high' : 'low', reason: `${subject.title} opens a way in${isExposed ? ' from outside the cluster' : ''}`, direction: 'wider' }];
    if (subject.status === 'removed') return [{ risk: 'high', reason: `${subject.title} goes, and so does the way to what is behind it`, direction: 'narrower' }];
    const { status, before, after, title } = subject;
    if (status === 'renamed' && !isHashedAnew(before!.metadata.name, after!.metadata.name)) return [{ risk: 'high', reason: `${title} takes the place of ${before!.metadata.name}, and the way by the former name goes`, direction: 'other' }];
    return ofChanges(subject);
  },
};

const EXPOSED: ReadonlySet<string> = new Set([
  'networking.k8s.io/Ingress', 'gateway.networking.k8s.io/Gateway', 'gateway.networking.k8s.io/HTTPRoute', 'gateway.networking.k8s.io/GRPCRoute',
  'gateway.networking.k8s.io/TLSRoute', 'gateway.networking.k8s.io/TCPRoute', 'gateway.networking.k8s.io/UDPRoute', 'networking.istio.io/Gateway',
]);
const ROUTED: ReadonlySet<string> = new Set([
  ...EXPOSED, '/Service', 'gateway.networking.k8s.io/ReferenceGrant', 'networking.istio.io/VirtualService', 'networking.istio.io/DestinationRule',
  'networking.istio.io/ServiceEntry', 'networking.istio.io/EnvoyFilter', 'networking.istio.io/Sidecar', 'gateway.envoyproxy.io/BackendTrafficPolicy',
  'gateway.envoyproxy.io/SecurityPolicy', 'networking.k8s.io/IngressClass', 'discovery.k8s.io/EndpointSlice', '/Endpoints',
]);

/** How far outside a Service can be reached: not at all, by the nodes, by a balancer. */
function reachOf(service: ImpactSubject['after']): number {
  if (service?.kind !== 'Service') return 0;
  const type = valueAt(service, 'spec', 'type');
  if (type === 'LoadBalancer') return 2;
  return type === 'NodePort' || ownList(fieldsAt(service, 'spec'), 'externalIPs').length > 0 ? 1 : 0;
}

const REFUSED: ReadonlySet<string> = new Set(['immutable', 'invalid', 'transition', 'refused-by-apply']);
const SILENT: ReadonlySet<string> = new Set(['no-op', 'metadata-only', ...REFUSED]);

/** What opens or shuts a way in is told by itself; what is left by what it is. */
function ofChanges(subject: ImpactSubject): readonly FoundImpact[] {
  const { prediction, differences, before, after, title } = subject;
  const outcome = prediction?.result.outcome ?? 'in-place';
  const isAnnotated = EXPOSED.has(subject.kind) || reachOf(after) === 2;
  const annotations = differences.filter((difference) => isAnnotated && isRead(difference)).map(({ path }) => path);
  const openings = REFUSED.has(outcome) ? [] : [...internalBalancer(subject), ...sourceRanges(subject), ...externalAddresses(subject), ...ingressGuards(subject)];
  const order = orderOnly(subject);
  const told = new Set([...openings.flatMap(({ paths }) => paths ?? []), ...order.paths]);
  const [hints, paths] = [annotations.filter((path) => !told.has(path)), differences.filter(({ steps, path }) => steps[0] !== 'metadata' && !told.has(path)).map(({ path }) => path)];
  const hinted: readonly FoundImpact[] = hints.length === 0 ? [] : [{ risk: 'medium', reason: `${title} tells its controller to route otherwise`, direction: 'other', paths: hints }];
  if (SILENT.has(outcome)) return [...openings, ...hinted];
  return [...openings, ...hinted, ...order.found, ...(paths.length === 0 ? [] : [ofPaths(subject, reachOf(before), reachOf(after), paths)])];
}

function ofPaths({ kind, title }: ImpactSubject, was: number, is: number, paths: readonly string[]): FoundImpact {
  if (was < is) return { risk: 'high', reason: was === 0 ? `${title} can now be reached from outside the cluster` : `${title} can now be reached by a load balancer, and not by the nodes alone`, direction: 'wider', paths };
  if (is < was) return { risk: 'high', reason: is === 0 ? `${title} can no longer be reached from outside the cluster` : `${title} loses its load balancer, and can be reached by the nodes alone`, direction: 'narrower', paths };
  const isMoved = kind === '/Service' && paths.some((path) => path.startsWith('spec.selector'));
  const isRefined = EXPOSED.has(kind) || isMoved || paths.some((path) => path.startsWith('spec.ports'));
  return { risk: isRefined ? 'high' : 'medium', reason: isMoved ? `${title} sends its requests to other pods` : `${title} routes its requests otherwise`, direction: 'other', paths };
}

/** Whether a controller may read the annotation: those of whoever delivers the object are nothing to it. */
function isRead({ steps, before, after }: PathedDifference): boolean {
  if (steps[0] !== 'metadata' || steps[1] !== 'annotations') return false;
  const keys = steps.length > 2 ? [String(steps[2])] : [before, after].flatMap((value) => (typeof value === 'object' && value !== null ? Object.keys(value) : []));
  return keys.some((key) => !DELIVERED.test(key));
}

const DELIVERED = /^(?:argocd\.argoproj\.io|meta\.helm\.sh|helm\.sh|kubectl\.kubernetes\.io|prometheus\.io)\//;
