import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment } from '../../../test-support/manifests.ts';
import { volumeSubPathIsValid } from './volume-sub-path-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
/** A container that mounts the volume `data`. */
const mounting = (mount: object, fields: object = {}) => deployment({ volumes: [{ name: 'data', emptyDir: {} }], containers: [container({ volumeMounts: [{ name: 'data', mountPath: '/data', ...mount }], ...fields })] });

describeRule(volumeSubPathIsValid, {
  accepts: { 'a part': mounting({ subPath: 'a/b' }), 'a part by a variable': mounting({ subPath: '', subPathExpr: '$(A)' }) },
  rejects: {
    'absolute': [mounting({ subPath: '/a' }), [`${CONTAINER}.volumeMounts.subPath`]],
    'up': [mounting({ subPathExpr: 'a/..' }), [`${CONTAINER}.volumeMounts.subPathExpr`]],
    'two': [mounting({ subPath: 'a', subPathExpr: 'b' }), [`${CONTAINER}.volumeMounts[0].subPathExpr`]],
  },
});
