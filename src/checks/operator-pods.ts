import { type Manifest } from '../kernel/manifest.ts';
import { type Fields, fieldsAt } from './field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { LabelIndex } from './label-index.ts';
import { type ManifestSet, nameOf, namespaceOf } from './manifest-set.ts';

/** Pods by the labels that selectors see, whoever makes them. */
export interface LabelledPod {
  readonly namespace: string;
  readonly labels: Fields;
}

/** The pods of the set's own templates and those that operators make from its custom resources. */
export function labelledPods(set: ManifestSet): readonly LabelledPod[] {
  return set.derive(collect);
}

/** {@link labelledPods} by their labels. */
export function labelledPodIndex(set: ManifestSet): LabelIndex<LabelledPod> {
  return set.derive(indexed);
}

function indexed(set: ManifestSet): LabelIndex<LabelledPod> {
  return new LabelIndex(labelledPods(set));
}

function collect(set: ManifestSet): readonly LabelledPod[] {
  return [
    ...set.pods.map(({ namespace, metadata }) => ({ namespace, labels: fieldsAt(metadata, 'labels') })),
    ...set.manifests.flatMap(operatorPods),
  ];
}

/** The pods that an operator makes from a manifest, one for each sort. */
export function operatorPods(manifest: Manifest): readonly LabelledPod[] {
  return (LABELS.get(kindOf(manifest))?.(manifest) ?? []).map((labels) => ({ namespace: namespaceOf(manifest), labels }));
}

/** Labels of the pods that an operator makes, one map for each sort of pod. */
const LABELS: ReadonlyMap<string, (manifest: Manifest) => readonly Fields[]> = new Map([
  ['postgresql.cnpg.io/Cluster', postgres],
  ['postgresql.cnpg.io/Pooler', (manifest) => [{ 'cnpg.io/poolerName': nameOf(manifest), ...fieldsAt(manifest, 'spec', 'template', 'metadata', 'labels') }]],
  ['kafka.strimzi.io/Kafka', kafka],
]);

/** @see https://cloudnative-pg.io/documentation/current/labels_annotations/ */
function postgres(manifest: Manifest): readonly Fields[] {
  return ['primary', 'replica'].map((role) => ({
    ...fieldsAt(manifest, 'spec', 'inheritedMetadata', 'labels'),
    'cnpg.io/cluster': nameOf(manifest),
    'cnpg.io/instanceRole': role,
    'cnpg.io/podRole': 'instance',
    role,
  }));
}

function kafka(manifest: Manifest): readonly Fields[] {
  const name = nameOf(manifest);
  return ['broker', 'controller'].map((role) => ({
    ...fieldsAt(manifest, 'spec', 'kafka', 'template', 'pod', 'metadata', 'labels'),
    [`strimzi.io/${role}-role`]: 'true',
    'strimzi.io/cluster': name,
    'strimzi.io/component-type': 'kafka',
    'strimzi.io/kind': 'Kafka',
    'strimzi.io/name': `${name}-kafka`,
  }));
}
