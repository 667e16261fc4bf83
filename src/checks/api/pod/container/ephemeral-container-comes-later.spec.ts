import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { ephemeralContainerComesLater } from './ephemeral-container-comes-later.ts';

const DEBUG = { ephemeralContainers: [container({ name: 'debug' })] };
/** A Pod; the fields are its spec. */
const pod = (fields: Readonly<Record<string, unknown>>) => object('v1', 'Pod', 'web', { spec: podSpec(fields) });

describeRule(ephemeralContainerComesLater, {
  accepts: { 'none': pod({}), 'an empty list': pod({ ephemeralContainers: [] }), 'a template, of which another rule speaks': deployment(DEBUG) },
  rejects: { 'one': [pod(DEBUG), ['spec.ephemeralContainers']] },
});
