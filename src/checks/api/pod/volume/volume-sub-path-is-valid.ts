import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf } from '../../config/items-of.ts';
import { invalid } from '../../field-error.ts';
import { descendingPathErrors } from './volume-path.ts';

export const volumeSubPathIsValid: Rule = {
  id: 'volume-sub-path-is-valid',
  severity: 'error',
  why: 'the API server refuses a mount of a part of a volume that lies outside it, or that is named twice',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath',
  kinds: POD_KINDS,
  keys: ['subPath', 'subPathExpr'],
  *check({ apiContainers }) {
    for (const { path, container } of apiContainers) {
      const mounts = `${path}.volumeMounts`;
      for (const { path: at, item: { subPath = '', subPathExpr = '' } } of itemsOf(container.volumeMounts, mounts)) {
        // The server's paths don't say which mount it is.
        if (subPath !== '') yield* eachInvalid(`${mounts}.subPath`, subPath, descendingPathErrors(subPath));
        if (subPathExpr !== '') yield* eachInvalid(`${mounts}.subPathExpr`, subPathExpr, descendingPathErrors(subPathExpr));
        if (subPath !== '' && subPathExpr !== '') yield invalid(`${at}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive');
      }
    }
  },
};
