import type { Crd } from './crd.ts';
import { nameShapes } from './crd-names.ts';
import { readShapes } from './crd-types.ts';
import type { Declaration } from './model.ts';
import { print } from './print.ts';
import { apiVersionOf, byCodeUnits } from './schema.ts';

/** Where the file of a custom resource lies under `imports/`: `external-secrets.io/external-secret.ts`. */
export function crdPath({ group, kind }: Pick<Crd, 'group' | 'kind'>): string {
  const kebab = kind.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2');
  return `${group}/${kebab.toLowerCase()}.ts`;
}

/**
 * The text of a custom resource's file.
 *
 * @param source release the definition comes from: `argoproj/argo-rollouts v1.9.1`
 */
export function crdFile(crd: Crd, source: string): string {
  const { kind } = crd;
  const { fields, shapes } = readShapes(crd.schema, kind);
  const names = nameShapes(kind, shapes, new Set([kind, `${kind}Props`, 'ApiObject', 'Construct', 'ObjectMeta']));
  const nameOf = (id: string): string => names.get(id) ?? fail(`${kind}: shape ${id} has no name`);
  const declarations = shapes
    .map(({ id, shape }): Declaration => ({ is: 'interface', name: nameOf(id), shape }))
    .sort((a, b) => byCodeUnits(a.name, b.name));
  return print({
    source,
    imports: [
      "import { ApiObject } from 'cdk8s';",
      "import type { Construct } from 'constructs';",
      "import type { ObjectMeta } from '../kubernetes.ts';",
    ],
    kinds: [{ name: kind, kind, apiVersion: apiVersionOf(crd), fields }],
    declarations,
    nameOf,
  });
}

function fail(message: string): never {
  throw new Error(message);
}
