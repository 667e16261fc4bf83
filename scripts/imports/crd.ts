import { loadAll } from 'js-yaml';
import { byVersionPriority, type Schema } from './schema.ts';

/** A custom resource definition, in the version to generate from. */
export interface Crd {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Cluster' | 'Namespaced';
  readonly version: string;
  readonly schema: Schema;
}

/**
 * Reads the custom resource definitions of a YAML file; documents of another kind are left out.
 *
 * @param file path or address, for errors. In a chart's `templates` folder lines with a template
 * action are dropped: in the definitions of Linkerd and Envoy Gateway they carry conditions and labels, no schema.
 */
export function readCrds(text: string, file: string): readonly Crd[] {
  const yaml = file.includes('/templates/') ? dropTemplateLines(text) : text;
  return loadAll(yaml).flatMap((document) => {
    const manifest = document as CrdManifest | null | undefined;
    return manifest?.kind === 'CustomResourceDefinition' ? [crdOf(manifest, file)] : [];
  });
}

interface CrdManifest {
  readonly kind?: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly scope: 'Cluster' | 'Namespaced';
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/** Of several served versions the one that Kubernetes, and so kubectl, prefers. */
function crdOf({ spec }: CrdManifest, file: string): Crd {
  const [version] = spec.versions.filter(({ served }) => served).sort((a, b) => byVersionPriority(a.name, b.name));
  if (!version) throw new Error(`${file}: ${spec.names.kind} serves no version`);
  const { kind, plural } = spec.names;
  return { group: spec.group, kind, plural, scope: spec.scope, version: version.name, schema: version.schema.openAPIV3Schema };
}

function dropTemplateLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.includes('{{'))
    .join('\n');
}
