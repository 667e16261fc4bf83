import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { sessionAffinityIsValid } from './session-affinity-is-valid.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(sessionAffinityIsValid, {
  accepts: {
    'by client, for the default time': service({ sessionAffinity: 'ClientIP' }),
    'by client, for a day': service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86400 } } }),
    'none, and a time that is dropped': service({ sessionAffinity: 'None', sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } } }),
  },
  rejects: {
    'an unknown one': [service({ sessionAffinity: 'Cookie' }), ['spec.sessionAffinity']],
    'no time': [service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } } }), ['spec.sessionAffinityConfig.clientIP.timeoutSeconds']],
    'more than a day': [service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86401 } } }), ['spec.sessionAffinityConfig.clientIP.timeoutSeconds']],
  },
});
