import { describeRule } from '../../test-support/describe-rule.ts';
import { definitionOf, SPEC } from './structural-fixture.ts';
import { structuralPatternCompiles } from './structural-pattern-compiles.ts';

const patterns = (...list: readonly string[]) => list.map((pattern) => definitionOf({ type: 'string', pattern }));
const times = (count: number) => Array.from({ length: count }, () => `${SPEC}.pattern`);
const LOOKING = ['(?=a)', '(?!a)', '(?<=a)b', '(?<!a)b', '(a)\\1'];
const REPEATED = ['*a', 'a**', 'a{2}{3}', 'a|+', '(?i)*', 'a{2,1}', 'a{1001}'];
const UNCLOSED = ['(a', 'a)', '[a', '[', 'a\\', '(?'];
const CLASSES = ['[z-a]', '[a-\\d]', '[[:foo:]]', '\\p{Foo}', '[\\b]', '\\y', '\\8', '\\C', '\\Z'];

describeRule(structuralPatternCompiles, {
  accepts: {
    'plain ones': patterns('', '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', '^\\d+(\\.\\d{1,3})?$', 'a|b|', '^(?:a|b)*?c$'),
    'what only Go reads so': patterns('(?i)a', '(?P<n>a)', '(?<n>a)', '(?s-m:a)', '\\Qa(b\\E', '[[:alpha:]_]', '\\pL\\p{Greek}\\P{^Lu}', '\\z', '[]a]', '[^]a]', '[a-b-c]', 'a{,2}', 'a{', '\\x{10FFFF}', '\\07'),
  },
  rejects: {
    'looking around, and back': [patterns(...LOOKING), times(LOOKING.length)],
    'repeating nothing, twice, or too often': [patterns(...REPEATED), times(REPEATED.length)],
    'what isn\'t closed': [patterns(...UNCLOSED), times(UNCLOSED.length)],
    'classes and escapes': [patterns(...CLASSES), times(CLASSES.length)],
    'inside of allOf': [definitionOf({ type: 'string', allOf: [{ pattern: '(' }] }), [`${SPEC}.allOf[0].pattern`]],
  },
});
