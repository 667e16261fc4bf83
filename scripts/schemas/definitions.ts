import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadAll } from 'js-yaml';
import { UserError } from '../../src/kernel/problem.ts';
import { type CoreRelease } from './core-text.ts';
import { type PublishedSchema } from '../../src/api/schema/published-schema.ts';

/** The `spec` of a custom resource definition, in the parts that are read here. */
export interface Definition {
  readonly group: string;
  readonly names: { readonly kind: string; readonly plural: string };
  readonly scope: 'Cluster' | 'Namespaced';
  readonly versions: readonly {
    readonly name: string;
    readonly served: boolean;
    readonly deprecated?: boolean;
    readonly deprecationWarning?: string;
    readonly schema?: { readonly openAPIV3Schema?: PublishedSchema };
    readonly subresources?: { readonly status?: unknown; readonly scale?: { readonly specReplicasPath?: string } };
  }[];
}

/** Everything the packs are made of. */
export interface Sources {
  readonly releases: readonly CoreRelease[];
  /** With the release each comes from: `argoproj/argo-rollouts v1.9.1`. */
  readonly customs: readonly { readonly definition: Definition; readonly source: string }[];
}

/**
 * Reads `schemas/k8s-<minor>.json` and `crds/<group>/<plural>.yaml` with `crds/MANIFEST.md` from a folder.
 * @throws {UserError} when the folder holds none
 */
export function readSources(folder: string): Sources {
  if (!existsSync(path.join(folder, 'schemas')) || !existsSync(path.join(folder, 'crds'))) {
    throw new UserError({ message: `${folder} holds no schemas and crds`, fix: 'npm run imports:schemas -- --from <folder>' });
  }
  return { releases: readReleases(path.join(folder, 'schemas')), customs: readCustoms(path.join(folder, 'crds')) };
}

function readReleases(folder: string): readonly CoreRelease[] {
  return readdirSync(folder).flatMap((name) => {
    const minor = /^k8s-1\.(\d+)\.json$/.exec(name)?.[1];
    return minor === undefined ? [] : [{ ...(JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as CoreRelease), minor: Number(minor) }];
  });
}

function readCustoms(folder: string): Sources['customs'] {
  const manifest = readFileSync(path.join(folder, 'MANIFEST.md'), 'utf8');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml')).sort();
  return files.flatMap((file) => {
    // In a chart's template the lines with actions carry conditions and labels, no schema.
    const yaml = readFileSync(path.join(folder, file), 'utf8').split('\n').filter((line) => !line.includes('{{')).join('\n');
    return loadAll(yaml).flatMap((document) => {
      const read = document as { readonly kind?: string; readonly spec: Definition } | null | undefined;
      return read?.kind === 'CustomResourceDefinition' ? [{ definition: read.spec, source: sourceOf(read.spec, manifest) }] : [];
    });
  });
}

/** The release in the manifest's row: `| group | Kind (plural) | versions | owner/repo @ ref (commit) | ...`. */
function sourceOf({ group, names }: Definition, manifest: string): string {
  const row = manifest.split('\n').find((line) => line.startsWith(`| ${group} | ${names.kind} (${names.plural}) |`));
  const release = /^(\S+) @ (\S+)/.exec(row?.split('|')[4]?.trim() ?? '');
  if (!release) throw new UserError({ file: 'MANIFEST.md', message: `no row says which release ${names.kind}.${group} comes from` });
  return `${release[1]} ${release[2]}`;
}
