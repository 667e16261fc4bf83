import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { claimAccessModesAreValid } from './claim-access-modes-are-valid.ts';

const claim = (spec: object) => object('v1', 'PersistentVolumeClaim', 'data', { spec });

describeRule(claimAccessModesAreValid, {
  accepts: {
    'one, and several': claim({ accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] }),
    'one pod alone': claim({ accessModes: ['ReadWriteOncePod', 'ReadWriteOncePod'] }),
  },
  rejects: {
    'none': [claim({}), ['spec.accessModes']],
    'an unknown one': [claim({ accessModes: ['RWO'] }), ['spec.accessModes']],
    'one pod and others': [claim({ accessModes: ['ReadWriteOncePod', 'ReadWriteMany'] }), ['spec.accessModes']],
  },
});
