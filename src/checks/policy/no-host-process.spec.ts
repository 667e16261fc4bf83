import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, withContainer } from '../test-support/manifests.ts';
import { noHostProcess } from './no-host-process.ts';

const of = (hostProcess: boolean) => ({ securityContext: { windowsOptions: { hostProcess } } });

describeRule(noHostProcess, {
  accepts: { 'nothing said': withContainer({}), 'false': deployment(of(false)) },
  rejects: {
    'a pod': [deployment(of(true)), ['spec.template.spec.securityContext.windowsOptions.hostProcess']],
    'a container': [withContainer(of(true)), ['spec.template.spec.containers[0].securityContext.windowsOptions.hostProcess']],
  },
});
