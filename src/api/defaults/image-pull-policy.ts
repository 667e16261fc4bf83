/**
 * When the kubelet pulls an image whose `imagePullPolicy` is not written: always for the tag `latest`,
 * written or implied, else only where the node has none. A reference that can't be read counts as pinned.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go
 */
export function imagePullPolicyOf(image: unknown): 'Always' | 'IfNotPresent' {
  if (typeof image !== 'string' || image.length > LONGEST) return 'IfNotPresent';
  const digest = image.indexOf('@');
  const named = digest === -1 ? image : image.slice(0, digest);
  // The tag begins after the last slash: before it a colon is a port.
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const tag = colon === -1 ? undefined : named.slice(colon + 1);
  const repository = colon === -1 ? named : named.slice(0, colon);
  if (!isRepository(repository) || (tag !== undefined && !TAG.test(tag))) return 'IfNotPresent';
  if (digest !== -1 && !DIGEST.test(image.slice(digest + 1))) return 'IfNotPresent';
  if (tag === undefined) return digest === -1 && !SHA.test(repository) ? 'Always' : 'IfNotPresent';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

const LONGEST = 4096;
const LONGEST_REPOSITORY = 255;
const SHA = /^[0-9a-f]{64}$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const HOST = /^(?:[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(?::[0-9]+)?$/;
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

function isRepository(text: string): boolean {
  const parts = text.split('/');
  const [first = ''] = parts;
  const hasHost = parts.length > 1 && (first.includes('.') || first.includes(':') || first === 'localhost' || first !== first.toLowerCase());
  if (hasHost && !HOST.test(first)) return false;
  const path = hasHost ? parts.slice(1) : parts;
  return text.length <= LONGEST_REPOSITORY + first.length && path.every((part) => COMPONENT.test(part));
}
