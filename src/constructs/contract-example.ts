/** The part of a zod schema that a contract needs. */
export interface VariableSchema {
  safeParse(value: unknown): { readonly success: boolean; readonly data?: unknown; readonly error?: { readonly issues: readonly VariableIssue[] } | undefined };
}

/** What a schema finds wrong; with values or a bound that it tells, a value that is right can be named. */
export interface VariableIssue {
  readonly message: string;
  readonly code?: string | undefined;
  readonly expected?: string;
  readonly values?: readonly unknown[];
  /** What the bounds are bounds of; those of a text are of its length. */
  readonly origin?: string;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
}

/**
 * A text that the schema takes: what it tells itself, what was meant by the text that it refused, or a
 * plain value of the sort it asks for; undefined where none of these fits.
 */
export function exampleOf(schema: VariableSchema, refused?: string): string | undefined {
  const issues = schema.safeParse(refused).error?.issues ?? [];
  const bounds = issues.flatMap(({ origin, minimum, maximum }) => (origin === 'number' || origin === 'int' ? [minimum, maximum] : []));
  const told = [...issues.flatMap(({ values = [] }) => values), ...bounds].filter((value) => value !== undefined).map(String);
  const byDefault = schema.safeParse(undefined);
  const own = byDefault.success && byDefault.data !== undefined ? [String(byDefault.data)] : [];
  // Of what takes any text there is no better one than another.
  if (schema.safeParse(ANY).success) return own[0];
  const isNumber = issues.some(({ expected, origin }) => [expected, origin].some((sort) => sort === 'number' || sort === 'int'));
  return [...told, ...(refused === undefined ? [] : meantBy(refused)), ...own, ...(isNumber ? NUMBERS : TEXTS)].find((text) => schema.safeParse(text).success);
}

/** What a schema asks for, without what its program made of the text. */
export function askedFor(issues: readonly VariableIssue[]): string {
  return [...new Set(issues.map(({ code, expected, message }) => (code === 'invalid_type' && expected !== undefined ? SORTS[expected] ?? message : message)))].join('; ');
}

const SORTS: Readonly<Record<string, string>> = { number: 'a number', int: 'a whole number', boolean: 'true or false', bigint: 'a whole number' };

function meantBy(text: string): string[] {
  const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const host = text.replace(/^[a-z]+:\/\//i, '');
  return [text.trim(), text.toLowerCase(), text.toUpperCase(), /\d+/.exec(text)?.[0] ?? '', plain, `https://${host}`, `http://${host}`].filter((each) => each !== '' && each !== text);
}

const ANY = 'any text at all';
const NUMBERS = ['1', '10', '100', '1000', '10000', '0', '0.5'];
const TEXTS = ['name@acme.example', 'https://acme.example'];
