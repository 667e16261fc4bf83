import { type DownwardAPIVolumeFile } from '../../../../../imports/kubernetes.ts';
import { type Finding } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf } from '../../config/items-of.ts';
import { resourceFieldFindings } from '../container/resource-field-reference.ts';
import { invalid, required } from '../../field-error.ts';
import { objectFieldFindings, VOLUME_FIELDS } from '../../syntax/object-field-reference.ts';
import { modeFindings } from './key-path-item.ts';
import { localPathErrors } from './volume-path.ts';

/**
 * What is wrong with files that hold fields of the pod or resources of its containers. The server's paths
 * don't say which file it is.
 */
export function* downwardFileFindings(items: readonly DownwardAPIVolumeFile[] | undefined, path: string): Iterable<Finding> {
  for (const { item: { path: file = '', fieldRef, resourceFieldRef, mode } } of itemsOf(items, path)) {
    if (file === '') yield required(`${path}.path`, 'name the file');
    yield* eachInvalid(`${path}.path`, file, localPathErrors(file));
    if (fieldRef !== undefined) {
      yield* objectFieldFindings(fieldRef, `${path}.fieldRef`, VOLUME_FIELDS);
      if (resourceFieldRef !== undefined) yield invalid(path, file, 'may not have both fieldRef and resourceFieldRef');
    } else if (resourceFieldRef !== undefined) {
      yield* resourceFieldFindings(resourceFieldRef, `${path}.resourceFieldRef`, true);
    } else {
      yield required(path, 'one of fieldRef and resourceFieldRef is required');
    }
    yield* modeFindings(mode, `${path}.mode`);
  }
}
