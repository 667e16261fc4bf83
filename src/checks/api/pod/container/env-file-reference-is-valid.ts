import { type FileKeySelector } from '../../../../../imports/kubernetes.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf } from '../../config/items-of.ts';
import { invalid, notFound, required } from '../../field-error.ts';
import { envVarNameErrors } from '../../syntax/env-var-name.ts';
import { localPathErrors } from '../volume/volume-path.ts';

/** The minor since which a variable may come from a file without asking for it; before, the field is dropped. */
export const ENV_FILES = 35;

export const envFileReferenceIsValid: Rule = {
  id: 'env-file-reference-is-valid',
  severity: 'error',
  why: 'the API server refuses a variable from a file unless that lies in an emptyDir volume of the pod, at a path below it',
  source: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-via-file/',
  since: ENV_FILES,
  kinds: POD_KINDS,
  keys: ['fileKeyRef'],
  *check({ apiContainers, set: { minor } }) {
    for (const { path, container, pod } of apiContainers) {
      for (const { path: at, item: { valueFrom } } of itemsOf(container.env, `${path}.env`)) {
        if (valueFrom?.fileKeyRef === undefined) continue;
        const { key = '', path: file = '', volumeName = '' } = valueFrom.fileKeyRef as Partial<FileKeySelector>;
        const here = `${at}.valueFrom.fileKeyRef`;
        if (key === '') yield required(`${here}.key`, 'name the variable in the file');
        else yield* eachInvalid(`${here}.key`, key, envVarNameErrors(key, minor));
        if (file === '') yield required(`${here}.path`, 'name the file in the volume');
        else yield* eachInvalid(`${here}.path`, file, localPathErrors(file));
        if (volumeName === '') {
          yield required(`${here}.volumeName`, 'name the volume that the file lies in');
          continue;
        }
        const volume = pod.spec.volumes?.find(({ name }) => name === volumeName);
        if (volume === undefined) yield notFound(`${here}.volumeName`, volumeName);
        else if (volume.emptyDir === undefined) yield invalid(`${here}.volumeName`, volumeName, 'must be an emptyDir volume');
      }
    }
  },
};
