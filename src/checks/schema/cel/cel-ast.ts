import { type CelValue } from './cel-value.ts';

/** An expression, taken apart. */
export type CelNode =
  | { readonly is: 'literal'; readonly value: CelValue }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'select'; readonly of: CelNode; readonly field: string; readonly optional: boolean }
  | { readonly is: 'index'; readonly of: CelNode; readonly index: CelNode; readonly optional: boolean }
  | { readonly is: 'call'; readonly name: string; readonly target: CelNode | undefined; readonly args: readonly CelNode[] }
  | { readonly is: 'list'; readonly items: readonly CelEntry[] }
  | { readonly is: 'map'; readonly entries: readonly (CelEntry & { readonly key: CelNode })[] }
  | { readonly is: 'struct'; readonly type: string; readonly entries: readonly (CelEntry & { readonly field: string })[] };

/** An entry of a list or map that is written out; an optional one stands only where it has a value. */
export interface CelEntry {
  readonly value: CelNode;
  readonly optional: boolean;
}
