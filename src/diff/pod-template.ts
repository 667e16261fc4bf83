import { textOf } from './text-of.ts';
import { type Fields, isFields, own, ownList } from '../api/defaults/fill.ts';
import { groupOf, type Manifest } from '../kernel/manifest.ts';
import { fieldsAt, valueAt } from './immutable-field.ts';

/** Where each kind keeps the template of its pods, by `group/Kind`; a pod is its own. */
const TEMPLATES: ReadonlyMap<string, readonly string[]> = new Map([
  ['/Pod', []],
  ['/ReplicationController', ['spec', 'template']],
  ['apps/DaemonSet', ['spec', 'template']],
  ['apps/Deployment', ['spec', 'template']],
  ['apps/ReplicaSet', ['spec', 'template']],
  ['apps/StatefulSet', ['spec', 'template']],
  ['batch/CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
  ['batch/Job', ['spec', 'template']],
  ['argoproj.io/Rollout', ['spec', 'template']],
]);

/** `group/Kind` of a manifest. */
export function kindOf({ apiVersion, kind }: Manifest): string {
  return `${groupOf(apiVersion)}/${kind}`;
}

/** The path of the template of a kind's pods; undefined for a kind without pods. */
export function templatePath(manifest: Manifest): readonly string[] | undefined {
  return TEMPLATES.get(kindOf(manifest));
}

/** The template of an object's pods; undefined for an object without. */
export function templateOf(manifest: Manifest): Fields | undefined {
  const path = templatePath(manifest);
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

/** Whether a label selector selects what has these labels; one that is missing selects nothing. */
export function selects(selector: unknown, labels: Fields): boolean {
  if (!isFields(selector)) return false;
  const isMatched = Object.entries(fieldsAt(selector, 'matchLabels')).every(([key, value]) => own(labels, key) === value);
  return isMatched && ownList(selector, 'matchExpressions').every((expression) => isFields(expression) && matches(expression, labels));
}

function matches(expression: Fields, labels: Fields): boolean {
  const value = own(labels, textOf(own(expression, 'key')));
  const values = ownList(expression, 'values');
  switch (own(expression, 'operator')) {
    case 'In':
      return values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
