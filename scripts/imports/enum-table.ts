import type { EnumTable } from './core-types.ts';
import { byCodeUnits, type Schema } from './schema.ts';

/** The committed form of the enum table: fields with the same values stand together. */
export interface EnumFile {
  readonly source: string;
  readonly enums: readonly { readonly values: readonly string[]; readonly fields: readonly string[] }[];
}

/** The table that the committed file holds. */
export function readEnumFile({ enums }: EnumFile): EnumTable {
  return Object.fromEntries(enums.flatMap(({ values, fields }) => fields.map((field) => [field, values] as const)));
}

/**
 * The committed form of a table. Fields that the definitions do not have, such as those of a status,
 * are left out.
 */
export function enumFile(table: EnumTable, source: string, definitions: Readonly<Record<string, Schema>>): EnumFile {
  const fieldsByValues = new Map<string, string[]>();
  for (const field of Object.keys(table).sort(byCodeUnits)) {
    const [definition = '', property = ''] = field.replace('[]', '').split('#');
    if (definitions[definition]?.properties?.[property] === undefined) continue;
    const key = JSON.stringify([...(table[field] ?? [])].sort(byCodeUnits));
    fieldsByValues.set(key, [...(fieldsByValues.get(key) ?? []), field]);
  }
  const enums = [...fieldsByValues].map(([key, fields]) => ({ values: JSON.parse(key) as string[], fields }));
  return { source, enums };
}
