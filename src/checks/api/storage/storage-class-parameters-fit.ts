import { type StorageClassProps } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { entriesOf } from '../config/items-of.ts';
import { bodyOf } from '../config/spec-of.ts';
import { invalid, required, tooLong } from '../field-error.ts';
import { byteLength } from '../syntax/length.ts';

export const storageClassParametersFit: Rule = {
  id: 'storage-class-parameters-fit',
  severity: 'error',
  why: 'the API server refuses parameters without a key, and more than 512 of them or 256 KiB',
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#parameters',
  kinds: ['storage.k8s.io/StorageClass', 'storage.k8s.io/VolumeAttributesClass'],
  *check(subject) {
    const parameters = entriesOf(bodyOf<StorageClassProps>(subject).parameters);
    if (parameters.length === 0 && subject.kind === 'storage.k8s.io/VolumeAttributesClass') yield required('parameters', 'must have at least one');
    if (parameters.length > MOST) {
      yield tooLong('parameters', MOST);
      return;
    }
    let size = 0;
    for (const [key, value] of parameters) {
      if (key === '') yield invalid('parameters', key, 'a key can not be empty');
      size += byteLength(key) + byteLength(value ?? '');
    }
    if (size > LONGEST) yield tooLong('parameters', LONGEST);
  },
};

const MOST = 512;
const LONGEST = 256 * 1024;
