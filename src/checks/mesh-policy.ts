import { type Manifest } from '../kernel/manifest.ts';
import { at, fieldsAt, listAt, textAt } from './field.ts';
import { kindOf } from '../kernel/kind-of.ts';

/** Kinds of a mesh's authorization that let callers in, and never do anything else. */
const GRANTS: ReadonlySet<string> = new Set(['policy.linkerd.io/AuthorizationPolicy', 'policy.linkerd.io/MeshTLSAuthentication', 'policy.linkerd.io/NetworkAuthentication']);

/**
 * What an object of a mesh does to the traffic: `narrows` it (strict mTLS, a policy that denies or
 * allows nothing, a closed Server), `grants` some of it, or neither that can be told.
 */
export function meshEffect(manifest: Manifest): 'narrows' | 'grants' | undefined {
  const kind = kindOf(manifest);
  if (GRANTS.has(kind)) return 'grants';
  switch (kind) {
    case 'security.istio.io/PeerAuthentication':
      return at(manifest, 'spec', 'mtls', 'mode') === 'STRICT' ? 'narrows' : undefined;
    case 'security.istio.io/AuthorizationPolicy':
      return istioEffect(manifest);
    case 'policy.linkerd.io/Server':
      return (textAt(manifest, 'spec', 'accessPolicy') ?? 'deny') === 'deny' ? 'narrows' : undefined;
    default:
      return undefined;
  }
}

/** Everything that an object of a mesh lets through, each in one line; nothing for other objects. */
export function meshGrants(manifest: Manifest): readonly string[] {
  const kind = kindOf(manifest);
  const line = (...what: readonly unknown[]): string => JSON.stringify([kind, at(manifest, 'metadata', 'namespace'), ...what]);
  switch (kind) {
    case 'security.istio.io/AuthorizationPolicy':
      return meshEffect(manifest) === 'grants' ? listAt(manifest, 'spec', 'rules').map((rule) => line(at(manifest, 'spec', 'selector'), rule)) : [];
    case 'security.istio.io/PeerAuthentication': {
      const ports = fieldsAt(manifest, 'spec', 'portLevelMtls');
      return Object.keys(ports).flatMap((port) => (at(ports, port, 'mode') === 'PERMISSIVE' ? [line(at(manifest, 'spec', 'selector'), port)] : []));
    }
    case 'policy.linkerd.io/AuthorizationPolicy':
      return [line(at(manifest, 'spec'))];
    case 'policy.linkerd.io/MeshTLSAuthentication':
      return ['identities', 'identityRefs'].flatMap((list) => listAt(manifest, 'spec', list).map((each) => line(at(manifest, 'metadata', 'name'), each)));
    case 'policy.linkerd.io/NetworkAuthentication':
      return listAt(manifest, 'spec', 'networks').map((each) => line(at(manifest, 'metadata', 'name'), each));
    default:
      return [];
  }
}

function istioEffect(manifest: Manifest): 'narrows' | 'grants' | undefined {
  const action = textAt(manifest, 'spec', 'action') ?? 'ALLOW';
  if (action === 'DENY') return 'narrows';
  if (action !== 'ALLOW') return undefined;
  return listAt(manifest, 'spec', 'rules').length === 0 ? 'narrows' : 'grants';
}
