import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = path.resolve(__dirname, '..', '..');

const IMPORTS: Readonly<Record<string, string>> = {
  './kubernetes.ts':
    'type DeploymentProps, type CronJobProps, type ServiceProps, type ConfigMapProps, type StatefulSetProps, type ObjectMeta, type PodSpec, type Container, type HorizontalPodAutoscalerProps, type HorizontalPodAutoscalerV1Props, type NetworkPolicyProps, type IngressProps, type PodDisruptionBudgetProps, type CustomResourceDefinitionProps, type EmbeddedPersistentVolumeClaim, type PersistentVolumeClaimProps, type JobSpec, type RoleProps, type Quantity, Deployment, Namespace',
  './external-secrets.io/external-secret.ts': 'type ExternalSecretProps',
  './external-secrets.io/secret-store.ts': 'type SecretStoreProps',
  './argoproj.io/rollout.ts': 'type RolloutProps',
  './argoproj.io/application.ts': 'type ApplicationProps',
  './gateway.networking.k8s.io/http-route.ts': 'type HTTPRouteProps',
  './postgresql.cnpg.io/cluster.ts': 'type ClusterProps',
  './postgresql.cnpg.io/scheduled-backup.ts': 'type ScheduledBackupProps',
  './monitoring.coreos.com/service-monitor.ts': 'type ServiceMonitorProps',
  './monitoring.coreos.com/prometheus-rule.ts': 'type PrometheusRuleProps',
  './networking.istio.io/virtual-service.ts': 'type VirtualServiceProps',
  './networking.istio.io/destination-rule.ts': 'type DestinationRuleProps',
  './networking.istio.io/envoy-filter.ts': 'type EnvoyFilterProps',
  './security.istio.io/peer-authentication.ts': 'type PeerAuthenticationProps',
  './policy.linkerd.io/server.ts': 'type ServerProps',
  './keda.sh/scaled-object.ts': 'type ScaledObjectProps',
  './kafka.strimzi.io/kafka.ts': 'type KafkaProps',
  './gateway.envoyproxy.io/backend-traffic-policy.ts': 'type BackendTrafficPolicyProps',
};

/** A deployment around one container, which most rows are about. */
const container = (fields: string): string =>
  `const _: DeploymentProps = { spec: { selector: { matchLabels: { app: 'a' } }, template: { spec: { containers: [{ name: 'app', ${fields} }] } } } };`;

const ACCEPTED: Readonly<Record<string, string>> = {
  'a whole container': container(
    `image: 'i', env: [{ name: 'A', value: 'b' }], ports: [{ containerPort: 80, protocol: 'TCP' }], resources: { requests: { cpu: '100m', memory: 1024 } }`,
  ),
  'undefined for an optional field': container('image: undefined, readinessProbe: undefined'),
  'a number for an int-or-string': container('readinessProbe: { httpGet: { port: 80 } }'),
  'a string for an int-or-string': container(`readinessProbe: { httpGet: { port: 'http' } }`),
  'readonly data': 'const _: (labels: Readonly<Record<string, string>>, list: readonly string[]) => ObjectMeta = (labels, finalizers) => ({ labels, finalizers });',
  'all of metadata': `const _: ObjectMeta = { name: 'a', generateName: 'b', namespace: 'c', labels: {}, annotations: {}, finalizers: [], ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'u' }] };`,
  'a StatefulSet without serviceName': `const _: StatefulSetProps = { spec: { selector: {}, template: {} } };`,
  'volumeClaimTemplates without apiVersion and kind': `const _: EmbeddedPersistentVolumeClaim = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } };`,
  'volumeClaimTemplates with them': `const _: EmbeddedPersistentVolumeClaim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', spec: {} };`,
  'the autoscaler in version 2': `const _: HorizontalPodAutoscalerProps = { spec: { maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: 'a' }, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }] } };`,
  'the autoscaler in version 1': `const _: HorizontalPodAutoscalerV1Props = { spec: { maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: 'a' }, targetCPUUtilizationPercentage: 70 } };`,
  'a CRD schema with a list or one schema in items': `const _: CustomResourceDefinitionProps['spec']['versions'][0]['schema'] = { openAPIV3Schema: { items: { type: 'string' }, additionalProperties: false, default: [1, null] } };`,
  'the status subresource of a CRD': `const _: CustomResourceDefinitionProps['spec']['versions'][0]['subresources'] = { status: {} };`,
  'a class under a chart': `const _ = (scope: Construct) => new Deployment(scope, 'd', { metadata: { name: 'd', labels: { a: 'b' } }, spec: { selector: {}, template: {} } });`,
  'a class with hardly anything': `const _ = (scope: Construct) => new Namespace(scope, 'n', { metadata: { name: 'n' } });`,
  'an ExternalSecret': `const _: ExternalSecretProps = { spec: { secretStoreRef: { name: 's', kind: 'ClusterSecretStore' }, data: [{ secretKey: 'k', remoteRef: { key: 'r' } }] } };`,
  'a SecretStore that leaves a defaulted field out': `const _: SecretStoreProps = { spec: { provider: { vault: { server: 's', auth: { kubernetes: { role: 'r' } } } } } };`,
  'a Rollout with resources of any shape': `const _: RolloutProps = { spec: { template: { spec: { containers: [{ name: 'a', resources: { limits: { cpu: 1 } } }] } } } };`,
  'an Application that starts an operation': `const _: ApplicationProps = { spec: { project: 'p', destination: {} }, operation: { sync: { revision: 'r' } } };`,
  'an HTTPRoute': `const _: HTTPRouteProps = { spec: { rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'a', port: 80 }] }] } };`,
  'a Cluster without instances, which default to 1': `const _: ClusterProps = { spec: { storage: { size: '1Gi' } } };`,
  'any field where the API keeps it': `const _: EnvoyFilterProps = { spec: { configPatches: [{ patch: { value: { anything: [1, { goes: true }] } } }] } };`,
};

/** What must fail, and what the compiler must say about it. */
const REFUSED: Readonly<Record<string, readonly [code: string, says: RegExp]>> = {
  'an unknown field in a container': [container(`imagePullpolicy: 'Always'`), /'imagePullpolicy' does not exist/],
  'an unknown field in a pod': [`const _: PodSpec = { containers: [], restart: 'Always' };`, /'restart' does not exist/],
  'an unknown field in a probe': [container('livenessProbe: { httpGet: { port: 80 }, initialDelay: 5 }'), /'initialDelay' does not exist/],
  'a wrong restartPolicy': [`const _: PodSpec = { containers: [], restartPolicy: 'Sometimes' };`, /"Sometimes"/],
  'a wrong imagePullPolicy': [container(`imagePullPolicy: 'always'`), /"always"/],
  'a wrong protocol': [container(`ports: [{ containerPort: 80, protocol: 'HTTP' }]`), /"HTTP"/],
  'a wrong capability list': [container(`securityContext: { capabilities: { drop: 'ALL' } }`), /'string' is not assignable to type 'readonly string\[\]'/],
  'a boolean for a probe port': [container('readinessProbe: { httpGet: { port: true } }'), /'boolean' is not assignable/],
  'a number for an environment value': [container(`env: [{ name: 'A', value: 1 }]`), /'number' is not assignable to type 'string'/],
  'a string for replicas': [`const _: DeploymentProps = { spec: { replicas: '3', selector: {}, template: {} } };`, /'string' is not assignable to type 'number'/],
  'a missing selector': [`const _: DeploymentProps = { spec: { template: {} } };`, /'selector' is missing/],
  'a container without a name': [`const _: Container = { image: 'i' };`, /'name' is missing/],
  'status': [`const _: DeploymentProps = { spec: { selector: {}, template: {} }, status: {} };`, /'status' does not exist/],
  'apiVersion in props': [`const _: DeploymentProps = { apiVersion: 'apps/v1', spec: { selector: {}, template: {} } };`, /'apiVersion' does not exist/],
  'an unknown metadata key': [`const _: ServiceProps = { metadata: { name: 'a', label: {} } };`, /'label' does not exist/],
  'a label that is a number': [`const _: ObjectMeta = { labels: { a: 1 } };`, /'number' is not assignable to type 'string'/],
  'an annotation that is a boolean': [`const _: ObjectMeta = { annotations: { a: true } };`, /'boolean' is not assignable to type 'string'/],
  'null for an optional field': [`const _: ObjectMeta = { name: null };`, /'null' is not assignable/],
  'null where the API takes it, because cdk8s drops it': [`const _: DestinationRuleProps = { spec: { host: 'h', trafficPolicy: { outlierDetection: { consecutive5xxErrors: null } } } };`, /'null' is not assignable/],
  'a number in a ConfigMap': [`const _: ConfigMapProps = { data: { port: 80 } };`, /'number' is not assignable to type 'string'/],
  'a wrong Service type': [`const _: ServiceProps = { spec: { type: 'Loadbalancer' } };`, /"Loadbalancer"/],
  'a wrong concurrencyPolicy': [`const _: CronJobProps = { spec: { schedule: '* * * * *', concurrencyPolicy: 'Never', jobTemplate: {} } };`, /"Never"/],
  'a wrong completionMode': [`const _: JobSpec = { completionMode: 'Index', template: {} };`, /"Index"/],
  'a wrong policyTypes item': [`const _: NetworkPolicyProps = { spec: { podSelector: {}, policyTypes: ['In'] } };`, /"In"/],
  'a wrong pathType': [`const _: IngressProps = { spec: { rules: [{ http: { paths: [{ pathType: 'Regex', backend: {} }] } }] } };`, /"Regex"/],
  'a wrong eviction policy': [`const _: PodDisruptionBudgetProps = { spec: { unhealthyPodEvictionPolicy: 'Always' } };`, /"Always"/],
  'a wrong access mode': [`const _: PersistentVolumeClaimProps = { spec: { accessModes: ['RWO'] } };`, /"RWO"/],
  'autoscaling/v1 fields in version 2': [`const _: HorizontalPodAutoscalerProps = { spec: { maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: 'a' }, targetCPUUtilizationPercentage: 70 } };`, /'targetCPUUtilizationPercentage' does not exist/],
  'a quantity that is a list': [`const _: Quantity = ['1Gi'];`, /not assignable to type 'Quantity'|not assignable to type 'string \| number'|not assignable to type 'number \| string'/],
  'another kind in volumeClaimTemplates': [`const _: EmbeddedPersistentVolumeClaim = { kind: 'Pod' };`, /"Pod"/],
  'a field in an empty object': [`const _: CustomResourceDefinitionProps['spec']['versions'][0]['subresources'] = { status: { on: true } };`, /not assignable to type 'never'/],
  'an unknown field in a class': [`const _ = (scope: Construct) => new Namespace(scope, 'n', { metadata: { name: 'n' }, data: {} });`, /'data' does not exist/],
  'an unknown field in an ExternalSecret': [`const _: ExternalSecretProps = { spec: { refreshIntervall: '1h' } };`, /'refreshIntervall' does not exist/],
  'an unknown field in a remoteRef': [`const _: ExternalSecretProps = { spec: { data: [{ secretKey: 'k', remoteRef: { key: 'r', versions: '1' } }] } };`, /'versions' does not exist/],
  'a wrong creationPolicy of an ExternalSecret': [`const _: ExternalSecretProps = { spec: { target: { creationPolicy: 'owner' } } };`, /"owner"/],
  'an unknown provider of a SecretStore': [`const _: SecretStoreProps = { spec: { provider: { hashicorp: {} } } };`, /'hashicorp' does not exist/],
  'a wrong type in a Rollout': [`const _: RolloutProps = { spec: { replicas: '2' } };`, /'string' is not assignable to type 'number'/],
  'an unknown canary step of a Rollout': [`const _: RolloutProps = { spec: { strategy: { canary: { steps: [{ weight: 20 }] } } } };`, /'weight' does not exist/],
  'a wrong match type in an HTTPRoute': [`const _: HTTPRouteProps = { spec: { rules: [{ matches: [{ path: { type: 'Prefix' } }] }] } };`, /"Prefix"/],
  'a wrong method in an HTTPRoute': [`const _: HTTPRouteProps = { spec: { rules: [{ matches: [{ method: 'get' }] }] } };`, /"get"/],
  'a number the HTTPRoute does not redirect with': [`const _: HTTPRouteProps = { spec: { rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { statusCode: 300 } }] }] } };`, /'300' is not assignable/],
  'a wrong primaryUpdateStrategy of a Cluster': [`const _: ClusterProps = { spec: { primaryUpdateStrategy: 'automatic' } };`, /"automatic"/],
  'an unknown field in the storage of a Cluster': [`const _: ClusterProps = { spec: { storage: { sizes: '1Gi' } } };`, /'sizes' does not exist/],
  'a ScheduledBackup without a cluster': [`const _: ScheduledBackupProps = { spec: { schedule: '0 0 0 * * *' } };`, /'cluster' is missing/],
  'a wrong scheme in a ServiceMonitor': [`const _: ServiceMonitorProps = { spec: { selector: {}, endpoints: [{ scheme: 'tcp' }] } };`, /"tcp"/],
  'an unknown field in an alert': [`const _: PrometheusRuleProps = { spec: { groups: [{ name: 'g', rules: [{ expr: '1', severity: 'x' }] }] } };`, /'severity' does not exist/],
  'an unknown field in a VirtualService': [`const _: VirtualServiceProps = { spec: { host: ['a'] } };`, /'host' does not exist/],
  'a wrong mTLS mode': [`const _: PeerAuthenticationProps = { spec: { mtls: { mode: 'STRONG' } } };`, /"STRONG"/],
  'an unknown field in a Linkerd Server': [`const _: ServerProps = { spec: { port: 80, podSelectors: {} } };`, /'podSelectors' does not exist/],
  'a ScaledObject without triggers': [`const _: ScaledObjectProps = { spec: { scaleTargetRef: { name: 'a' } } };`, /'triggers' is missing/],
  'an unknown field in a Kafka listener': [`const _: KafkaProps = { spec: { kafka: { listeners: [{ name: 'a', port: 9092, type: 'internal', tls: true, host: 'x' }] } } };`, /'host' does not exist/],
  'an enum that is only in allOf': [`const _: BackendTrafficPolicyProps = { spec: { healthCheck: { active: { type: 'http' } } } };`, /"http"/],
};

describe('the generated types', () => {
  const rows = [...Object.values(ACCEPTED), ...Object.values(REFUSED).map(([code]) => code)];
  const folder = mkdtempSync(path.join(tmpdir(), 'slipway-types-'));
  let errors: ReadonlyMap<number, string> = new Map();

  beforeAll(() => {
    const imports = Object.entries(IMPORTS).map(([file, names]) => `import { ${names} } from ${JSON.stringify(path.join(ROOT, 'imports', file))};`);
    const construct = `import type { Construct } from ${JSON.stringify(path.join(ROOT, 'node_modules', 'constructs'))};`;
    // A row a block, so that each may call its constant _; the imports stand in one line in front.
    writeFileSync(path.join(folder, 'rows.ts'), [[construct, ...imports].join(' '), ...rows.map((row) => `{ ${row} }`)].join('\n'));
    writeFileSync(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: path.join(ROOT, 'tsconfig.base.json'),
        compilerOptions: { types: [], noUnusedLocals: false },
        files: ['rows.ts'],
      }),
    );
    errors = compile(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const lineOf = (row: string): number => rows.indexOf(row) + 2;

  it.each(Object.keys(ACCEPTED))('accept %s', (name) => {
    expect(errors.get(lineOf(ACCEPTED[name] ?? '')) ?? '').toBe('');
  });

  it.each(Object.keys(REFUSED))('refuse %s', (name) => {
    const [code, says] = REFUSED[name] ?? ['', /^$/];
    expect(errors.get(lineOf(code)) ?? 'no error').toMatch(says);
  });

  it('have no error elsewhere, such as in the imports', () => {
    const expected = new Set(Object.values(REFUSED).map(([code]) => lineOf(code)));
    expect([...errors].filter(([line]) => !expected.has(line))).toEqual([]);
  });
});

/** Runs the compiler and gives its messages by line. */
function compile(folder: string): ReadonlyMap<number, string> {
  const tsc = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const errors = new Map<number, string>();
  let line = 0;
  for (const text of outputOf([tsc, '--noEmit', '--pretty', 'false', '-p', path.join(folder, 'tsconfig.json')]).split('\n')) {
    const place = /rows\.ts\((\d+),/.exec(text) ?? /^\S.*\.ts\(()/.exec(text);
    line = place ? Number(place[1]) : line;
    if (text !== '') errors.set(line, `${errors.get(line) ?? ''}${text}\n`);
  }
  return errors;
}

function outputOf(args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
