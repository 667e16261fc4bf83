import { type EnvVarSource } from '../../../../../imports/kubernetes.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { invalid } from '../../field-error.ts';
import { ENV_FILES } from './env-file-reference-is-valid.ts';

const SOURCES: readonly (keyof EnvVarSource)[] = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

export const envHasOneSource: Rule = {
  id: 'env-has-one-source',
  severity: 'error',
  why: 'the API server refuses an environment variable that has no source, or more than one, or one beside a value',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables',
  kinds: POD_KINDS,
  keys: ['valueFrom'],
  *check({ apiContainers, set: { minor } }) {
    // A cluster that doesn't know files as a source drops the field.
    const sources = minor >= ENV_FILES ? SOURCES : SOURCES.slice(0, -1);
    for (const { path, container } of apiContainers) {
      for (const { path: at, item: { value, valueFrom } } of itemsOf(container.env, `${path}.env`)) {
        if (valueFrom === undefined) continue;
        const given = sources.filter((source) => valueFrom[source] !== undefined).length;
        if (given === 0) yield invalid(`${at}.valueFrom`, '', `must have one of ${sources.join(', ')}`);
        else if (value) yield invalid(`${at}.valueFrom`, '', 'may not be specified when `value` is not empty');
        else if (given > 1) yield invalid(`${at}.valueFrom`, '', 'may not have more than one source');
      }
    }
  },
};
