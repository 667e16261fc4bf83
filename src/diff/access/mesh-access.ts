import { textOf } from '../text-of.ts';
import { valueAt } from '../immutable-field.ts';
import { type FoundImpact, type ImpactSubject } from '../impact-rule.ts';

const MESH: ReadonlySet<string> = new Set([
  'security.istio.io/AuthorizationPolicy', 'security.istio.io/PeerAuthentication', 'security.istio.io/RequestAuthentication', 'policy.linkerd.io/AuthorizationPolicy',
  'policy.linkerd.io/Server', 'policy.linkerd.io/ServerAuthorization', 'policy.linkerd.io/MeshTLSAuthentication', 'policy.linkerd.io/NetworkAuthentication',
]);

/** Who may talk to whom, by the mesh. */
export function meshAccess(subject: ImpactSubject): readonly FoundImpact[] {
  if (!MESH.has(subject.kind)) return [];
  const { status, title, before, after, differences } = subject;
  const denies = [before, after].some((policy) => policy !== undefined && valueAt(policy, 'spec', 'action') === 'DENY');
  if (status === 'added') return [{ risk: 'medium', direction: denies ? 'narrower' : 'other', reason: `${title} now ${denies ? 'denies' : 'decides'} who may call what it covers` }];
  if (status === 'removed') return [{ risk: 'high', direction: denies ? 'wider' : 'other', reason: `${title} goes: it no longer ${denies ? 'denies' : 'decides'} who may call what it covered` }];
  const paths = differences.filter(({ steps }) => steps[0] !== 'metadata').map(({ path }) => path);
  if (paths.length === 0) return [];
  const [was, is] = [before, after].map((policy) => STRICTNESS.indexOf(textOf(valueAt(policy!, 'spec', 'mtls', 'mode') ?? 'UNSET')));
  const direction = was === is ? 'other' : is! > was! ? 'narrower' : 'wider';
  return [{ risk: direction === 'narrower' ? 'medium' : 'high', direction, reason: `${title} lets other callers in`, paths }];
}

const STRICTNESS: readonly string[] = ['DISABLE', 'PERMISSIVE', 'UNSET', 'STRICT'];
