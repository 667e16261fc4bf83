import { describeRule } from '../test-support/describe-rule.ts';
import { withContainer } from '../test-support/manifests.ts';
import { noSshPort } from './no-ssh-port.ts';

describeRule(noSshPort, {
  accepts: {
    'another port': withContainer({ ports: [{ containerPort: 8080 }] }),
  },
  rejects: {
    'port 22': [withContainer({ ports: [{ containerPort: 8080 }, { containerPort: 22 }] }), ['spec.template.spec.containers[0].ports[1].containerPort']],
  },
});
