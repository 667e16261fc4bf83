import { configMapKeyErrors } from './config-map-key.ts';
import { dns1035LabelErrors } from './dns-1035-label.ts';
import { dnsLabelErrors } from './dns-label.ts';
import { dnsSubdomainErrors } from './dns-subdomain.ts';
import { ipErrors } from './ip-address.ts';
import { pathSegmentNameErrors } from './path-segment-name.ts';

/**
 * What is wrong with the name of an object: most are DNS subdomains.
 *
 * @param kind as `group/Kind`
 * @param minor Kubernetes minor version: 36 for 1.36
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names
 */
export function objectNameErrors(kind: string, name: string, minor: number): readonly string[] {
  if (kind === '/Service' && minor < RELAXED_SERVICE_NAMES) return dns1035LabelErrors(name);
  if (kind === 'networking.k8s.io/IPAddress') return ipErrors(name, minor);
  return (FORMS.get(kind) ?? dnsSubdomainErrors)(name);
}

/** The minor since which the name of a Service may start with a digit. */
const RELAXED_SERVICE_NAMES = 36;

/** Kinds whose names are held to more, or less, than a DNS subdomain. */
const FORMS: ReadonlyMap<string, (name: string) => readonly string[]> = new Map([
  ['/Namespace', dnsLabelErrors],
  ['/Service', dnsLabelErrors],
  ['apps/StatefulSet', dnsLabelErrors],
  // The API server doesn't look at these names beyond what the address of any object needs.
  ['/Event', pathSegmentNameErrors],
  // That of the core group ends with a dot: v1.
  ['apiregistration.k8s.io/APIService', pathSegmentNameErrors],
  ['certificates.k8s.io/CertificateSigningRequest', pathSegmentNameErrors],
  ['policy/PodDisruptionBudget', pathSegmentNameErrors],
  ['rbac.authorization.k8s.io/ClusterRole', pathSegmentNameErrors],
  ['rbac.authorization.k8s.io/ClusterRoleBinding', pathSegmentNameErrors],
  ['rbac.authorization.k8s.io/Role', pathSegmentNameErrors],
  ['rbac.authorization.k8s.io/RoleBinding', pathSegmentNameErrors],
  ['coordination.k8s.io/LeaseCandidate', configMapKeyErrors],
  // Made of the signer's name.
  ['certificates.k8s.io/ClusterTrustBundle', pathSegmentNameErrors],
]);
