import { describeRule } from '../test-support/describe-rule.ts';
import { container, cronJob, deployment, service, withContainer } from '../test-support/manifests.ts';
import { listKeyIsUnique } from './list-key-is-unique.ts';

const SPEC = 'spec.template.spec';

describeRule(listKeyIsUnique, {
  accepts: {
    'unique keys': deployment({ containers: [container({ env: [{ name: 'A' }, { name: 'B' }] })], volumes: [{ name: 'a' }, { name: 'b' }] }),
    'one port number on TCP and UDP': withContainer({ ports: [{ containerPort: 53, protocol: 'TCP' }, { containerPort: 53, protocol: 'UDP' }] }),
    'one volume mounted at two paths': withContainer({ volumeMounts: [{ name: 'a', mountPath: '/a' }, { name: 'a', mountPath: '/b' }] }),
    'elements of another shape': withContainer({ env: [null, 'A', 'A', {}, {}] }),
    'one Service port number on TCP and UDP': service({ ports: [{ name: 'dns', port: 53 }, { name: 'dns-udp', port: 53, protocol: 'UDP' }] }),
  },
  rejects: {
    'a variable set twice': [withContainer({ env: [{ name: 'A' }, { name: 'B' }, { name: 'A' }] }), [`${SPEC}.containers[0].env[2]`]],
    'a port declared twice, once with the default protocol': [withContainer({ ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'TCP' }] }), [`${SPEC}.containers[0].ports[1]`]],
    'two mounts at one path': [withContainer({ volumeMounts: [{ name: 'a', mountPath: '/a' }, { name: 'b', mountPath: '/a' }] }), [`${SPEC}.containers[0].volumeMounts[1]`]],
    'two volumes of one name': [deployment({ volumes: [{ name: 'a' }, { name: 'a' }] }), [`${SPEC}.volumes[1]`]],
    'two containers of one name': [deployment({ containers: [container(), container()] }), [`${SPEC}.containers[1].name`]],
    'a container and an init container of one name': [deployment({ initContainers: [container()] }), [`${SPEC}.containers[0].name`]],
    'a variable set twice in a CronJob': [cronJob({ containers: [container({ env: [{ name: 'A' }, { name: 'A' }] })] }), ['spec.jobTemplate.spec.template.spec.containers[0].env[1]']],
    'two spread constraints on one key': [
      deployment({ topologySpreadConstraints: [{ topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }, { topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }] }),
      [`${SPEC}.topologySpreadConstraints[1]`],
    ],
    'two ports of one number in a Service': [service({ ports: [{ name: 'a', port: 80 }, { name: 'b', port: 80, protocol: 'TCP' }] }), ['spec.ports[1]']],
    'two ports of one name in a Service': [service({ ports: [{ name: 'a', port: 80 }, { name: 'a', port: 81 }] }), ['spec.ports[1].name']],
  },
});
