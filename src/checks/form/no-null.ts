import { pathOfNode } from '../nodes-of.ts';
import { type Rule } from '../rule.ts';

export const noNull: Rule = {
  id: 'no-null',
  severity: 'error',
  why: 'a null in a custom resource fails a server-side apply, and stops a server-side diff',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting-and-nullable',
  values: ['null'],
  *check({ manifest, suspects }) {
    // Its schemas may give null as a default or as an enum's value.
    if (manifest.kind === 'CustomResourceDefinition') return;
    for (const node of suspects) {
      if (node.value === null) yield { path: pathOfNode(node), message: 'null, which is not the same as absent', fix: 'remove the field' };
    }
  },
};
