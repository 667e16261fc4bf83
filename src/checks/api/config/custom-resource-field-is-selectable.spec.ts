import { describeRule } from '../../test-support/describe-rule.ts';
import { customResourceFieldIsSelectable } from './custom-resource-field-is-selectable.ts';
import { definition } from './structural-fixture.ts';

const FIELDS = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`f${index}`, { type: 'string' }]));
const selecting = (...paths: readonly string[]) => definition({ properties: { spec: { type: 'object', properties: { ...FIELDS, list: { type: 'array', items: { type: 'string' } } } }, metadata: { type: 'object', properties: { name: { type: 'string' } } } } }, { selectableFields: paths.map((jsonPath) => ({ jsonPath })) });
const at = (index: number) => `spec.versions[0].selectableFields[${index}].jsonPath`;

describeRule(customResourceFieldIsSelectable, {
  accepts: {
    'fields': selecting('.spec.f0', '.spec.f1'),
  },
  rejects: {
    'none, one that isn\'t there, a list': [selecting('', '.spec.other', '.spec.list'), [at(0), at(1), at(2)]],
    'not after a dot, and in brackets': [selecting('spec.f0', ".spec['f0']"), [at(0), at(1)]],
    'metadata, and one twice': [selecting('.metadata.name', '.spec.f0', '.spec.f0'), [at(0), at(2)]],
    'too many': [selecting(...Object.keys(FIELDS).map((key) => `.spec.${key}`)), ['spec.versions[0].selectableFields']],
  },
});
