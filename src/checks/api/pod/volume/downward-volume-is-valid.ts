import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { downwardFileFindings } from './downward-file.ts';
import { modeFindings } from './key-path-item.ts';
import { sourceFindings } from './volumes-of.ts';

export const downwardVolumeIsValid: Rule = {
  id: 'downward-volume-is-valid',
  severity: 'error',
  why: 'the API server refuses files of fields that a pod gives to no file, and files outside the volume',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/downward-api/',
  kinds: POD_KINDS,
  keys: ['downwardAPI'],
  *check(subject) {
    yield* sourceFindings(subject, 'downwardAPI', function* ({ defaultMode, items }, path) {
      yield* modeFindings(defaultMode, `${path}.defaultMode`);
      yield* downwardFileFindings(items, path);
    });
  },
};
