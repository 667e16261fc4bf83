import committedEnums from './core-enums.json';
import { coreFile } from './core.ts';
import { crdFile, crdPath } from './crd-file.ts';
import { enumFile, readEnumFile } from './enum-table.ts';
import { byCodeUnits } from './schema.ts';
import { scopesFile } from './scopes-file.ts';
import type { Sources } from './sources.ts';

/** Where the enum table comes from: what API servers publish, as a well-kept package gathered it. */
const ENUM_SOURCE =
  'enum values that kube-apiserver publishes under the OpenAPIEnums feature gate, which the OpenAPI document in its repository leaves out; gathered from the type declarations of kubernetes-models 5.1.0 (MIT)';

/** The generated files by their path from the project's root: the same sources give the same bytes. */
export function generate({ core, crds, enums }: Sources): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const table = enums ? enumFile(enums, ENUM_SOURCE, core.definitions) : committedEnums;
  if (enums) files.set('scripts/imports/core-enums.json', `${JSON.stringify(table, null, 2)}\n`);
  files.set('imports/kubernetes.ts', coreFile(core, readEnumFile(table)));
  files.set('imports/scopes.ts', scopesFile(core, crds.map(({ crd }) => crd)));
  for (const { crd, source } of crds) {
    const file = `imports/${crdPath(crd)}`;
    if (files.has(file)) throw new Error(`${crd.kind}.${crd.group} is defined twice`);
    files.set(file, crdFile(crd, source));
  }
  return new Map([...files].sort(([a], [b]) => byCodeUnits(a, b)));
}
