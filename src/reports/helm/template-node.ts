import { type Json } from '../../kernel/manifest.ts';
import { type ValuePath } from './value-path.ts';

/** An object, or a part of one, with what differs between environments left to values. */
export type TemplateNode =
  | { readonly kind: 'literal'; readonly value: Exclude<Json, object> | null }
  | { readonly kind: 'map'; readonly entries: readonly TemplateEntry[] }
  | { readonly kind: 'list'; readonly items: readonly TemplateItem[] }
  /** Text in which values stand between literal pieces. */
  | { readonly kind: 'text'; readonly parts: readonly TextPart[] }
  /** A value as a whole. */
  | { readonly kind: 'value'; readonly path: ValuePath; readonly holds: 'text' | 'scalar' | 'tree' };

/** A literal piece, or the value that stands in its place. */
export type TextPart = string | { readonly path: ValuePath };

/** A key of a map and what it holds. */
export interface TemplateEntry {
  readonly key: string;
  readonly node: TemplateNode;
  readonly when?: Condition;
}

/** An item of a list. */
export interface TemplateItem {
  readonly node: TemplateNode;
  readonly when?: Condition;
}

/** When something is rendered: the value is true, is there at all, or is one certain text. */
export type Condition =
  | { readonly path: ValuePath; readonly is: 'true' | 'set' }
  | { readonly path: ValuePath; readonly is: 'equal'; readonly to: string };
