import { describeRule } from '../test-support/describe-rule.ts';
import { deployment } from '../test-support/manifests.ts';
import { volumeTypeIsRestricted } from './volume-type-is-restricted.ts';

const of = (...volumes: unknown[]) => deployment({ volumes });

describeRule(volumeTypeIsRestricted, {
  accepts: { 'types of the list': of({ name: 'a', emptyDir: {} }, { name: 'b', secret: {} }, { name: 'c', csi: {} }), 'no type, which is an emptyDir': of({ name: 'a' }), 'volumes of another shape': of('a', null) },
  rejects: { 'a host path and a network drive': [of({ name: 'a', hostPath: { path: '/' } }, { name: 'b', nfs: {} }), ['spec.template.spec.volumes[0]', 'spec.template.spec.volumes[1]']] },
});
