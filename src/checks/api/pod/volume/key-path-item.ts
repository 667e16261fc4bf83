import { type KeyToPath } from '../../../../../imports/kubernetes.ts';
import { type Finding } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf } from '../../config/items-of.ts';
import { required } from '../../field-error.ts';
import { fileModeErrors } from '../../syntax/file-mode.ts';
import { localPathErrors } from './volume-path.ts';

/** What is wrong with the keys of a ConfigMap or Secret that become files, and with those files. */
export function* keyPathFindings(items: readonly KeyToPath[] | undefined, path: string): Iterable<Finding> {
  for (const { path: at, item: { key = '', path: file = '', mode } } of itemsOf(items, path)) {
    if (key === '') yield required(`${at}.key`, 'name the key whose value the file holds');
    if (file === '') yield required(`${at}.path`, 'name the file');
    yield* eachInvalid(`${at}.path`, file, localPathErrors(file));
    yield* modeFindings(mode, `${at}.mode`);
  }
}

/** What is wrong with the permissions of a file, where they are written. */
export function* modeFindings(mode: number | undefined, path: string): Iterable<Finding> {
  if (mode !== undefined) yield* eachInvalid(path, mode, fileModeErrors(mode));
}
