import { type Fields, fieldsAt } from './field.ts';
import { selects } from '../api/label-selector.ts';

/** What a selector can select. */
export interface Labelled {
  readonly namespace: string;
  readonly labels: Fields;
}

/** Labelled things by their labels, so that a selector is compared with those that may match, and not with all of a large set. */
export class LabelIndex<Item extends Labelled> {
  readonly #byNamespace = new Map<string, Item[]>();
  /** Of namespaces with many items, made when first asked for. */
  readonly #byLabel = new Map<string, Map<string, Item[]>>();

  constructor(items: readonly Item[]) {
    for (const item of items) push(this.#byNamespace, item.namespace, item);
  }

  /** Everything of a namespace. */
  of(namespace: string): readonly Item[] {
    return this.#byNamespace.get(namespace) ?? [];
  }

  /** What a label selector selects in a namespace, in the order of the items. */
  selectedBy(selector: unknown, namespace: string): readonly Item[] {
    const wanted = fieldsAt(selector, 'matchLabels');
    let candidates = this.of(namespace);
    if (candidates.length > FEW) {
      const byLabel = this.#labelsOf(namespace, candidates);
      for (const key of Object.keys(wanted)) {
        const having = byLabel.get(labelKey(key, wanted[key])) ?? [];
        if (having.length < candidates.length) candidates = having;
      }
    }
    return candidates.filter(({ labels }) => selects(selector, labels));
  }

  #labelsOf(namespace: string, items: readonly Item[]): ReadonlyMap<string, readonly Item[]> {
    let byLabel = this.#byLabel.get(namespace);
    if (byLabel !== undefined) return byLabel;
    this.#byLabel.set(namespace, (byLabel = new Map()));
    for (const item of items) for (const key of Object.keys(item.labels)) push(byLabel, labelKey(key, item.labels[key]), item);
    return byLabel;
  }
}

/** So many are compared one by one sooner than they are sorted. */
const FEW = 20;

function labelKey(key: string, value: unknown): string {
  return `${key}\0${typeof value === 'string' ? value : ''}`;
}

function push<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const others = map.get(key);
  if (others === undefined) map.set(key, [item]);
  else others.push(item);
}
