import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { envFileReferenceIsValid } from './env-file-reference-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
/** A container with one variable. */
const env = (variable: object) => withContainer({ env: [{ name: 'A', ...variable }] });

describeRule(envFileReferenceIsValid, {
  accepts: { 'a file of an emptyDir volume': deployment({ volumes: [{ name: 'data', emptyDir: {} }], containers: [container({ env: [{ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'data', path: 'a/b.env', key: 'A' } } }] })] }) },
  rejects: {
    'nothing named': [env({ valueFrom: { fileKeyRef: {} } }), [`${CONTAINER}.env[0].valueFrom.fileKeyRef.key`, `${CONTAINER}.env[0].valueFrom.fileKeyRef.path`, `${CONTAINER}.env[0].valueFrom.fileKeyRef.volumeName`]],
    'no such volume': [env({ valueFrom: { fileKeyRef: { volumeName: 'data', path: 'a', key: 'A' } } }), [`${CONTAINER}.env[0].valueFrom.fileKeyRef.volumeName`]],
    'a file outside of another volume': [deployment({ volumes: [{ name: 'data', configMap: { name: 'a' } }], containers: [container({ env: [{ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'data', path: '/a', key: 'A' } } }] })] }), [`${CONTAINER}.env[0].valueFrom.fileKeyRef.path`, `${CONTAINER}.env[0].valueFrom.fileKeyRef.volumeName`]],
  },
});
