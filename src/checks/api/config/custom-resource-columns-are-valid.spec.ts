import { describeRule } from '../../test-support/describe-rule.ts';
import { customResourceColumnsAreValid } from './custom-resource-columns-are-valid.ts';
import { definition } from './structural-fixture.ts';

const columns = (...additionalPrinterColumns: readonly object[]) => definition({}, { additionalPrinterColumns });
const scale = (fields: object) => definition({}, { subresources: { scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas', ...fields } } });
const AT = 'spec.versions[0].additionalPrinterColumns[0]';
const SCALE = 'spec.versions[0].subresources.scale';

describeRule(customResourceColumnsAreValid, {
  accepts: {
    'columns': columns({ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }, { name: 'Ready', type: 'string', format: 'byte', jsonPath: '.status.conditions[?(@.type=="Ready")].status' }),
    'a count': scale({ labelSelectorPath: '.status.selector' }),
  },
  rejects: {
    'nothing': [columns({}), [`${AT}.name`, `${AT}.type`, `${AT}.JSONPath`]],
    'types, formats and paths': [columns({ name: 'a', type: 'text', format: 'int8', jsonPath: 'spec' }), [`${AT}.type`, `${AT}.format`, `${AT}.JSONPath`]],
    'counts elsewhere': [scale({ specReplicasPath: 'spec.replicas', statusReplicasPath: '.spec.replicas', labelSelectorPath: '.metadata.labels' }), [`${SCALE}.specReplicasPath`, `${SCALE}.statusReplicasPath`, `${SCALE}.labelSelectorPath`]],
    'no counts': [scale({ specReplicasPath: '', statusReplicasPath: '' }), [`${SCALE}.specReplicasPath`, `${SCALE}.statusReplicasPath`]],
  },
});
