import { describeRule } from '../test-support/describe-rule.ts';
import { deployment } from '../test-support/manifests.ts';
import { noHostPath } from './no-host-path.ts';

describeRule(noHostPath, {
  accepts: { 'an emptyDir': deployment({ volumes: [{ name: 'a', emptyDir: {} }] }), 'no volumes': deployment() },
  rejects: { 'a host path': [deployment({ volumes: [{ name: 'a', emptyDir: {} }, { name: 'b', hostPath: { path: '/' } }] }), ['spec.template.spec.volumes[1].hostPath']] },
});
