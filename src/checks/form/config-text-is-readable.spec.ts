import { describeRule } from '../test-support/describe-rule.ts';
import { configMap } from '../test-support/manifests.ts';
import { configTextIsReadable } from './config-text-is-readable.ts';

describeRule(configTextIsReadable, {
  accepts: {
    'text with LF': configMap('x', { 'app.conf': 'a\n  b\n' }),
    'text that must have tabs': configMap('x', { Makefile: 'all:\n\techo\n' }),
    'one line with a carriage return': configMap('x', { separator: '\r' }),
    'data of another shape': configMap('x', undefined),
  },
  rejects: {
    'text with CR LF': [configMap('x', { 'app.conf': 'a\r\nb\r\n' }), ['data["app.conf"]']],
    'text indented with a mixture': [configMap('x', { conf: 'a:\n  \tb\n' }), ['data.conf']],
  },
});
