import { describeRule } from '../test-support/describe-rule.ts';
import { withContainer } from '../test-support/manifests.ts';
import { noHostPort } from './no-host-port.ts';

describeRule(noHostPort, {
  accepts: { 'none': withContainer({ ports: [{ containerPort: 80 }] }), 'zero, which is none': withContainer({ ports: [{ containerPort: 80, hostPort: 0 }] }) },
  rejects: { 'a host port': [withContainer({ ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 81 }] }), ['spec.template.spec.containers[0].ports[1].hostPort']] },
});
