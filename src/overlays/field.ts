import { z } from 'zod';

/** Why a value is refused; every part is optional, because the field's facts say the rest. */
export interface Reason {
  /** The cause after the colon: `a label ends in "-"`. It must not repeat the value, which may be a secret. */
  readonly because?: string;
  /** YAML of the value to type instead. @default the field's example */
  readonly fix?: string;
}

/** A value that a field refuses. */
export class Refusal {
  readonly reason: Reason;

  constructor(reason: Reason) {
    this.reason = reason;
  }
}

/** What a field knows about its domain. */
export interface FieldFacts<Output> {
  /** What a value is, with its article: `a host name`. */
  readonly what: string;
  /** What is allowed, in words. */
  readonly allowed: string;
  /** YAML of a value that passes, as it is typed after `key: `. */
  readonly example: string;
  /** The JSON Schema that editors check what is typed by; it may allow more than `parse`. */
  readonly json: Readonly<Record<string, unknown>>;
  /** The value as code reads it, or why it is none. */
  readonly parse: (value: unknown) => Output | Refusal;
}

/** What an issue of a field carries in `params`, so that whoever reports it can say it all. */
export interface FieldIssue {
  readonly what: string;
  readonly allowed: string;
  readonly because?: string | undefined;
  /** YAML of the value to type. @default the schema's example */
  readonly fix?: string | undefined;
}

/** What fields say about themselves beyond their description: an example to type, what is allowed, and whether they only name a secret. */
export const fieldNotes = z.registry<{ example: string; allowed: string; namesSecret?: boolean }>();

/**
 * A schema that knows its domain: one message for every wrong value, of whatever type. The
 * description belongs to the place where it is used (`.describe`), and shows in editors.
 */
export function field<Output, Input = Output>(facts: FieldFacts<Output>): z.ZodType<Output, Input> {
  const { what, allowed, example, json } = facts;
  const schema = new Field({ type: 'unknown', facts });
  // As meta() does, without a copy.
  z.globalRegistry.add(schema, { description: `${what[0]!.toUpperCase()}${what.slice(1)}: ${allowed}.`, ...json });
  fieldNotes.add(schema, { example, allowed });
  return schema as unknown as z.ZodType<Output, Input>;
}

interface FieldDef extends z.core.$ZodUnknownDef {
  readonly facts: FieldFacts<unknown>;
}

/** A schema of its own kind, since most of what is parsed are fields: as a transform each would be three schemas. */
const Field = z.core.$constructor<z.ZodUnknown, FieldDef>('SlipwayField', (inst, def) => {
  z.ZodUnknown.init(inst, def);
  inst._zod.parse = (payload) => {
    const { value: input, issues } = payload;
    if (input === undefined) {
      issues.push({ code: 'invalid_type', expected: def.facts.what as 'custom', input, inst });
      return payload;
    }
    const output = def.facts.parse(input);
    if (output instanceof Refusal) {
      const { what, allowed } = def.facts;
      const issue: FieldIssue = { what, allowed, because: output.reason.because, fix: output.reason.fix };
      issues.push({ code: 'custom', params: { field: issue }, input, inst });
    } else {
      payload.value = output;
    }
    return payload;
  };
});

/** The same schema with another example, for a place where the field's own would mislead. */
export function withExample<Schema extends z.ZodType>(schema: Schema, example: string): Schema {
  const copy = schema.meta({});
  fieldNotes.add(copy, { ...fieldNotes.get(schema)!, example });
  return copy;
}

/** What a field of text knows about its domain. */
export interface TextFacts extends Omit<FieldFacts<string>, 'parse' | 'json'> {
  /** What every value matches; editors see it too. */
  readonly pattern?: RegExp;
  /** The text as code reads it, or why it is refused. @default the text itself */
  readonly parse?: (text: string) => string | Refusal;
  /** Why a value of another type, or one that does not match, is refused. @default it must be quoted, where that would do */
  readonly otherwise?: (value: unknown) => Refusal;
}

/** A field of text: whatever is no string is refused before `parse` sees it. */
export function textField({ pattern, parse = (text) => text, otherwise, ...rest }: TextFacts): z.ZodType<string, string> {
  const refused = otherwise ?? unquoted;
  return field({
    ...rest,
    json: { type: 'string', ...(pattern === undefined ? {} : { pattern: pattern.source }) },
    parse: (value) => (typeof value === 'string' ? read(value) : refused(value)),
  });

  function read(text: string): string | Refusal {
    return pattern === undefined || pattern.test(text) ? parse(text) : refused(text);
  }

  function unquoted(value: unknown): Refusal {
    if (typeof value === 'object' || typeof value === 'string') return refuse();
    const text = String(value);
    return refuse({ because: 'it must be quoted', ...(read(text) instanceof Refusal ? {} : { fix: `"${text}"` }) });
  }
}

/** Refuses a value. */
export function refuse(reason: Reason = {}): Refusal {
  return new Refusal(reason);
}
