import { dnsSubdomainErrors } from './dns-subdomain.ts';
import { byteLength } from './length.ts';

/**
 * What is wrong with a qualified name, `example.com/name` or `name`: the key of a label or annotation,
 * the name of a resource.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function qualifiedNameErrors(text: string): readonly string[] {
  if (RIGHT.has(text)) return NONE;
  const errors = errorsOf(text);
  if (errors.length === 0 && RIGHT.size < MOST_RIGHT) RIGHT.add(text);
  return errors;
}

/** The keys of labels are few, and each stands there thousands of times. */
const RIGHT = new Set<string>();
const MOST_RIGHT = 1_000;
const NONE: readonly string[] = [];

function errorsOf(text: string): readonly string[] {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  if (name.includes('/')) return [`must have one "/" at most, between an optional DNS subdomain and the name: ${WORDS}`];
  const errors: string[] = [];
  if (slash === 0) errors.push('the part before "/" must not be empty');
  else if (slash > 0) errors.push(...dnsSubdomainErrors(text.slice(0, slash)).map((error) => `the part before "/" ${error}`));
  const part = slash === -1 ? '' : 'the part after "/" ';
  if (name === '') errors.push(`${part}must not be empty`);
  else if (byteLength(name) > 63) errors.push(`${part}must be no more than 63 bytes`);
  if (name !== '' && !NAME.test(name)) errors.push(`${part}must be ${WORDS}`);
  return errors;
}

const WORDS = 'letters, digits, "-", "_" and ".", a letter or digit first and last';
const NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
