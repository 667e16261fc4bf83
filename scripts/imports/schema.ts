/** One node of an OpenAPI schema, in the part of JSON Schema that Kubernetes uses. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly allOf?: readonly Schema[];
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

/** Names a kind of object in one version of its group. */
export interface GroupVersionKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The value of `apiVersion` for a group and version: `apps/v1`, `v1`. */
export function apiVersionOf({ group, version }: Pick<GroupVersionKind, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** Orders strings by code units, the same on every machine. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Orders API versions, the one Kubernetes prefers first: stable before beta before alpha, then the
 * higher number. https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority
 */
export function byVersionPriority(a: string, b: string): number {
  const [x, y] = [rankOf(a), rankOf(b)];
  return y[0] - x[0] || y[1] - x[1] || y[2] - x[2] || byCodeUnits(a, b);
}

function rankOf(version: string): readonly [level: number, major: number, minor: number] {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (!match) return [-1, 0, 0];
  const level = match[2] === undefined ? 2 : match[2] === 'beta' ? 1 : 0;
  return [level, Number(match[1]), Number(match[3] ?? 0)];
}
