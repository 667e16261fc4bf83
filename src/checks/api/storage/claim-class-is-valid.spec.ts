import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { claimClassIsValid } from './claim-class-is-valid.ts';

const claim = (spec: object) => object('v1', 'PersistentVolumeClaim', 'data', { spec });

describeRule(claimClassIsValid, {
  accepts: {
    'names': claim({ storageClassName: 'fast', volumeMode: 'Block', volumeAttributesClassName: 'gold' }),
    'empty names, which mean something of their own': claim({ storageClassName: '', volumeAttributesClassName: '' }),
  },
  rejects: {
    'names that nothing has': [claim({ storageClassName: 'Fast', volumeAttributesClassName: 'a_b' }), ['spec.storageClassName', 'spec.volumeAttributesClassName']],
    'a mode': [claim({ volumeMode: '' }), ['spec.volumeMode']],
  },
});

describeRule(claimClassIsValid, {
  accepts: {
    'attributes, which are dropped': claim({ volumeAttributesClassName: 'a_b' }),
  },
  rejects: {
    'a class': [claim({ storageClassName: 'Fast' }), ['spec.storageClassName']],
  },
  context: { kubernetes: '1.33' },
});
