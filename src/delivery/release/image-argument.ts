import { type Problem, quoted, UserError } from '../../kernel/problem.ts';

/** An image as `--image` names it: pinned, or by a tag that is to be resolved. */
export type ImageArgument = { readonly key: string; readonly name: string } & ({ readonly digest: string } | { readonly tag: string });

const KEY = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const NAME = /^[a-z0-9]+(?:[.-][a-z0-9]+)*(?::[0-9]{1,5})?(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)+$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const ALLOWED = '<name>=<registry>/<path>@sha256:<64 hex digits>, or a tag that the registry is asked for: <name>=<registry>/<path>:<tag>';
const EXAMPLE = '--image app=ghcr.io/acme/shop-app@sha256:<64 hex digits>';

/**
 * Reads the values of `--image`. Of a tag with a digest, the digest counts.
 *
 * @throws UserError with everything that is wrong with them
 */
export function imageArguments(given: readonly string[]): ImageArgument[] {
  const problems: Problem[] = [];
  const images: ImageArgument[] = [];
  for (const text of given) {
    const read = imageArgument(text);
    if (typeof read === 'string') problems.push({ message: `--image ${quoted(text)} ${read}`, allowed: ALLOWED, fix: EXAMPLE });
    else if (images.some(({ key }) => key === read.key)) problems.push({ message: `--image names ${quoted(read.key)} twice`, fix: 'leave out one of them' });
    else images.push(read);
  }
  if (problems.length > 0) throw new UserError(problems);
  return images;
}

/** One value of `--image`, or what is wrong with it, in words that begin with a verb. */
function imageArgument(text: string): ImageArgument | string {
  if (text.length > 500) return 'is longer than 500 characters';
  const equals = text.indexOf('=');
  if (equals === -1) return 'does not say which image of the system it is';
  const key = text.slice(0, equals);
  if (!KEY.test(key)) return `calls the image ${quoted(key)}, which is no DNS label`;
  const rest = text.slice(equals + 1);
  const at = rest.indexOf('@');
  const reference = at === -1 ? rest : rest.slice(0, at);
  const colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
  const [name, tag] = colon === -1 ? [reference, undefined] : [reference.slice(0, colon), reference.slice(colon + 1)];
  if (name.length > 255 || !NAME.test(name)) return 'names no registry and path';
  const host = name.slice(0, name.indexOf('/'));
  if (!/[.:]/.test(host) && host !== 'localhost') return `lacks the registry (docker.io/${name}?)`;
  if (tag !== undefined && !TAG.test(tag)) return 'has a tag with characters that no tag has';
  if (at !== -1) {
    const digest = rest.slice(at + 1);
    return /^sha256:[0-9a-f]{64}$/.test(digest) ? { key, name, digest } : 'has a digest that is not sha256: and 64 hex digits';
  }
  return tag === undefined ? 'has neither a digest nor a tag' : { key, name, tag };
}
