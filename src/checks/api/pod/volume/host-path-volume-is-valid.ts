import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { notSupported, required } from '../../field-error.ts';
import { backstepErrors } from './volume-path.ts';
import { sourceFindings } from './volumes-of.ts';

const TYPES: readonly string[] = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];

export const hostPathVolumeIsValid: Rule = {
  id: 'host-path-volume-is-valid',
  severity: 'error',
  why: 'the API server refuses a path of the node that goes up, and sorts of files that it doesn\'t know',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  kinds: POD_KINDS,
  keys: ['hostPath'],
  *check(subject) {
    yield* sourceFindings(subject, 'hostPath', function* ({ path: file = '', type = '' }, path) {
      if (file === '') return void (yield required(`${path}.path`, 'name the file or folder of the node'));
      yield* eachInvalid(`${path}.path`, file, backstepErrors(file));
      if (!TYPES.includes(type)) yield notSupported(`${path}.type`, type, TYPES);
    });
  },
};
