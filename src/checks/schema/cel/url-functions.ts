import { type CelFunction } from './cel-function.ts';
import { CelError } from './cel-error.ts';
import { CelList, CelLiteralMap, CelOpaque, type CelValue } from './cel-value.ts';

class CelUrl extends CelOpaque {
  readonly type = 'kubernetes.URL';

  constructor(
    readonly text: string,
    readonly parts: UrlParts,
  ) {
    super();
  }

  equals(other: CelOpaque): boolean {
    return other instanceof CelUrl && other.text === this.text;
  }
}

interface UrlParts {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

/** Kubernetes' library of URLs, which are those that Go's `url.ParseRequestURI` reads. */
export const URL_FUNCTIONS: Readonly<Record<string, CelFunction>> = {
  url: ([text]) => (typeof text === 'string' ? (urlOf(text) ?? fail(text)) : undefined),
  isURL: ([text]) => (typeof text === 'string' ? urlOf(text) !== undefined : undefined),
  getScheme: part(({ scheme }) => scheme),
  getHost: part(({ host }) => host),
  getHostname: part(({ host }) => hostParts(host).name),
  getPort: part(({ host }) => hostParts(host).port),
  getEscapedPath: part(({ path }) => encodeURI(decoded(path))),
  getQuery: part(({ query }) => queryOf(query)),
  string: ([url]) => (url instanceof CelUrl ? url.text : undefined),
};

function part(of: (parts: UrlParts) => CelValue): CelFunction {
  return ([url]) => (url instanceof CelUrl ? of(url.parts) : undefined);
}

function fail(text: string): never {
  throw new CelError(`URL parse error during conversion from string: parse ${JSON.stringify(text)}: invalid URI for request`);
}

const FORM = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?]*))?([^?]*)(?:\?([\s\S]*))?$/;

/** Like Go: a fragment belongs to the path, control characters and broken escapes to nothing. */
export function urlOf(text: string): CelUrl | undefined {
  if (text === '' || text.length > 10_000 || /[\u0000-\u001f\u007f]/.test(text) || /%(?![0-9a-fA-F]{2})/.test(text.split('?', 1)[0]!)) return undefined;
  const [, scheme = '', authority, path = '', query = ''] = FORM.exec(text) ?? [];
  if (scheme === '' && !text.startsWith('/')) return undefined;
  // A colon before the first slash of what has no scheme was one in its scheme's place.
  if (scheme === '' && authority !== undefined && text.startsWith('///')) return undefined;
  if (scheme !== '' && authority === undefined && !path.startsWith('/')) return new CelUrl(text, { scheme: scheme.toLowerCase(), host: '', path: '', query });
  const host = (authority ?? '').slice((authority ?? '').lastIndexOf('@') + 1);
  if (!isHost(host)) return undefined;
  return new CelUrl(text, { scheme: scheme.toLowerCase(), host, path, query });
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return /^\[[0-9A-Fa-f:.%]+\](:[0-9]*)?$/.test(host);
  const colon = host.indexOf(':');
  if (colon !== -1 && !/^[0-9]*$/.test(host.slice(colon + 1))) return false;
  return !/[\s<>"\\^`{}|]/.test(host);
}

function hostParts(host: string): { readonly name: string; readonly port: string } {
  const [, inBrackets, plain, port = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::([0-9]*))?$/.exec(host) ?? [];
  return { name: inBrackets ?? plain ?? '', port };
}

function queryOf(query: string): CelValue {
  const values = new Map<string, string[]>();
  for (const pair of query === '' ? [] : query.split('&')) {
    if (pair === '') continue;
    const sign = pair.indexOf('=');
    const key = decoded((sign === -1 ? pair : pair.slice(0, sign)).replace(/\+/g, ' '));
    values.set(key, [...(values.get(key) ?? []), decoded(sign === -1 ? '' : pair.slice(sign + 1).replace(/\+/g, ' '))]);
  }
  const map = new CelLiteralMap();
  for (const [key, all] of values) map.add(key, new CelList(all));
  return map;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
