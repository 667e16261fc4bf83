import { type Manifest } from '../../kernel/manifest.ts';
import { annotationOf, metadataPaths } from '../annotation.ts';
import { type FoundImpact, type ImpactSubject } from '../impact-rule.ts';

/** The annotations by which a cloud takes a ServiceAccount for one of its own. */
const IDENTITIES: readonly { readonly key: string; readonly what: string; readonly source: string }[] = [
  { key: 'eks.amazonaws.com/role-arn', what: 'the AWS role', source: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html' },
  { key: 'iam.gke.io/gcp-service-account', what: 'the Google service account', source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity' },
  { key: 'azure.workload.identity/client-id', what: 'the Azure identity', source: 'https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html' },
  { key: 'azure.workload.identity/tenant-id', what: 'the Azure tenant', source: 'https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html' },
];

/** As whom pods come to their cloud: what that one may do there is written nowhere here. */
export function workloadIdentity({ kind, title, status, before, after, differences }: ImpactSubject): readonly FoundImpact[] {
  if (kind !== '/ServiceAccount') return [];
  return IDENTITIES.flatMap(({ key, what, source }): FoundImpact[] => {
    const [was, is] = [valueOf(before, key), valueOf(after, key)];
    if (was === is) return [];
    const paths = status === 'changed' ? { paths: metadataPaths(differences, [key]) } : {};
    if (is === undefined) return [{ risk: 'medium', direction: 'narrower', reason: `${title} no longer acts as ${what} ${was!}: its pods lose what that may do`, ...paths, source }];
    const instead = was === undefined ? '' : ` instead of ${was}`;
    return [{ risk: 'high', direction: was === undefined ? 'wider' : 'other', reason: `${title} acts as ${what} ${is}${instead}: its pods may do what that may`, ...paths, source }];
  });
}

function valueOf(account: Manifest | undefined, key: string): string | undefined {
  const value = account === undefined ? undefined : annotationOf(account, key);
  return value === '' ? undefined : value;
}
