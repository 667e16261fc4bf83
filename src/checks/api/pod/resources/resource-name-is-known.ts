import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { keyPath } from '../../config/key-path.ts';
import { notSupported } from '../../field-error.ts';
import { containerResourceNameErrors, resourceNameErrors } from '../../quota/resource-name.ts';
import { resourcesOf } from './resource-lists.ts';

export const resourceNameIsKnown: Rule = {
  id: 'resource-name-is-known',
  severity: 'error',
  why: 'the API server refuses resources that no node has: those beside CPU, memory, ephemeral storage and huge pages have a domain in front',
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-types',
  kinds: POD_KINDS,
  keys: ['limits', 'requests', 'overhead'],
  *check(subject) {
    for (const { path, resources, isPod } of resourcesOf(subject)) {
      for (const list of ['limits', 'requests'] as const) {
        for (const name of Object.keys(resources[list] ?? {})) {
          // A request is mostly what the limit makes it: the name is told once.
          if (list === 'requests' && Object.hasOwn(resources.limits ?? {}, name)) continue;
          yield* nameFindings(keyPath(`${path}.${list}`, name), name, isPod);
        }
      }
    }
    for (const { specPath, spec } of subject.apiPods) {
      for (const name of Object.keys(spec.overhead ?? {})) yield* nameFindings(keyPath(`${specPath}.overhead.limits`, name), name, false);
    }
  },
};

const OF_PODS: readonly string[] = ['cpu', 'memory'];

function* nameFindings(path: string, name: string, isPod: boolean): Iterable<Finding> {
  if (!isPod) return yield* eachInvalid(path, name, containerResourceNameErrors(name));
  const errors = resourceNameErrors(name);
  if (errors.length > 0) yield* eachInvalid(path, name, errors);
  else if (!OF_PODS.includes(name) && !name.startsWith('hugepages-')) yield notSupported(path, name, [...OF_PODS, 'hugepages-']);
}
