import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { containerPortNameIsUnique } from './container-port-name-is-unique.ts';

const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(containerPortNameIsUnique, {
  accepts: { 'one name in two containers': deployment({ containers: [container({ ports: [{ name: 'http', containerPort: 80 }] }), container({ name: 'b', ports: [{ name: 'http', containerPort: 81 }] })] }), 'no names': withContainer({ ports: [{ containerPort: 80 }, { containerPort: 80 }] }) },
  rejects: { 'one name twice': [withContainer({ ports: [{ name: 'http', containerPort: 80 }, { containerPort: 1 }, { name: 'http', containerPort: 81 }] }), [`${CONTAINER}.ports[2].name`]] },
});
