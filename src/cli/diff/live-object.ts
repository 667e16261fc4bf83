import { type Manifest } from '../../kernel/manifest.ts';

/**
 * A live object without what the cluster owns: its status, what the API server and the controllers wrote, and the
 * records of who wrote what. What a person or another program set stays, so that it is seen; and so does whatever the
 * manifest itself sets.
 *
 * @param live as `kubectl get --show-managed-fields` gives it
 */
export function withoutClusterOwned(live: Manifest, desired: Manifest): Manifest {
  const { status: _status, ...rest } = live;
  const { managedFields, ...metadata } = live.metadata;
  const owned = Array.isArray(managedFields) ? ownedFields(managedFields) : undefined;
  const kept = owned === undefined ? keptAlike(rest, desired) : keptOwned(rest, desired, owned);
  const wanted = withoutServerMetadata({ ...(kept as Manifest), metadata: (owned === undefined ? keptAlike(metadata, desired.metadata, true) : keptOwned(metadata, desired.metadata, owned.get('f:metadata') ?? NOTHING)) as Manifest['metadata'] }, desired);
  return { ...wanted, apiVersion: live.apiVersion, kind: live.kind };
}

/** Fields by the keys of managedFields (`f:spec`, `k:{"name":"app"}`, `v:"x"`), each with those below. */
interface Owned extends Map<string, Owned> {}

const NOTHING: Owned = new Map() as Owned;

/** They write what nobody asked for: whoever else wrote a field is worth knowing of. */
const CONTROLLERS = /^(?:kube-|kubelet$|.*-controller-manager$|cluster-autoscaler|horizontal-pod-autoscaler|vpa-|cloud-controller|.*-operator$|.*csi|istiod|pilot-discovery|linkerd|cainjector|cert-manager|external-secrets|Go-http-client$|coredns)/;

function ownedFields(entries: readonly unknown[]): Owned {
  const owned: Owned = new Map() as Owned;
  for (const entry of entries) {
    const { manager, operation, subresource, fieldsV1 } = (entry ?? {}) as Readonly<Record<string, unknown>>;
    if (subresource !== undefined && subresource !== '') continue;
    if (operation !== 'Apply' && typeof manager === 'string' && CONTROLLERS.test(manager)) continue;
    addOwned(owned, fieldsV1, 0);
  }
  return owned;
}

const DEEPEST = 100;

function addOwned(into: Owned, fields: unknown, depth: number): void {
  if (typeof fields !== 'object' || fields === null || depth > DEEPEST) return;
  for (const [key, below] of Object.entries(fields)) {
    const known = into.get(key) ?? (new Map() as Owned);
    into.set(key, known);
    addOwned(known, below, depth + 1);
  }
}

/** What the manifest sets or somebody owns. */
function keptOwned(live: unknown, desired: unknown, owned: Owned, depth = 0): unknown {
  if (depth > DEEPEST) return live;
  if (isMap(live)) {
    const kept = Object.entries(live).flatMap(([key, value]): [string, unknown][] => {
      const below = owned.get(`f:${key}`);
      const wanted = isMap(desired) && Object.hasOwn(desired, key) ? desired[key] : undefined;
      if (below === undefined && wanted === undefined) return [];
      // A field without others below it is owned as a whole.
      return [[key, below !== undefined && !hasFields(below) && wanted === undefined ? value : keptOwned(value, wanted, below ?? NOTHING, depth + 1)]];
    });
    return fromEntries(kept);
  }
  if (!Array.isArray(live)) return live;
  const keys = [...owned.keys()].filter((key) => key.startsWith('k:'));
  if (keys.length === 0) return Array.isArray(desired) ? live.map((item, index) => keptOwned(item, itemLike(item, index, desired), NOTHING, depth + 1)) : live;
  return live.flatMap((item: unknown, index): unknown[] => {
    const own = keys.find((key) => isKeyOf(key, item));
    const wanted = Array.isArray(desired) ? itemLike(item, index, desired) : undefined;
    return own === undefined && wanted === undefined ? [] : [keptOwned(item, wanted, own === undefined ? NOTHING : owned.get(own)!, depth + 1)];
  });
}

function hasFields(owned: Owned): boolean {
  return [...owned.keys()].some((key) => key !== '.');
}

function isKeyOf(key: string, item: unknown): boolean {
  if (!isMap(item)) return false;
  try {
    const where: unknown = JSON.parse(key.slice(2));
    return isMap(where) && Object.entries(where).every(([name, value]) => JSON.stringify(item[name]) === JSON.stringify(value));
  } catch {
    return false; // not as the API server writes it: nobody's
  }
}

/** Without records of who wrote what, only the fields that the manifest sets can be told from the cluster's own. */
function keptAlike(live: unknown, desired: unknown, isWhole = false, depth = 0): unknown {
  if (depth > DEEPEST) return live;
  if (isMap(live) && isMap(desired)) return fromEntries(Object.entries(live).flatMap(([key, value]): [string, unknown][] => (Object.hasOwn(desired, key) || (isWhole && depth === 0 && key === 'name') ? [[key, keptAlike(value, desired[key], isWhole, depth + 1)]] : [])));
  if (Array.isArray(live) && Array.isArray(desired)) return live.map((item, index) => keptAlike(item, itemLike(item, index, desired), isWhole, depth + 1));
  return live;
}

const KEYS = ['name', 'containerPort', 'port', 'mountPath', 'key', 'ip', 'topologyKey', 'devicePath', 'type', 'uid'] as const;

/** The item of the manifest that one of the cluster belongs to: by what lists are mostly keyed by, else by its place. */
function itemLike(item: unknown, index: number, desired: readonly unknown[]): unknown {
  const key = isMap(item) ? KEYS.find((name) => Object.hasOwn(item, name)) : undefined;
  if (key === undefined) return desired[index];
  return desired.find((other) => isMap(other) && other[key] === (item as Readonly<Record<string, unknown>>)[key]);
}

/** What the API server and well-known controllers write though nobody may own it. */
const SERVER_METADATA: ReadonlySet<string> = new Set(['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'selfLink', 'managedFields', 'ownerReferences']);
const SERVER_ANNOTATION = /^(?:kubectl\.kubernetes\.io\/last-applied-configuration|deployment\.kubernetes\.io\/|pv\.kubernetes\.io\/|volume\.(?:beta\.)?kubernetes\.io\/|autoscaling\.alpha\.kubernetes\.io\/|argocd\.argoproj\.io\/tracking-id|batch\.kubernetes\.io\/|control-plane\.alpha\.kubernetes\.io\/)/;
const SERVER_LABEL = /^(?:batch\.kubernetes\.io\/(?:controller-uid|job-name)|controller-uid|job-name|kubernetes\.io\/metadata\.name|argocd\.argoproj\.io\/instance)$/;
const SERVER_SPEC: Readonly<Record<string, readonly string[]>> = {
  Service: ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'healthCheckNodePort'],
  PersistentVolumeClaim: ['volumeName', 'storageClassName', 'volumeMode'],
  Job: ['selector', 'manualSelector'],
  Pod: ['nodeName', 'serviceAccount', 'tolerations'],
  Namespace: ['finalizers'],
};

function withoutServerMetadata(live: Manifest, desired: Manifest): Manifest {
  const metadata = fromEntries(
    Object.entries(live.metadata).flatMap(([key, value]): [string, unknown][] => {
      if (SERVER_METADATA.has(key)) return [];
      if (key === 'finalizers' && desired.metadata['finalizers'] === undefined) return [];
      if (key !== 'annotations' && key !== 'labels') return [[key, value]];
      const kept = Object.entries(value ?? {}).filter(([name]) => !(key === 'annotations' ? SERVER_ANNOTATION : SERVER_LABEL).test(name) || isSet(desired.metadata[key], name));
      return kept.length === 0 ? [] : [[key, fromEntries(kept)]];
    }),
  );
  const { spec } = live as { readonly spec?: unknown };
  const fields = SERVER_SPEC[live.kind];
  if (fields === undefined || !isMap(spec)) return { ...live, metadata: metadata as Manifest['metadata'] };
  const wanted = (desired as { readonly spec?: unknown }).spec;
  return { ...live, metadata: metadata as Manifest['metadata'], spec: fromEntries(Object.entries(spec).filter(([key]) => !fields.includes(key) || isSet(wanted, key))) };
}

function isSet(fields: unknown, key: string): boolean {
  return isMap(fields) && Object.hasOwn(fields, key);
}

/** `__proto__` is a key as any other. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
