import { describeRule } from '../../test-support/describe-rule.ts';
import { definition, ROOT } from './structural-fixture.ts';
import { structuralRootFitsStatus } from './structural-root-fits-status.ts';

const STATUS = { subresources: { status: {} } };

describeRule(structuralRootFitsStatus, {
  accepts: {
    'fields': definition({ description: 'an order', required: ['spec'], properties: { spec: { type: 'object' } } }, STATUS),
    'more, without status': definition({ oneOf: [{ required: ['spec'] }], properties: { spec: { type: 'object' } } }),
  },
  rejects: {
    'more, with status': [definition({ oneOf: [{ required: ['spec'] }], minProperties: 1, properties: { spec: { type: 'object' } } }, STATUS), [ROOT]],
  },
});
