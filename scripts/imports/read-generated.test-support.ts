/** A field of a generated interface. */
interface GeneratedField {
  readonly optional: boolean;
  /** The type as it stands, without the `| undefined` of an optional field. */
  readonly type: string;
}

/** The interfaces and aliases of a generated file, read from its text: a check that shares no code with the generator. */
export interface GeneratedText {
  readonly interfaces: ReadonlyMap<string, ReadonlyMap<string, GeneratedField>>;
  readonly aliases: ReadonlyMap<string, string>;
}

/** Reads the text of a generated file line by line. */
export function readGenerated(text: string): GeneratedText {
  const interfaces = new Map<string, Map<string, GeneratedField>>();
  const aliases = new Map<string, string>();
  let fields: Map<string, GeneratedField> | undefined;
  for (const line of text.split('\n')) {
    const opened = /^export interface (\w+) \{$/.exec(line);
    const alias = /^export type (\w+) = (.*);$/.exec(line);
    const field = /^ {2}readonly (?:'([^']+)'|([\w$]+))(\?)?: (.*?)( \| undefined)?;$/.exec(line);
    if (opened) interfaces.set(opened[1] ?? '', (fields = new Map()));
    else if (alias) aliases.set(alias[1] ?? '', alias[2] ?? '');
    else if (line === '}') fields = undefined;
    else if (field && fields) fields.set(field[1] ?? field[2] ?? '', { optional: field[3] === '?', type: field[4] ?? '' });
  }
  return { interfaces, aliases };
}

/** What a type is a list or a map of: `readonly (A | B)[]`, `Readonly<Record<string, A>>`. */
export function itemOf(type: string): string {
  const list = /^readonly \((.*)\)\[\]$/.exec(type) ?? /^readonly (.*)\[\]$/.exec(type);
  const map = /^Readonly<Record<string, (.*)>>$/.exec(type);
  return list?.[1] ?? map?.[1] ?? type;
}
