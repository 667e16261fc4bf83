import { textAt } from '../checks/field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { type Manifest } from '../kernel/manifest.ts';

/** Kinds of which an operator makes pods that hold data, as `group/Kind`. */
const STORES: ReadonlySet<string> = new Set(['postgresql.cnpg.io/Cluster', 'kafka.strimzi.io/Kafka']);

/** Whether an operator keeps pods of the object running, which no template in it shows. */
export function isOperated(manifest: Manifest): boolean {
  return STORES.has(kindOf(manifest));
}

/** Whether the object runs the release's own program: no data store that the system brings along. */
export function isOwnWorkload(manifest: Manifest): boolean {
  if (isOperated(manifest)) return false;
  return manifest.kind !== 'StatefulSet' || textAt(manifest, 'metadata', 'labels', 'app.kubernetes.io/version') !== undefined;
}
