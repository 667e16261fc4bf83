import { type HTTPIngressPath, type IngressSpec } from '../../../../imports/kubernetes.ts';
import { type Subject } from '../../subject.ts';
import { type Item, itemsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';

/** Every path of every host of an Ingress. */
export function ingressPathsOf(subject: Subject): readonly Item<HTTPIngressPath>[] {
  return itemsOf(specOf<IngressSpec>(subject).rules, 'spec.rules').flatMap(({ path, item }) => itemsOf(item.http?.paths, `${path}.http.paths`));
}
