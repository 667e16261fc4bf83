import { childPath } from './path.ts';
import { type Problem, quoted } from './problem.ts';

/** Thrown at the first value that no manifest can carry, inside the emitter; users never see it. */
export class Unwritable extends Error {}

/** Whether the text holds half of a character: UTF-8, and so a file, cannot hold it. */
export function hasLoneSurrogate(text: string): boolean {
  return SURROGATE.test(text) && LONE_SURROGATE.test(text);
}

/** Whether an object is a map of keys and values, of this or another realm, and no instance of a class. */
export function isPlainMap(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  // Another realm (a worker, a test runner) has an Object.prototype of its own.
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf');
}

/** Every place in the value that cannot be written, at most a hundred, with its path. */
export function findUnwritable(value: unknown, deepest: number): Problem[] {
  const problems: Problem[] = [];
  visit(value, '', []);
  return problems;

  function visit(node: unknown, path: string, above: object[]): void {
    if (problems.length >= MOST_PROBLEMS) return;
    const message = refusal(node, above, deepest);
    if (message !== undefined) problems.push({ ...(path === '' ? {} : { path }), message, allowed: ALLOWED });
    else if (typeof node === 'object' && node !== null) visitChildren(node, path, [...above, node]);
  }

  function visitChildren(node: object, path: string, above: object[]): void {
    if (Array.isArray(node)) {
      for (let i = 0; i < node.length; i++) visit(node[i], childPath(path, i), above);
      return;
    }
    for (const key of Object.keys(node)) {
      const child = childPath(path, key);
      if (hasLoneSurrogate(key)) problems.push({ path: child, message: `the key ${quoted(key)} holds half of a character (a lone surrogate)` });
      else visit((node as Record<string, unknown>)[key], child, above);
    }
  }
}

const MOST_PROBLEMS = 100;
const ALLOWED = 'text, finite numbers, true, false, null, lists and plain maps of these';
const SURROGATE = /[\ud800-\udfff]/;
const LONE_SURROGATE = /\p{Cs}/u;

function refusal(node: unknown, above: readonly object[], deepest: number): string | undefined {
  switch (typeof node) {
    case 'string':
      return hasLoneSurrogate(node) ? `the text ${quoted(node)} holds half of a character (a lone surrogate)` : undefined;
    case 'number':
      return Number.isFinite(node) ? undefined : `${String(node)} is no number a manifest can hold`;
    case 'boolean':
      return undefined;
    case 'undefined':
      return 'undefined is no value: leave the key out, or give null';
    case 'object':
      if (node === null) return undefined;
      if (above.includes(node)) return 'the value holds itself (a cycle)';
      if (above.length > deepest) return `the value is nested more than ${deepest} deep`;
      return Array.isArray(node) || isPlainMap(node) ? undefined : `an instance of ${className(node)} is no plain map`;
    default:
      return `a ${typeof node} is no value a manifest can hold`;
  }
}

function className(node: object): string {
  const name: unknown = (node as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === 'string' && name !== '' ? name : 'a class';
}
