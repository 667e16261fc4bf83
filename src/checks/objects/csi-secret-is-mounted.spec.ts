import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, object } from '../test-support/manifests.ts';
import { csiSecretIsMounted } from './csi-secret-is-mounted.ts';

const providerClass = object('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', 'runtime', { spec: { provider: 'gcp', secretObjects: [{ secretName: 'runtime', type: 'Opaque', data: [] }] } });
const volume = { name: 'files', csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass: 'runtime' } } };
const env = [{ name: 'A', valueFrom: { secretKeyRef: { name: 'runtime', key: 'a' } } }];
const pod = (container: object, volumes: readonly object[]) => deployment({ containers: [{ name: 'app', ...container }], volumes });

describeRule(csiSecretIsMounted, {
  accepts: {
    'a Secret whose volume the pod mounts': [providerClass, pod({ env, volumeMounts: [{ name: 'files', mountPath: '/mnt' }] }, [volume])],
    'a volume that another container mounts': [providerClass, deployment({ containers: [{ name: 'app', env }, { name: 'other', volumeMounts: [{ name: 'files', mountPath: '/mnt' }] }], volumes: [volume] })],
    'a Secret that somebody else makes': [object('external-secrets.io/v1', 'ExternalSecret', 'runtime', { spec: {} }), pod({ env }, [])],
    'what is optional': [providerClass, pod({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'runtime', key: 'a', optional: true } } }] }, [])],
  },
  rejects: {
    'a pod without the volume': [[providerClass, pod({ env }, [])], ['spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.name']],
    'a volume that no container mounts': [[providerClass, pod({ env }, [volume])], ['spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.name']],
    'the volume of another class': [
      [providerClass, pod({ env, volumeMounts: [{ name: 'files', mountPath: '/mnt' }] }, [{ ...volume, csi: { ...volume.csi, volumeAttributes: { secretProviderClass: 'other' } } }])],
      ['spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.name'],
    ],
    'an operator that reads it': [
      [providerClass, object('postgresql.cnpg.io/v1', 'Cluster', 'db', { spec: { bootstrap: { initdb: { secret: { name: 'runtime' } } } } })],
      ['spec.bootstrap.initdb.secret.name'],
    ],
  },
});
