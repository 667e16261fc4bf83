import { type ApiSchemas } from '../api/schema/api-schemas.ts';
import { groupOf, type Identity, type Manifest } from '../kernel/manifest.ts';
import { API_RULES } from './api/api-rules.ts';
import { locateBy, type LocatedFinding, type ManifestFinding, withoutManifest } from './check-manifests.ts';
import { isFields, textAt } from './field.ts';
import { readBySchema, type Verb } from './schema/schema-findings.ts';

/** What the verdict depends on. */
export interface ApiContext {
  /** Kubernetes minor version of the cluster: `1.36`. */
  readonly kubernetes: string;
  readonly schemas: ApiSchemas;
  /** How the objects reach the API server. @default 'create' */
  readonly verb?: Verb;
}

/**
 * What the API server of a minor says of manifests that are created, or applied: whether it serves their kinds,
 * can read them, and finds their values right. An object that it can't read it doesn't look at further, so
 * the rules of its validation code are asked only about the others. Bears any JSON.
 *
 * @returns all findings, by manifest in the order given
 */
export function apiFindings(manifests: readonly unknown[], context: ApiContext): ManifestFinding[] {
  return locateApiFindings(manifests, context).map(withoutManifest);
}

/** {@link apiFindings}, with the very objects. */
export function locateApiFindings(manifests: readonly unknown[], { kubernetes, schemas, verb = 'create' }: ApiContext): LocatedFinding[] {
  const findings: LocatedFinding[] = [];
  /** By what validation sees of it. */
  const given = new Map<Manifest, Manifest>();
  for (const manifest of manifests as readonly Manifest[]) {
    const { findings: found, object } = readBySchema(manifest, schemas, verb);
    for (const { rule, finding } of found) findings.push({ ...finding, rule: rule.id, severity: rule.severity, object: identityOf(manifest), manifest });
    if (!found.some(({ rule }) => rule.severity === 'error')) given.set(withMetadata(object as Manifest), manifest);
  }
  const found = locateBy(API_RULES, [...given.keys()], { kubernetes });
  for (const finding of found) findings.push({ ...finding, manifest: given.get(finding.manifest)! });
  return findings;
}

/** Rules count on metadata; the API server, too, takes what is missing for empty. */
function withMetadata(manifest: Manifest): Manifest {
  return isFields(manifest.metadata) ? manifest : { ...manifest, metadata: {} as Manifest['metadata'] };
}

function identityOf(manifest: unknown): Identity {
  return {
    group: groupOf(textAt(manifest, 'apiVersion') ?? ''),
    kind: textAt(manifest, 'kind') ?? 'object',
    namespace: textAt(manifest, 'metadata', 'namespace') ?? '',
    name: textAt(manifest, 'metadata', 'name') ?? 'without a name',
  };
}
