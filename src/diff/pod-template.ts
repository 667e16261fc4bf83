import { podTemplatePath } from '../api/pod-template-path.ts';
import { type Fields, isFields, ownList } from '../api/defaults/fill.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { fieldsAt, valueAt } from './immutable-field.ts';

/** The template of an object's pods; undefined for an object without. */
export function templateOf(manifest: Manifest): Fields | undefined {
  const path = podTemplatePath(manifest);
  const template = path === undefined ? undefined : path.length === 0 ? manifest : valueAt(manifest, ...path);
  return isFields(template) ? template : undefined;
}

/** The containers of a pod's spec, by list. */
export function containersOf(spec: Fields): readonly { readonly list: string; readonly container: Fields }[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) => ownList(spec, list).filter(isFields).map((container) => ({ list, container })));
}

/** The labels of an object's pods. */
export function podLabels(manifest: Manifest): Fields {
  return fieldsAt(templateOf(manifest) ?? {}, 'metadata', 'labels');
}
