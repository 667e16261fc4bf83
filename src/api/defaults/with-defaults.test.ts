import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Manifest } from '../../kernel/manifest.ts';
import { withDefaults } from './with-defaults.ts';
import { atThisPace } from '../../kernel/test-support/pace.ts';

const MINOR = 36;

function object(apiVersion: string, kind: string, rest: object): Manifest {
  return { apiVersion, kind, metadata: { name: 'it' }, ...rest };
}
function pod(spec: object): Manifest {
  return object('v1', 'Pod', { spec });
}
function deployment(spec: object, template: object = { containers: [] }): Manifest {
  return object('apps/v1', 'Deployment', { spec: { ...spec, template: { spec: template } } });
}
function container(fields: object): Manifest {
  return deployment({}, { containers: [{ name: 'app', ...fields }] });
}
function volume(fields: object): Manifest {
  return deployment({}, { volumes: [{ name: 'data', ...fields }] });
}
const CONTAINER = 'spec.template.spec.containers.0';
const VOLUME = 'spec.template.spec.volumes.0';

function at(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[key];
  return found;
}

const FILLED: Record<string, [manifest: Manifest, path: string, expected: unknown, minor?: number]> = {
  'a Deployment runs one pod': [deployment({}), 'spec.replicas', 1],
  'a Deployment keeps no replicas at all': [deployment({ replicas: 0 }), 'spec.replicas', 0],
  'a Deployment keeps ten revisions': [deployment({}), 'spec.revisionHistoryLimit', 10],
  'a Deployment has ten minutes': [deployment({}), 'spec.progressDeadlineSeconds', 600],
  'a Deployment rolls by quarters': [deployment({}), 'spec.strategy', { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } }],
  'a Deployment rolls by what is written': [
    deployment({ strategy: { rollingUpdate: { maxSurge: 1 } } }),
    'spec.strategy',
    { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: 1 } },
  ],
  'a Deployment that recreates does not roll': [deployment({ strategy: { type: 'Recreate' } }), 'spec.strategy', { type: 'Recreate' }],
  'a DaemonSet takes down one pod at a time': [
    object('apps/v1', 'DaemonSet', { spec: {} }),
    'spec.updateStrategy',
    { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
  ],
  'a StatefulSet rolls from the last pod to the first': [
    object('apps/v1', 'StatefulSet', { spec: {} }),
    'spec.updateStrategy',
    { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: 1 } },
  ],
  'a StatefulSet of 1.34 names no number of pods': [object('apps/v1', 'StatefulSet', { spec: {} }), 'spec.updateStrategy.rollingUpdate', { partition: 0 }, 34],
  'a StatefulSet whose type is written gets no details': [
    object('apps/v1', 'StatefulSet', { spec: { updateStrategy: { type: 'RollingUpdate' } } }),
    'spec.updateStrategy',
    { type: 'RollingUpdate' },
  ],
  'a StatefulSet keeps its claims': [
    object('apps/v1', 'StatefulSet', { spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } } }),
    'spec.persistentVolumeClaimRetentionPolicy',
    { whenDeleted: 'Delete', whenScaled: 'Retain' },
  ],
  'a claim template says what it is': [
    object('apps/v1', 'StatefulSet', { spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] } }),
    'spec.volumeClaimTemplates.0',
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { volumeMode: 'Filesystem' } },
  ],
  'a ReplicationController selects by the labels of its template': [
    object('v1', 'ReplicationController', { spec: { template: { metadata: { labels: { a: 'b' } } } } }),
    'spec.selector',
    { a: 'b' },
  ],
  'a template has its account under both names': [deployment({}, { serviceAccountName: 'web' }), 'spec.template.spec.serviceAccount', 'web'],
  'a template has an account of the old name': [deployment({}, { serviceAccount: 'web' }), 'spec.template.spec.serviceAccountName', 'web'],
  'a template has a security context': [deployment({}), 'spec.template.spec.securityContext', {}],
  'a template has half a minute to end': [deployment({}), 'spec.template.spec.terminationGracePeriodSeconds', 30],
  'a template keeps no time to end': [deployment({}, { terminationGracePeriodSeconds: 0 }), 'spec.template.spec.terminationGracePeriodSeconds', 0],
  'a template asks the cluster for names': [deployment({}, { dnsPolicy: '' }), 'spec.template.spec.dnsPolicy', 'ClusterFirst'],
  'a template leaves service links to the pod': [deployment({}), 'spec.template.spec.enableServiceLinks', undefined],
  'a pod has service links': [pod({}), 'spec.enableServiceLinks', true],
  'a pod asks for what it is limited to': [
    pod({ containers: [{ resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '100m' } } }] }),
    'spec.containers.0.resources.requests',
    { cpu: '100m', memory: '1Gi' },
  ],
  'a template leaves requests to the pod': [container({ resources: { limits: { cpu: '1' } } }), `${CONTAINER}.resources.requests`, undefined],
  'a pod on its host takes the ports of the host': [
    pod({ hostNetwork: true, containers: [{ ports: [{ containerPort: 80 }] }] }),
    'spec.containers.0.ports.0',
    { containerPort: 80, protocol: 'TCP', hostPort: 80 },
  ],
  'a template on its host leaves that to the pod': [deployment({}, { hostNetwork: true, containers: [{ ports: [{ containerPort: 80 }] }] }), `${CONTAINER}.ports.0.hostPort`, undefined],
  'a container says its last words in a file': [container({}), `${CONTAINER}.terminationMessagePath`, '/dev/termination-log'],
  'a container whose last words are nowhere says them in a file': [container({ terminationMessagePolicy: '' }), `${CONTAINER}.terminationMessagePolicy`, 'File'],
  'an init container is completed as well': [deployment({}, { initContainers: [{ name: 'init' }] }), 'spec.template.spec.initContainers.0.terminationMessagePolicy', 'File'],
  'a port speaks TCP': [container({ ports: [{ containerPort: 1 }] }), `${CONTAINER}.ports.0.protocol`, 'TCP'],
  'a probe asks every ten seconds': [
    container({ livenessProbe: { httpGet: { port: 1 }, periodSeconds: 0 } }),
    `${CONTAINER}.livenessProbe`,
    { httpGet: { port: 1, path: '/', scheme: 'HTTP' }, timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 },
  ],
  'a probe by gRPC asks the server as a whole': [container({ startupProbe: { grpc: { port: 1 } } }), `${CONTAINER}.startupProbe.grpc.service`, ''],
  'a hook asks by HTTP': [container({ lifecycle: { preStop: { httpGet: { port: 1 } } } }), `${CONTAINER}.lifecycle.preStop.httpGet.scheme`, 'HTTP'],
  'a field is of version 1': [
    container({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }),
    `${CONTAINER}.env.0.valueFrom.fieldRef.apiVersion`,
    'v1',
  ],
  'a volume of no sort is empty': [volume({}), VOLUME, { name: 'data', emptyDir: {} }],
  'a volume of null sort is empty': [volume({ configMap: null }), VOLUME, { name: 'data', emptyDir: {} }],
  'a ConfigMap is readable by all': [volume({ configMap: { name: 'c' } }), `${VOLUME}.configMap.defaultMode`, 420],
  'a Secret is readable by all': [volume({ secret: { secretName: 's' } }), `${VOLUME}.secret.defaultMode`, 420],
  'the downward API is readable by all': [
    volume({ downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'x' } }] } }),
    `${VOLUME}.downwardAPI`,
    { defaultMode: 420, items: [{ path: 'p', fieldRef: { fieldPath: 'x', apiVersion: 'v1' } }] },
  ],
  'a projected token holds an hour': [
    volume({ projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }),
    `${VOLUME}.projected`,
    { defaultMode: 420, sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 3600 } }] },
  ],
  'a host path is of any type': [volume({ hostPath: { path: '/' } }), `${VOLUME}.hostPath.type`, ''],
  'an iSCSI volume uses the default interface': [volume({ iscsi: {} }), `${VOLUME}.iscsi.iscsiInterface`, 'default'],
  'an RBD volume is of the pool rbd': [volume({ rbd: {} }), `${VOLUME}.rbd`, { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }],
  'an Azure disk is cached': [volume({ azureDisk: {} }), `${VOLUME}.azureDisk`, { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false }],
  'a ScaleIO volume is thin': [volume({ scaleIO: {} }), `${VOLUME}.scaleIO`, { storageMode: 'ThinProvisioned', fsType: 'xfs' }],
  'an ephemeral claim is a file system': [volume({ ephemeral: { volumeClaimTemplate: { spec: {} } } }), `${VOLUME}.ephemeral.volumeClaimTemplate.spec.volumeMode`, 'Filesystem'],
  'an image volume without a tag is always pulled': [volume({ image: { reference: 'a/b' } }), `${VOLUME}.image.pullPolicy`, 'Always'],
  'a Job runs once': [object('batch/v1', 'Job', { spec: {} }), 'spec.completions', 1],
  'a Job in parallel has no number of completions': [object('batch/v1', 'Job', { spec: { parallelism: 2 } }), 'spec.completions', undefined],
  'a Job tries six times': [object('batch/v1', 'Job', { spec: {} }), 'spec.backoffLimit', 6],
  'a Job that counts tries by index has no end of them': [object('batch/v1', 'Job', { spec: { backoffLimitPerIndex: 1 } }), 'spec.backoffLimit', 2_147_483_647],
  'a Job with a failure policy waits for the failure': [object('batch/v1', 'Job', { spec: { podFailurePolicy: { rules: [] } } }), 'spec.podReplacementPolicy', 'Failed'],
  'a Job takes over the labels of its template': [object('batch/v1', 'Job', { spec: { template: { metadata: { labels: { a: 'b' } } } } }), 'metadata.labels', { a: 'b' }],
  'a CronJob keeps three successes': [object('batch/v1', 'CronJob', { spec: {} }), 'spec.successfulJobsHistoryLimit', 3],
  'the Job of a CronJob waits for its making': [object('batch/v1', 'CronJob', { spec: { jobTemplate: { spec: {} } } }), 'spec.jobTemplate.spec', {}],
  'a Service is of the cluster': [object('v1', 'Service', { spec: {} }), 'spec', { type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster' }],
  'a port of a Service leads to itself': [object('v1', 'Service', { spec: { ports: [{ port: 80 }] } }), 'spec.ports.0', { port: 80, protocol: 'TCP', targetPort: 80 }],
  'a headless Service has no addresses': [object('v1', 'Service', { spec: { clusterIP: 'None' } }), 'spec.clusterIPs', ['None']],
  'a load balancer takes node ports': [object('v1', 'Service', { spec: { type: 'LoadBalancer' } }), 'spec.allocateLoadBalancerNodePorts', true],
  'a load balancer serves from every node': [object('v1', 'Service', { spec: { type: 'LoadBalancer' } }), 'spec.externalTrafficPolicy', 'Cluster'],
  'a name elsewhere has no traffic policy': [object('v1', 'Service', { spec: { type: 'ExternalName' } }), 'spec.internalTrafficPolicy', undefined],
  'a Service that knows its clients forgets them after three hours': [
    object('v1', 'Service', { spec: { sessionAffinity: 'ClientIP' } }),
    'spec.sessionAffinityConfig.clientIP.timeoutSeconds',
    10_800,
  ],
  'a Service that forgets its clients has nothing to say of them': [
    object('v1', 'Service', { spec: { sessionAffinityConfig: { clientIP: { timeoutSeconds: 1 } } } }),
    'spec.sessionAffinityConfig',
    undefined,
  ],
  'an autoscaler aims at the CPU': [
    object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: {} }),
    'spec.metrics.0.resource',
    { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
  ],
  'an autoscaler of no behaviour keeps none': [object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: {} }), 'spec.behavior', undefined],
  'an autoscaler of some behaviour has all of it': [
    object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: { behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } } }),
    'spec.behavior',
    {
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [
          { type: 'Pods', value: 4, periodSeconds: 15 },
          { type: 'Percent', value: 100, periodSeconds: 15 },
        ],
      },
      scaleDown: { stabilizationWindowSeconds: 60, selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
    },
  ],
  'a policy governs what comes in': [object('networking.k8s.io/v1', 'NetworkPolicy', { spec: {} }), 'spec.policyTypes', ['Ingress']],
  'a policy with rules for it governs what goes out': [object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { egress: [{}] } }), 'spec.policyTypes', ['Ingress', 'Egress']],
  'a policy is about TCP': [object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { egress: [{ ports: [{ port: 1 }] }] } }), 'spec.egress.0.ports.0.protocol', 'TCP'],
  'the parameters of an ingress class are of the cluster': [object('networking.k8s.io/v1', 'IngressClass', { spec: { parameters: { kind: 'A' } } }), 'spec.parameters.scope', 'Cluster'],
  'a claim is a file system': [object('v1', 'PersistentVolumeClaim', { spec: {} }), 'spec.volumeMode', 'Filesystem'],
  'a claim names its source twice': [
    object('v1', 'PersistentVolumeClaim', { spec: { dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } } }),
    'spec.dataSourceRef',
    { kind: 'PersistentVolumeClaim', name: 'a' },
  ],
  'a volume is kept': [object('v1', 'PersistentVolume', { spec: {} }), 'spec.persistentVolumeReclaimPolicy', 'Retain'],
  'a storage class deletes': [object('storage.k8s.io/v1', 'StorageClass', {}), 'reclaimPolicy', 'Delete'],
  'a driver attaches': [object('storage.k8s.io/v1', 'CSIDriver', { spec: {} }), 'spec.attachRequired', true],
  'a binding is to a role': [object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { kind: 'Role', name: 'a' } }), 'roleRef.apiGroup', 'rbac.authorization.k8s.io'],
  'a user is of RBAC': [object('rbac.authorization.k8s.io/v1', 'RoleBinding', { subjects: [{ kind: 'User' }] }), 'subjects.0.apiGroup', 'rbac.authorization.k8s.io'],
  'an account is of the core': [object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', { subjects: [{ kind: 'ServiceAccount' }] }), 'subjects.0.apiGroup', undefined],
  'a Secret is opaque': [object('v1', 'Secret', {}), 'type', 'Opaque'],
  'the text of a Secret becomes data': [object('v1', 'Secret', { data: { a: 'eA==', b: 'eA==' }, stringData: { a: 'y' } }), 'data', { a: 'eQ==', b: 'eA==' }],
  'the text of a Secret goes': [object('v1', 'Secret', { stringData: { a: 'y' } }), 'stringData', undefined],
  'the limit of a container is the most allowed': [
    object('v1', 'LimitRange', { spec: { limits: [{ type: 'Container', max: { cpu: '2' }, min: { cpu: '1', memory: '1Gi' } }] } }),
    'spec.limits.0',
    { type: 'Container', max: { cpu: '2' }, min: { cpu: '1', memory: '1Gi' }, default: { cpu: '2' }, defaultRequest: { cpu: '2', memory: '1Gi' } },
  ],
  'the limit of a pod is what is written': [object('v1', 'LimitRange', { spec: { limits: [{ type: 'Pod', max: { cpu: '2' } }] } }), 'spec.limits.0.default', undefined],
  'a namespace is labelled with its name': [object('v1', 'Namespace', {}), 'metadata.labels', { 'kubernetes.io/metadata.name': 'it' }],
  'a priority preempts': [object('scheduling.k8s.io/v1', 'PriorityClass', { value: 1 }), 'preemptionPolicy', 'PreemptLowerPriority'],
  'a webhook that fails refuses': [object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', { webhooks: [{}] }), 'webhooks.0.failurePolicy', 'Fail'],
  'a mutating webhook is asked once': [object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', { webhooks: [{}] }), 'webhooks.0.reinvocationPolicy', 'Never'],
  'a webhook answers on 443': [
    object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', { webhooks: [{ clientConfig: { service: { name: 'a' } } }] }),
    'webhooks.0.clientConfig.service.port',
    443,
  ],
  'an admission policy that fails refuses': [object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', { spec: {} }), 'spec.failurePolicy', 'Fail'],
  'a definition is named for its kind': [
    object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { spec: { names: { kind: 'Kafka' } } }),
    'spec.names',
    { kind: 'Kafka', singular: 'kafka', listKind: 'KafkaList' },
  ],
  'a field that is null is absent': [object('v1', 'ConfigMap', { data: null }), 'data', undefined],
  'a label that is null is empty': [object('v1', 'ConfigMap', { metadata: { name: 'it', labels: { a: null } } }), 'metadata.labels', { a: '' }],
  'a limit that is null is none': [container({ resources: { limits: { cpu: null } } }), `${CONTAINER}.resources.limits`, { cpu: '0' }],
  'an item that is null is empty': [container({ args: ['a', null] }), `${CONTAINER}.args`, ['a', '']],
  'the selector of a Service is text': [object('v1', 'Service', { spec: { selector: { a: null } } }), 'spec.selector', { a: '' }],
};

describe('withDefaults', () => {
  it.each(Object.entries(FILLED))('%s', (_name, [manifest, path, expected, minor]) => {
    const before = JSON.stringify(manifest);
    const found = at(withDefaults(manifest, minor ?? MINOR), path);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toEqual(expected);
    expect(JSON.stringify(manifest)).toBe(before);
  });

  it('is the same manifest where nothing is filled in', () => {
    const plain = object('v1', 'ConfigMap', { data: { a: 'b' } });
    expect(withDefaults(plain, MINOR)).toBe(plain);
    const whole = withDefaults(pod({ containers: [{ name: 'a', image: 'a:1', livenessProbe: { tcpSocket: { port: 1 } } }], volumes: [{ name: 'v', secret: {} }] }), MINOR);
    expect(withDefaults(whole, MINOR)).toBe(whole);
  });

  it('leaves what a custom resource says, null and all', () => {
    const custom = object('example.com/v1', 'Deployment', { spec: { template: null } });
    expect(withDefaults(custom, MINOR)).toBe(custom);
  });

  it('changes nothing when asked twice, whatever it is given', () => {
    const kinds = Object.values(FILLED).map(([{ apiVersion, kind }]) => ({ apiVersion, kind }));
    const keys = ['spec', 'template', 'containers', 'ports', 'volumes', 'strategy', 'rollingUpdate', 'metadata', 'labels', 'data', 'stringData', 'subjects', '__proto__', 'webhooks', 'resources', 'limits'];
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'medium' }, fc.constantFrom(null, '', 0, 'x', 7, true), fc.array(tie('any'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...keys), tie('any'), { maxKeys: 4 })),
    })).any;
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.dictionary(fc.constantFrom(...keys.filter((key) => key !== 'metadata')), value), (kind, rest) => {
        const manifest = { ...rest, ...kind, metadata: { name: 'it' } } as Manifest;
        const once = withDefaults(manifest, MINOR);
        expect(withDefaults(once, MINOR)).toEqual(once);
      }),
    );
  });

  it('takes some thirty milliseconds for a thousand Deployments', () => {
    const manifests = Array.from({ length: 1000 }, (_, index) =>
      deployment(
        { replicas: index },
        {
          serviceAccountName: 'web',
          containers: [
            {
              name: 'app', image: 'registry.example/app:1', ports: [{ containerPort: 80 }], env: Array.from({ length: 20 }, (_unused, n) => ({ name: `E${n}`, value: 'x' })),
              livenessProbe: { httpGet: { port: 80 } }, readinessProbe: { httpGet: { port: 80 } }, resources: { limits: { cpu: '1' } },
            },
          ],
          volumes: [{ name: 'c', configMap: { name: 'c' } }],
        },
      ),
    );
    const times = [1, 2, 3, 4, 5].map(() => {
      const start = performance.now();
      for (const manifest of manifests) withDefaults(manifest, MINOR);
      return performance.now() - start;
    });
    // Ten times what it takes.
    expect(Math.min(...times)).toBeLessThan(atThisPace(300));
  });
});
