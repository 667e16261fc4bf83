import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, withContainer } from '../test-support/manifests.ts';
import { rootFilesystemIsReadOnly } from './root-filesystem-is-read-only.ts';

const FIELD = 'spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem';
const of = (readOnlyRootFilesystem: boolean) => withContainer({ securityContext: { readOnlyRootFilesystem } });

describeRule(rootFilesystemIsReadOnly, {
  accepts: {
    'one that is': of(true),
    'Windows': deployment({ os: { name: 'windows' } }),
  },
  rejects: {
    'nothing said': [withContainer({}), [FIELD]],
    'one that is not': [of(false), [FIELD]],
  },
});
