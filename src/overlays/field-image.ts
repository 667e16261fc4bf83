import { refuse, textField, type Refusal } from './field.ts';

const NAME = /^[a-z0-9]+(?:[.-][a-z0-9]+)*(?::[0-9]{1,5})?(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)+$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** Never a digest that would pass: typed as it stands, it must be refused. */
const DIGEST_TO_TYPE = 'sha256:<64 hex digits>';

/**
 * Name of an image with its registry, without tag or digest.
 *
 * @see https://github.com/distribution/reference
 */
export const imageName = textField({
  what: 'an image name',
  allowed: 'registry and path in lower case, no tag and no digest',
  example: 'ghcr.io/acme/shop-app',
  parse: parseName,
});

/** The digest of an image: `sha256:` and 64 hex digits. */
export const imageDigest = textField({
  what: 'an image digest',
  allowed: 'sha256: and 64 hex digits in lower case',
  example: `"${DIGEST_TO_TYPE}"`,
  pattern: DIGEST,
});

/** An image pinned by digest, with a tag for readers or without: a tag alone can be moved. */
export const imageReference = textField({
  what: 'an image pinned by digest',
  allowed: 'name@sha256:<64 hex digits> or name:tag@sha256:<64 hex digits>',
  example: `ghcr.io/acme/shop:1.0.0@${DIGEST_TO_TYPE}`,
  parse: (text) => {
    const at = text.indexOf('@');
    const [name, tag] = splitTag(at === -1 ? text : text.slice(0, at));
    if (at === -1) {
      const because = tag === undefined ? 'it has no digest' : 'a tag can be moved';
      return refuse({ because, fix: `${NAME.test(text) || tag !== undefined ? text : name}@${DIGEST_TO_TYPE}` });
    }
    if (!DIGEST.test(text.slice(at + 1))) return refuse({ because: 'the digest is not sha256: and 64 hex digits' });
    if (tag !== undefined && !/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(tag)) return refuse({ because: 'the tag has characters that no tag has' });
    const parsed = parseName(name);
    if (typeof parsed === 'string') return text;
    const { because } = parsed.reason;
    return refuse(because === undefined ? {} : { because });
  },
});

/** A registry, perhaps with a path in it, that images lie in. */
export const imageRegistry = textField({
  what: 'an image registry',
  allowed: 'a host, perhaps a port and a path, in lower case, no scheme',
  example: 'ghcr.io/acme',
  parse: (text) => {
    const scheme = /^https?:\/\//.exec(text);
    if (scheme !== null) return refuse({ because: 'it has a scheme', fix: text.slice(scheme[0].length).replace(/\/+$/, '') });
    if (text.endsWith('/')) return refuse({ because: 'it ends in "/"', fix: text.replace(/\/+$/, '') });
    return typeof parseName(`${text}/image`) === 'string' ? text : refuse();
  },
});

/** Whether the image lies in the registry. */
export function isInRegistry(name: string, registry: string): boolean {
  return name.startsWith(`${registry}/`);
}

function parseName(text: string): string | Refusal {
  if (text.length > 255) return refuse({ because: 'it is longer than 255 characters' });
  if (text.includes('@')) return meant('the digest has a key of its own', text.slice(0, text.indexOf('@')));
  const [name, tag] = splitTag(text);
  if (tag !== undefined) return meant('a tag can be moved; images are pinned by their digest', name);
  if (text.toLowerCase() !== text) return meant('it has upper case letters', text.toLowerCase());
  const registry = text.slice(0, Math.max(text.indexOf('/'), 0));
  if (!/[.:]/.test(registry) && registry !== 'localhost') return meant('the registry is missing', text.includes('/') ? `docker.io/${text}` : `docker.io/library/${text}`);
  return NAME.test(text) ? text : refuse();
}

function meant(because: string, fix: string): Refusal {
  return refuse({ because, ...(NAME.test(fix) ? { fix } : {}) });
}

function splitTag(text: string): [name: string, tag: string | undefined] {
  const colon = text.indexOf(':', text.lastIndexOf('/') + 1);
  // A colon before the first slash is a port, and one in a text without a slash is a tag.
  return colon === -1 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}
