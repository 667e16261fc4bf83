import { isHashedAnew } from '../hashed-stem.ts';
import { valueAt } from '../immutable-field.ts';
import { type FoundImpact, type ImpactRule, type ImpactSubject } from '../impact-rule.ts';

/** Requests go elsewhere, or come from where they did not. */
export const traffic: ImpactRule = {
  id: 'traffic',
  why: 'users notice at once, and what is open to the world stays open until somebody looks',
  source: 'https://kubernetes.io/docs/concepts/services-networking/',
  check: (subject) => {
    const isExposed = EXPOSED.has(subject.kind) || isOutside(subject.after);
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

function isOutside(service: ImpactSubject['after']): boolean {
  const type = service === undefined ? undefined : valueAt(service, 'spec', 'type');
  return service?.kind === 'Service' && (type === 'LoadBalancer' || type === 'NodePort');
}

const SILENT: ReadonlySet<string> = new Set(['no-op', 'metadata-only', 'immutable', 'invalid', 'transition', 'refused-by-apply']);

function ofChanges(subject: ImpactSubject): readonly FoundImpact[] {
  const { kind, title, before, after, prediction, differences } = subject;
  const annotations = differences.filter(({ steps }) => EXPOSED.has(kind) && steps[1] === 'annotations' && !String(steps[2] ?? '').startsWith('argocd.')).map(({ path }) => path);
  const isSilent = prediction !== undefined && SILENT.has(prediction.result.outcome);
  const paths = differences.filter(({ steps }) => steps[0] !== 'metadata').map(({ path }) => path);
  if (paths.length === 0 || isSilent) return annotations.length === 0 ? [] : [{ risk: 'medium', reason: `${title} tells its controller to route otherwise`, direction: 'other', paths: annotations }];
  if (!isOutside(before) && isOutside(after)) return [{ risk: 'high', reason: `${title} can now be reached from outside the cluster`, direction: 'wider', paths }];
  if (isOutside(before) && !isOutside(after)) return [{ risk: 'high', reason: `${title} can no longer be reached from outside the cluster`, direction: 'narrower', paths }];
  const isMoved = kind === '/Service' && paths.some((path) => path.startsWith('spec.selector'));
  const isRefined = EXPOSED.has(kind) || isMoved || paths.some((path) => path.startsWith('spec.ports'));
  return [{ risk: isRefined ? 'high' : 'medium', reason: isMoved ? `${title} sends its requests to other pods` : `${title} routes its requests otherwise`, direction: 'other', paths }];
}
