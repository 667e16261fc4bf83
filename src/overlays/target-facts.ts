import { z } from 'zod';
import { quoted } from '../kernel/problem.ts';
import { kubernetesMinor } from './field-choice.ts';
import { duration } from './field-duration.ts';
import { withExample } from './field.ts';
import { imageReference } from './field-image.ts';
import { labelKey, labelValue, labels } from './field-label.ts';
import { dnsLabel, hostName, objectName, variableName } from './field-name.ts';
import { cidr, port } from './field-network.ts';

const podPeer = z.strictObject({
  namespace: withExample(dnsLabel, 'kube-system').describe('Namespace of the pods.'),
  labels: labels.default({}).describe('Labels of the pods; none means every pod of the namespace.'),
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

const secretStore = z.strictObject({
  kind: z.enum(['ClusterSecretStore', 'SecretStore']).default('ClusterSecretStore').describe('Kind of the store.'),
  name: withExample(objectName, 'vault').describe('Name of the store.'),
  refreshInterval: duration.default('1h').describe('How often the operator reads the store.'),
});

const exposure = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ingress').describe('An ingress controller.'),
    class: withExample(objectName, 'nginx').describe('IngressClass of the controller.'),
    issuer: withExample(objectName, 'letsencrypt').exactOptional().describe('cert-manager ClusterIssuer that writes certificates; without one TLS ends elsewhere.'),
    from: podPeer.describe('The pods of the controller, which traffic comes from.'),
  }),
  z.strictObject({
    kind: z.literal('gateway').describe('A Gateway of the Gateway API.'),
    name: withExample(objectName, 'public').describe('Name of the Gateway.'),
    namespace: withExample(dnsLabel, 'gateways').describe('Namespace of the Gateway.'),
    section: withExample(objectName, 'https').exactOptional().describe('Listener of the Gateway; without one, any that fits.'),
    from: podPeer.describe('The pods of the gateway, which traffic comes from.'),
  }),
]);

const monitoring = z.strictObject({
  from: podPeer.describe('The Prometheus pods, which the scrape comes from.'),
  labels: labels.default({}).describe('Labels that monitors and rules must carry to be selected.'),
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

