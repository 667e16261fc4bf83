import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, withContainer } from '../test-support/manifests.ts';
import { hashedConfigMapIsMounted } from './hashed-config-map-is-mounted.ts';

const HASHED = 'files-0123456789';
const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(hashedConfigMapIsMounted, {
  accepts: {
    'files that are mounted': deployment({ volumes: [{ name: 'files', configMap: { name: HASHED } }] }),
    'a plain ConfigMap in variables': withContainer({ envFrom: [{ configMapRef: { name: 'settings' } }] }),
    'a hashed Secret in a variable': withContainer({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'keys-0123456789', key: 'a' } } }] }),
  },
  rejects: {
    'all keys as variables': [withContainer({ envFrom: [{ configMapRef: { name: HASHED } }] }), [`${CONTAINER}.envFrom[0].configMapRef.name`]],
    'one key as a variable': [withContainer({ env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: HASHED, key: 'a' } } }] }), [`${CONTAINER}.env[0].valueFrom.configMapKeyRef.name`]],
  },
});
