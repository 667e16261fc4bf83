import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { flowSchemaIsValid } from './flow-schema-is-valid.ts';

const LEVEL = { priorityLevelConfiguration: { name: 'workload-low' } };
const schema = (spec: object, name = 'web') => object('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', name, { spec });

describeRule(flowSchemaIsValid, {
  accepts: {
    'a level alone': schema(LEVEL),
    'a precedence and a method': schema({ ...LEVEL, matchingPrecedence: 10_000, distinguisherMethod: { type: 'ByUser' } }),
    'no precedence, which is 1000': schema({ ...LEVEL, matchingPrecedence: 0 }),
    'the first of all, by its name': schema({ ...LEVEL, matchingPrecedence: 1 }, 'exempt'),
  },
  rejects: {
    'no level': [schema({}), ['spec.priorityLevelConfiguration.name']],
    'a level that can have no such name': [schema({ priorityLevelConfiguration: { name: 'Low' } }), ['spec.priorityLevelConfiguration.name']],
    'a negative precedence': [schema({ ...LEVEL, matchingPrecedence: -1 }), ['spec.matchingPrecedence']],
    'a precedence too large': [schema({ ...LEVEL, matchingPrecedence: 10_001 }), ['spec.matchingPrecedence']],
    'the first of all by another name': [schema({ ...LEVEL, matchingPrecedence: 1 }), ['spec.matchingPrecedence']],
    'an unknown method': [schema({ ...LEVEL, distinguisherMethod: { type: 'byUser' } }), ['spec.distinguisherMethod.type']],
  },
});
