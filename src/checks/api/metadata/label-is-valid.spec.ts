import { describeRule } from '../../test-support/describe-rule.ts';
import { configMap } from '../../test-support/manifests.ts';
import { labelIsValid } from './label-is-valid.ts';

const labelled = (labels: object) => configMap('a', {}, { labels });

describeRule(labelIsValid, {
  accepts: { 'a domain and a value': labelled({ 'example.com/Part_1': 'v1.0' }), 'no value': labelled({ a: '' }), 'a value that is null, which is none': labelled({ a: null }) },
  rejects: {
    'a space in the value': [labelled({ a: 'b c' }), ['metadata.labels']],
    'a colon in the key, and the value': [labelled({ 'a:b': 'c:d' }), ['metadata.labels', 'metadata.labels']],
    'a domain in upper case': [labelled({ 'Example.com/a': '' }), ['metadata.labels']],
    'a time': [labelled({ built: '2030-01-01T00:00:00Z' }), ['metadata.labels']],
  },
});
