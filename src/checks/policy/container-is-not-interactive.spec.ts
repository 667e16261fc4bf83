import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, withContainer } from '../test-support/manifests.ts';
import { containerIsNotInteractive } from './container-is-not-interactive.ts';

describeRule(containerIsNotInteractive, {
  accepts: {
    'nothing said': withContainer({}),
    'said no': withContainer({ stdin: false, tty: false }),
    'a debug container': deployment({ ephemeralContainers: [{ name: 'debug', stdin: true, tty: true }] }),
  },
  rejects: {
    'both': [withContainer({ stdin: true, tty: true }), ['spec.template.spec.containers[0].stdin', 'spec.template.spec.containers[0].tty']],
  },
});
