import { describeRule } from '../../test-support/describe-rule.ts';
import { configMap } from '../../test-support/manifests.ts';
import { annotationIsValid } from './annotation-is-valid.ts';

const annotated = (annotations: object) => configMap('a', {}, { annotations });

describeRule(annotationIsValid, {
  accepts: { 'a domain in upper case': annotated({ 'Example.COM/A': 'any text at all: {}\n' }), '256 KiB': annotated({ a: 'x'.repeat(256 * 1024 - 1) }) },
  rejects: {
    'two slashes': [annotated({ 'a/b/c': '' }), ['metadata.annotations']],
    'a byte more than 256 KiB': [annotated({ a: 'x'.repeat(200_000), b: 'x'.repeat(256 * 1024 - 200_001) }), ['metadata.annotations']],
  },
});
