import { type ObjectMeta, type OwnerReference } from '../../../../imports/kubernetes.ts';
import { groupOf, isBuiltInGroup } from '../../../kernel/manifest.ts';
import { at, type Fields, fieldsAt, isFields, listAt } from '../../field.ts';
import { type Subject } from '../../subject.ts';

/** The metadata of the object as validation sees it. */
export function metadataOf({ defaulted, manifest }: Subject): ObjectMeta {
  const { metadata } = defaulted as { readonly metadata: unknown };
  return isBuiltInGroup(groupOf(manifest.apiVersion)) ? (metadata as ObjectMeta) : shapely(metadata);
}

/** What of it has the right shape: of a custom kind, nobody may have looked. */
function shapely(metadata: unknown): ObjectMeta {
  const [name, generateName, namespace] = ['name', 'generateName', 'namespace'].map((key) => at(metadata, key)).map((value) => (isText(value) ? value : undefined));
  return {
    name,
    generateName,
    namespace,
    labels: texts(fieldsAt(metadata, 'labels')),
    annotations: texts(fieldsAt(metadata, 'annotations')),
    finalizers: listAt(metadata, 'finalizers').filter(isText),
    ownerReferences: listAt(metadata, 'ownerReferences').filter(isFields).map((owner) => ({ ...texts(owner), controller: at(owner, 'controller') === true }) as unknown as OwnerReference),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** The entries that are text. */
function texts(map: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => isText(value))) as Readonly<Record<string, string>>;
}
