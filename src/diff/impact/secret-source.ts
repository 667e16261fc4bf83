import { type FoundImpact, type ImpactRule, type ImpactSubject, type PathedDifference } from '../impact-rule.ts';

/** A secret comes from elsewhere, or another one is taken. */
export const secretSource: ImpactRule = {
  id: 'secret-source',
  why: 'a secret that is not there keeps pods from starting, and another one opens other doors',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets',
  check: (subject) => [...ofObject(subject), ...ofReferences(subject)],
};

const SOURCES: ReadonlySet<string> = new Set([
  '/Secret', 'external-secrets.io/ExternalSecret', 'external-secrets.io/ClusterExternalSecret', 'external-secrets.io/SecretStore', 'external-secrets.io/ClusterSecretStore',
  'external-secrets.io/PushSecret', 'secrets-store.csi.x-k8s.io/SecretProviderClass', 'bitnami.com/SealedSecret', 'keda.sh/TriggerAuthentication', 'cert-manager.io/Certificate',
]);

function ofObject({ kind, status, title, differences }: ImpactSubject): readonly FoundImpact[] {
  if (!SOURCES.has(kind)) return [];
  if (status === 'added') return [{ risk: 'low', reason: `${title} is a new source of secrets` }];
  if (status === 'removed') return [{ risk: 'high', reason: `${title} goes, and with it the secret that it holds or makes` }];
  const paths = differences.filter(({ steps }) => steps[0] !== 'metadata').map(({ path }) => path);
  return paths.length === 0 ? [] : [{ risk: 'medium', reason: `${title} holds or fetches other secrets`, paths }];
}

const REFERENCE = /^(?:secretKeyRef|secretRef|secret|imagePullSecrets|secretName|remoteRef)$/;

function ofReferences({ kind, title, differences }: ImpactSubject): readonly FoundImpact[] {
  if (SOURCES.has(kind)) return [];
  const paths = differences.filter(isReference).map(({ path }) => path);
  return paths.length === 0 ? [] : [{ risk: 'medium', reason: `${title} takes its secrets from elsewhere`, paths }];
}

function isReference({ steps, before, after }: PathedDifference): boolean {
  return steps.some((step) => typeof step === 'string' && REFERENCE.test(step)) || holdsReference(before, 0) || holdsReference(after, 0);
}

/** A container or variable that comes or goes as a whole may hold one. */
function holdsReference(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth > 20) return false;
  return Object.entries(value).some(([key, inner]) => (REFERENCE.test(key) && typeof inner === 'object') || holdsReference(inner, depth + 1));
}
