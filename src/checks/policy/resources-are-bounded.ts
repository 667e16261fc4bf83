import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';

export const resourcesAreBounded: Rule = {
  id: 'resources-are-bounded',
  severity: 'warning',
  why: 'a container without requests is the first that is evicted, and one without limits takes what its neighbours need',
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  kinds: POD_KINDS,
  *check({ containers }) {
    for (const { path, container, list } of containers) {
      if (list === 'ephemeralContainers') continue;
      const missing = AMOUNTS.filter(([part, resource]) => (at(container, 'resources', part, resource) ?? undefined) === undefined).map((keys) => keys.join('.'));
      if (missing.length > 0) yield { path: `${path}.resources`, message: `the container says nothing of ${missing.join(', ')}`, fix: 'resources: { requests: { cpu: 100m, ephemeral-storage: 64Mi, memory: 128Mi }, limits: { cpu: "1", ephemeral-storage: 1Gi, memory: 128Mi } }' };
    }
  },
};

const AMOUNTS: readonly (readonly [part: string, resource: string])[] = ['requests', 'limits'].flatMap((part) => ['cpu', 'ephemeral-storage', 'memory'].map((resource) => [part, resource] as const));
