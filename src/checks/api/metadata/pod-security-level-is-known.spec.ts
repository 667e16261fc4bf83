import { describeRule } from '../../test-support/describe-rule.ts';
import { configMap, object } from '../../test-support/manifests.ts';
import { podSecurityLevelIsKnown } from './pod-security-level-is-known.ts';

const labelled = (labels: object) => object('v1', 'Namespace', 'shop', { metadata: { labels } });
const KEY = 'pod-security.kubernetes.io';

describeRule(podSecurityLevelIsKnown, {
  accepts: {
    'a level and its version': labelled({ [`${KEY}/enforce`]: 'restricted', [`${KEY}/enforce-version`]: 'v1.36' }),
    'the latest version': labelled({ [`${KEY}/warn-version`]: 'latest' }),
    'a label of the same domain that is none of them': labelled({ [`${KEY}/note`]: 'any' }),
    'another kind': configMap('a', {}, { labels: { [`${KEY}/enforce`]: 'none' } }),
  },
  rejects: {
    'a level in upper case': [labelled({ [`${KEY}/audit`]: 'Baseline' }), [`metadata.labels["${KEY}/audit"]`]],
    'a level left empty': [labelled({ [`${KEY}/warn`]: null }), [`metadata.labels["${KEY}/warn"]`]],
    'a version without its v': [labelled({ [`${KEY}/enforce-version`]: '1.36' }), [`metadata.labels["${KEY}/enforce-version"]`]],
    'a version with a zero in front': [labelled({ [`${KEY}/warn-version`]: 'v1.036' }), [`metadata.labels["${KEY}/warn-version"]`]],
    'a version of three numbers': [labelled({ [`${KEY}/enforce-version`]: 'v1.36.2' }), [`metadata.labels["${KEY}/enforce-version"]`]],
  },
});
