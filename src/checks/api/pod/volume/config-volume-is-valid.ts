import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { required } from '../../field-error.ts';
import { keyPathFindings, modeFindings } from './key-path-item.ts';
import { sourceFindings } from './volumes-of.ts';

export const configVolumeIsValid: Rule = {
  id: 'config-volume-is-valid',
  severity: 'error',
  why: 'the API server refuses a volume of a ConfigMap or Secret without the name of it, or with files outside the volume',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/#exposed-persistent-volumes',
  kinds: POD_KINDS,
  keys: ['configMap', 'secret'],
  *check(subject) {
    yield* sourceFindings(subject, 'secret', function* ({ secretName, defaultMode, items }, path) {
      if (!secretName) yield required(`${path}.secretName`, 'name the Secret');
      yield* modeFindings(defaultMode, `${path}.defaultMode`);
      yield* keyPathFindings(items, `${path}.items`);
    });
    yield* sourceFindings(subject, 'configMap', function* ({ name, defaultMode, items }, path) {
      if (!name) yield required(`${path}.name`, 'name the ConfigMap');
      yield* modeFindings(defaultMode, `${path}.defaultMode`);
      yield* keyPathFindings(items, `${path}.items`);
    });
  },
};
