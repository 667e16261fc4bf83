import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { overheadNeedsRuntimeClass } from './overhead-needs-runtime-class.ts';

/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });

describeRule(overheadNeedsRuntimeClass, {
  accepts: { 'none': pod({}), 'that of a class': pod({ runtimeClassName: 'gvisor', overhead: { cpu: '10m' } }), 'a template, whose pods are refused later': deployment({ overhead: { cpu: '10m' } }) },
  rejects: { 'no class': [pod({ overhead: { cpu: '10m' } }), ['spec.overhead']] },
});
