import { type Json } from '../../kernel/manifest.ts';
import { isJsonMap, type JsonMap, ownOf } from './json-kind.ts';
import { type Variants } from './chart-source.ts';

/** An item of a list as the environments have it that have it at all. */
export interface PairedItem {
  /** What tells it from its neighbours; undefined where it is the only one. */
  readonly name: string | undefined;
  readonly items: Variants;
}

/** Keys whose text tells the items of one list apart, the most telling first. */
const TELLING = ['name', 'alert', 'record', 'secretKey', 'topologyKey', 'mountPath', 'templateName', 'host', 'key', 'type', 'kind', 'port', 'path'];

/**
 * The items of a list that differs, environment by environment: by a key that tells them apart, so
 * that one may be missing somewhere, else by their place where all lists have one length; undefined
 * where they cannot be paired.
 */
export function pairedItems(lists: Variants<readonly Json[]>): PairedItem[] | undefined {
  return byTellingKey(lists) ?? byPlace(lists);
}

function byTellingKey(lists: Variants<readonly Json[]>): PairedItem[] | undefined {
  const all = [...lists.values()].flat();
  if (!all.every((item): item is JsonMap => isJsonMap(item))) return undefined;
  const most = Math.max(...[...lists.values()].map((list) => list.length));
  for (const key of TELLING) {
    const named = new Map([...lists].map(([environment, list]) => [environment, list.map((item) => ownOf(item, key))]));
    if (![...named.values()].every((names) => names.every((name) => typeof name === 'string') && new Set(names).size === names.length)) continue;
    const order = mergedOrder([...named.values()] as string[][]);
    if (order === undefined) continue;
    // Nothing in common: the key holds what differs, and the places tell more.
    if (order.length > most && lists.size > 1 && order.length === all.length) continue;
    return order.map((name) => ({
      name: most === 1 && order.length === 1 ? undefined : name,
      items: new Map([...lists].flatMap(([environment, list]) => list.filter((_, index) => named.get(environment)![index] === name).map((item): [string, Json] => [environment, item]))),
    }));
  }
  return undefined;
}

function byPlace(lists: Variants<readonly Json[]>): PairedItem[] | undefined {
  const [first = []] = lists.values();
  if ([...lists.values()].some((list) => list.length !== first.length)) return undefined;
  return first.map((_, index) => ({
    name: first.length === 1 ? undefined : `item${index}`,
    items: new Map([...lists].map(([environment, list]) => [environment, list[index]!])),
  }));
}

/** One order that all lists agree with; undefined where two of them disagree. */
function mergedOrder(lists: readonly (readonly string[])[]): string[] | undefined {
  const merged: string[] = [];
  for (const list of lists) {
    let after = -1;
    for (const name of list) {
      const at = merged.indexOf(name);
      if (at === -1) merged.splice(++after, 0, name);
      else after = at;
    }
  }
  const agrees = (list: readonly string[]): boolean => {
    const places = list.map((name) => merged.indexOf(name));
    return places.every((place, index) => index === 0 || places[index - 1]! < place);
  };
  return lists.every(agrees) ? merged : undefined;
}
