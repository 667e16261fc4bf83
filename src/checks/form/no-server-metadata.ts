import { at, listAt } from '../field.ts';
import { type Finding, type Rule } from '../rule.ts';

const OWNED = ['creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'generation', 'managedFields', 'resourceVersion', 'selfLink', 'uid'];

export const noServerMetadata: Rule = {
  id: 'no-server-metadata',
  severity: 'error',
  why: 'these fields belong to the API server, which refuses them, ignores them or waits for their exact value',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/#System',
  keys: OWNED,
  *check({ manifest, pods }) {
    yield* ownedIn(at(manifest, 'metadata'), 'metadata');
    for (const { path, metadata } of pods) if (path !== '') yield* ownedIn(metadata, `${path}.metadata`);
    yield* ownedIn(at(manifest, 'spec', 'jobTemplate', 'metadata'), 'spec.jobTemplate.metadata');
    const claims = listAt(manifest, 'spec', 'volumeClaimTemplates');
    for (let index = 0; index < claims.length; index++) yield* ownedIn(at(claims[index], 'metadata'), `spec.volumeClaimTemplates[${index}].metadata`);
  },
};

function* ownedIn(metadata: unknown, path: string): Generator<Finding> {
  for (const field of OWNED) {
    if (at(metadata, field) !== undefined) yield {
      path: `${path}.${field}`,
      message: `Forbidden: ${field} is written by the API server`,
      fix: 'remove the field',
    };
  }
}
