import { describe, expect, it } from '@jest/globals';
import { type CloudIdentity } from './cloud-identity.ts';
import { Probe } from './probe.ts';
import { exampleSystem, objectOf, policyOf, problemsOf } from './test-support.ts';
import { Worker } from './worker.ts';

const ID = '01234567-89ab-cdef-0123-456789abcdef';

function worker(identity: CloudIdentity | undefined) {
  const system = exampleSystem();
  new Worker(system, 'app', { name: 'app', image: system.image('app'), live: Probe.exec(['true']), identity });
  return system;
}

describe('the identity of pods in the cloud', () => {
  it.each<[string, CloudIdentity, Record<string, string>, Record<string, string>]>([
    ['a role of AWS', { cloud: 'aws', role: 'arn:aws:iam::123456789012:role/shop/staging' }, { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/shop/staging' }, {}],
    ['a role of another partition', { cloud: 'aws', role: 'arn:aws-cn:iam::123456789012:role/shop' }, { 'eks.amazonaws.com/role-arn': 'arn:aws-cn:iam::123456789012:role/shop' }, {}],
    ['a service account of Google', { cloud: 'gcp', serviceAccount: 'shop-api@acme-shop.iam.gserviceaccount.com' }, { 'iam.gke.io/gcp-service-account': 'shop-api@acme-shop.iam.gserviceaccount.com' }, {}],
    ['a managed identity of Azure', { cloud: 'azure', clientId: ID }, { 'azure.workload.identity/client-id': ID }, { 'azure.workload.identity/use': 'true' }],
    ['one of another tenant', { cloud: 'azure', clientId: ID, tenantId: ID }, { 'azure.workload.identity/client-id': ID, 'azure.workload.identity/tenant-id': ID }, { 'azure.workload.identity/use': 'true' }],
  ])('is %s, without a token of the cluster', (_name, identity, annotations, labels) => {
    const system = worker(identity);
    const account = objectOf(system, 'ServiceAccount');
    expect(account.metadata.annotations).toMatchObject(annotations);
    expect(account.automountServiceAccountToken).toBe(false);
    const { template, selector } = objectOf(system, 'Deployment').spec;
    expect(template.metadata.labels).toMatchObject(labels);
    expect(template.spec.automountServiceAccountToken).toBe(false);
    expect(Object.keys(selector.matchLabels)).not.toContain('azure.workload.identity/use');
  });

  it('is none unless asked for, and then nothing says anything of a cloud', () => {
    const system = worker(undefined);
    expect(Object.keys(objectOf(system, 'ServiceAccount').metadata.annotations)).toEqual(['argocd.argoproj.io/sync-wave']);
    expect(() => policyOf(system, 'app-to-cloud-identity-443-egress')).toThrow('0 policies');
  });

  it('reaches whoever hands out its tokens', () => {
    expect(policyOf(worker({ cloud: 'aws', role: 'arn:aws:iam::123456789012:role/shop' }), 'app-to-cloud-identity-443-egress').spec.policyTypes).toEqual(['Egress']);
    const google = worker({ cloud: 'gcp', serviceAccount: 'shop-api@acme-shop.iam.gserviceaccount.com' });
    expect(policyOf(google, 'app-to-cloud-identity-988-egress').spec.egress[0].to).toEqual([{ ipBlock: { cidr: '169.254.169.252/32' } }]);
  });

  it.each<[CloudIdentity, string]>([
    [{ cloud: 'aws', role: 'shop' }, 'app.identity.role: "shop" is not the ARN of an IAM role'],
    [{ cloud: 'aws', role: 'arn:aws:iam::1234:role/shop' }, 'app.identity.role: "arn:aws:iam::1234:role/shop" is not the ARN of an IAM role'],
    [{ cloud: 'aws', role: 'arn:aws:iam::123456789012:user/shop' }, 'app.identity.role: "arn:aws:iam::123456789012:user/shop" is not the ARN of an IAM role'],
    [{ cloud: 'gcp', serviceAccount: 'shop@acme.example' }, 'app.identity.serviceAccount: "shop@acme.example" is not a service account of Google Cloud'],
    [{ cloud: 'azure', clientId: 'shop' }, 'app.identity.clientId: "shop" is not an id of Azure'],
    [{ cloud: 'azure', clientId: ID, tenantId: '' }, 'app.identity.tenantId: "" is not an id of Azure'],
  ])('that the cloud would not know is refused: %j', (identity, problem) => {
    expect(problemsOf(() => worker(identity))).toEqual([problem]);
  });
});
