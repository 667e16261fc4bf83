import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { patternFault } from '../../schema/cel/cel-pattern.ts';
import { DEFINITION_KINDS, structuralNodesOf } from './structural-nodes.ts';

export const structuralPatternCompiles: Rule = {
  id: 'structural-pattern-compiles',
  severity: 'error',
  why: 'the API server matches in Go\'s syntax, and refuses a schema with a pattern that is none there: no lookahead, no backreference',
  source: 'https://github.com/google/re2/wiki/Syntax',
  kinds: DEFINITION_KINDS,
  keys: ['pattern'],
  *check(subject) {
    for (const node of structuralNodesOf(subject)) {
      const { pattern = '' } = node.schema;
      const fault = pattern === '' ? undefined : patternFault(pattern);
      if (fault !== undefined) yield invalid(`${node.path}.pattern`, pattern, `must be a valid regular expression: ${fault}`);
    }
  },
};
