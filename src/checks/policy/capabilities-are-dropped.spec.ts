import { describeRule } from '../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../test-support/manifests.ts';
import { capabilitiesAreDropped } from './capabilities-are-dropped.ts';

const PATH = 'spec.template.spec.containers[0].securityContext.capabilities';
const of = (capabilities?: object) => withContainer({ securityContext: { capabilities } });

describeRule(capabilitiesAreDropped, {
  accepts: {
    'all dropped': of({ drop: ['ALL'] }),
    'all dropped, and low ports added': of({ drop: ['ALL'], add: ['NET_BIND_SERVICE'] }),
    'a pod on Windows': deployment({ os: { name: 'windows' }, containers: [container({ securityContext: undefined })] }),
  },
  rejects: {
    'nothing said': [of(), [`${PATH}.drop`]],
    'one dropped': [of({ drop: ['KILL'] }), [`${PATH}.drop`]],
    'one added': [of({ drop: ['ALL'], add: ['NET_BIND_SERVICE', 'CHOWN'] }), [`${PATH}.add[1]`]],
  },
});
