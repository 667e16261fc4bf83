import { z } from 'zod';
import { quoted } from '../kernel/problem.ts';
import { kubernetesMinor } from './field-choice.ts';
import { duration } from './field-duration.ts';
import { withExample } from './field.ts';
import { imageReference } from './field-image.ts';
import { labelKey, labelValue, labels } from './field-label.ts';
import { dnsLabel, hostName, objectName, variableName } from './field-name.ts';
import { cidr, endpoint, port } from './field-network.ts';

const podPeer = z.strictObject({
  namespace: withExample(dnsLabel, 'kube-system').describe('Namespace of the pods.'),
  labels: labels.default({}).describe('Labels of the pods; none means every pod of the namespace.'),
  meshed: z.boolean().exactOptional().describe("Whether they are in the target's mesh; without it Istio's own gateways are, others are not."),
});

const taint = z.strictObject({
  key: labelKey.describe('Key of the taint.'),
  value: labelValue.exactOptional().describe('Value of the taint; without one any value is tolerated.'),
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).describe('What the taint does to pods that do not tolerate it.'),
});

const nodePool = z.strictObject({
  labels: labels.describe('Labels that select the nodes.'),
  taints: z.array(taint).default([]).describe('Taints that pods of the pool must tolerate.'),
});

/** What a CSI provider cannot fetch anything without; of those in one list, any one. */
const CSI_PARAMETERS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  vault: [['roleName'], ['vaultAddress'], ['kvMount']],
  'aws-secrets-manager': [],
  'aws-parameter-store': [],
  'azure-key-vault': [['keyvaultName'], ['tenantId'], ['clientID', 'useVMManagedIdentity', 'usePodIdentity']],
  'gcp-secret-manager': [['projectId']],
};

/** A store of secret values. */
export const secretStore = z
  .strictObject({
    kind: z.enum(['ClusterSecretStore', 'SecretStore']).default('ClusterSecretStore').describe('Kind of the store.'),
    name: withExample(objectName, 'vault').describe('Name of the store.'),
    refreshInterval: duration.default('1h').describe('How often the operator reads the store.'),
    provider: z
      .enum(['vault', 'aws-secrets-manager', 'aws-parameter-store', 'azure-key-vault', 'gcp-secret-manager'])
      .default('vault')
      .describe('What stands behind the store: each product names its values in its own way.'),
    via: z.enum(['external-secrets', 'csi']).default('external-secrets').describe('How values come into pods: as Secrets that External Secrets Operator writes, or as files of a Secrets Store CSI volume.'),
    parameters: z.record(withExample(z.string().regex(/^[A-Za-z][A-Za-z0-9.]{0,62}$/), 'vaultAddress'), z.string().max(1024)).default({}).describe("The provider's own parameters of a SecretProviderClass; for csi alone."),
  })
  .superRefine(({ provider, via, parameters }, context) => {
    if (via !== 'csi') return;
    for (const names of CSI_PARAMETERS[provider] ?? []) {
      if (names.some((name) => Object.hasOwn(parameters, name) && parameters[name] !== '')) continue;
      context.addIssue({
        code: 'custom',
        path: ['parameters'],
        message: `the CSI provider of ${provider} cannot do without ${names.join(' or ')}`,
        params: { allowed: (CSI_PARAMETERS[provider] ?? []).map((each) => each.join(' or ')).join(', '), fix: `parameters: { ${names[0]}: <value> }` },
      });
    }
  });

const rollouts = z.strictObject({
  traffic: z.enum(['istio', 'gateway-api', 'replicas']).describe('How Argo Rollouts shifts traffic; replicas knows no other way than the number of pods.'),
  prometheus: z.url({ protocol: /^https?$/ }).exactOptional().describe('Prometheus as the analysis asks it; without it no error rate is looked at.'),
});

const imagePolicy = z
  .strictObject({
    engine: z.enum(['sigstore', 'kyverno']).describe('What looks at signatures: Sigstore policy-controller or Kyverno.'),
    keys: z.array(z.string().regex(/^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=\n]+-----END PUBLIC KEY-----\n?$/, { error: 'a public key in PEM form begins with -----BEGIN PUBLIC KEY-----' })).default([]).describe('Public keys, PEM; any one suffices.'),
    identities: z
      .array(z.strictObject({ issuer: z.url({ protocol: /^https$/ }).describe('Who vouches for the identity.'), subject: z.string().min(1).max(1024).describe('Whose signature it is: a workflow, a mail address.') }))
      .default([])
      .describe('Identities that sign without a key of their own; any one suffices.'),
  })
  .superRefine(({ keys, identities }, context) => {
    if (keys.length + identities.length > 0) return;
    context.addIssue({ code: 'custom', path: [], message: 'names neither keys nor identities, so no signature would do', params: { fix: 'identities: [{ issuer: https://token.actions.githubusercontent.com, subject: https://github.com/acme/shop/.github/workflows/release.yaml@refs/heads/main }]' } });
  });

const telemetry = z.strictObject({
  otlp: z.url({ protocol: /^https?$/ }).describe('OTLP over gRPC.'),
  loki: z.url({ protocol: /^https?$/ }).exactOptional().describe("Loki's push address, for programs that send their own logs."),
  tempo: z.url({ protocol: /^https?$/ }).exactOptional().describe("Tempo's address, for programs that link to traces."),
  to: podPeer.describe('The pods that listen there.'),
});

const dashboards = z.strictObject({
  instance: labels.describe('Labels of the Grafana instance that dashboards are for.'),
});

const exposure = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ingress').describe('An ingress controller.'),
    class: withExample(objectName, 'nginx').describe('IngressClass of the controller.'),
    controller: z.enum(['nginx', 'traefik', 'other']).default('other').describe('The program behind the class, whose annotations differ.'),
    issuer: withExample(objectName, 'letsencrypt').exactOptional().describe('cert-manager ClusterIssuer that writes certificates; without one TLS ends elsewhere.'),
    from: podPeer.describe('The pods of the controller, which traffic comes from.'),
  }),
  z.strictObject({
    kind: z.literal('gateway').describe('A Gateway of the Gateway API.'),
    name: withExample(objectName, 'public').describe('Name of the Gateway.'),
    namespace: withExample(dnsLabel, 'gateways').describe('Namespace of the Gateway.'),
    section: withExample(objectName, 'https').exactOptional().describe('Listener of the Gateway; without one, any that fits.'),
    controller: z.enum(['envoy-gateway', 'istio', 'other']).default('other').describe('The program behind the Gateway, whose policies differ.'),
    from: podPeer.describe('The pods of the gateway, which traffic comes from.'),
  }),
  z.strictObject({
    kind: z.literal('istio').describe("A Gateway of Istio's own API."),
    name: withExample(objectName, 'public').describe('Name of the Gateway.'),
    namespace: withExample(dnsLabel, 'istio-ingress').describe('Namespace of the Gateway.'),
    from: podPeer.describe('The pods of the gateway, which traffic comes from.'),
  }),
]);

const monitoring = z.strictObject({
  from: podPeer.describe('The Prometheus pods, which the scrape comes from.'),
  labels: labels.default({}).describe('Labels that monitors and rules must carry to be selected.'),
  prober: z
    .strictObject({
      address: withExample(endpoint, 'blackbox-exporter.monitoring:9115').describe('Where Prometheus reaches it.'),
      module: withExample(z.string().regex(/^[A-Za-z0-9_-]{1,63}$/), 'http_2xx').default('http_2xx').describe('Its module that asks for a 2xx answer.'),
    })
    .exactOptional()
    .describe('A blackbox exporter; without it nothing asks from outside.'),
});

const storage = z.strictObject({
  class: withExample(objectName, 'fast').exactOptional().describe("Storage class of volumes; without one, the cluster's default."),
  snapshotClass: withExample(objectName, 'fast-snapshots').exactOptional().describe("Volume snapshot class; without one, the cluster's default."),
});

const apiServer = z.strictObject({
  cidrs: z.array(cidr).min(1).describe('Addresses of the API server, as pods reach it behind its Service.'),
  except: z.array(cidr).exactOptional().describe('Blocks left out of those that hold them.'),
  port: port.default(6443).describe('Port of the API server itself, not of its Service.'),
});

/** Two zones of one name would be counted as two to spread over. */
function eachOnce(names: readonly string[], context: z.core.$RefinementCtx): void {
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) === index) continue;
    context.addIssue({ code: 'custom', path: [index], message: `${quoted(name)} stands in the list already`, params: { allowed: 'each zone once', fix: `zones: [${[...new Set(names)].join(', ')}]` } });
  }
}

/** The facts of a target that constructs may ask for; the names and meanings are those of `Target`. */
export const targetShape = {
  kubernetes: kubernetesMinor.describe('Kubernetes minor version of the cluster.'),
  tier: z.enum(['development', 'release']).default('release').describe('"release" behaves as production does; "development" may cut corners.'),
  zones: z.array(withExample(dnsLabel, 'eu-1a')).min(1).superRefine(eachOnce).describe('Availability zones that nodes stand in, each once.'),
  nodePools: z.record(withExample(dnsLabel, 'compute'), nodePool).default({}).describe('Named sets of nodes that workloads may ask for.'),
  domain: withExample(hostName, 'acme.example').describe('The DNS domain that every host name of the target lies in.'),
  secretStore: secretStore.exactOptional().describe('The store that ExternalSecrets read; without one there are none.'),
  exposure: exposure.exactOptional().describe('How traffic from outside enters; without it nothing is exposed.'),
  mesh: z.enum(['none', 'istio', 'linkerd']).default('none').describe('The service mesh that pods join.'),
  nativeSidecars: z.boolean().default(false).describe('Whether the mesh runs its proxies as native sidecars, so that Jobs end; without it the pods of Jobs stay outside the mesh.'),
  rollouts: rollouts.exactOptional().describe('Argo Rollouts; without it there is no canary and no blue-green.'),
  imagePolicy: imagePolicy.exactOptional().describe('Whose signatures images must carry; without it the cluster does not look.'),
  telemetry: telemetry.exactOptional().describe('Collectors of traces and logs.'),
  dashboards: dashboards.exactOptional().describe("Grafana's operator; without it no dashboards are rendered."),
  monitoring: monitoring.exactOptional().describe('The Prometheus operator; without it nothing is scraped.'),
  dns: podPeer
    .default({ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } })
    .describe("The cluster's DNS server, as pods reach it."),
  apiServer: apiServer.describe('The Kubernetes API as pods reach it.'),
  probeImage: imageReference.describe('Image of the smoke test, pinned by digest: small, with a POSIX shell and curl.'),
  storage: storage.prefault({}).describe('Storage classes.'),
  platformVariables: z.array(variableName).default([]).describe('Variables that the platform itself sets in pods.'),
};

/** The facts of a target, parsed. */
export type TargetFacts = z.output<z.ZodObject<typeof targetShape>>;

