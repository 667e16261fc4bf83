import { formatAddress, networkOf, parseAddress } from '../kernel/address.ts';
import { field, refuse, textField } from './field.ts';
import { isDnsLabel } from './field-name.ts';

/** A TCP or UDP port. */
export const port = field<number>({
  what: 'a port',
  allowed: 'a whole number from 1 to 65535',
  example: '8080',
  json: { type: 'integer', minimum: 1, maximum: 65_535 },
  parse: (value) => {
    if (typeof value === 'string' && /^[1-9][0-9]{0,4}$/.test(value)) return refuse({ because: 'it is text, not a number', fix: value });
    if (typeof value !== 'number' || !Number.isInteger(value)) return refuse();
    return value >= 1 && value <= 65_535 ? value : refuse();
  },
});

/** A block of addresses, IPv4 or IPv6, written by its network address. */
export const cidr = textField({
  what: 'a CIDR block',
  allowed: 'a network address and the length of its prefix, such as 10.0.0.0/8 or fd00::/8',
  example: '10.0.0.0/8',
  parse: (text) => {
    const slash = text.indexOf('/');
    const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
    if (address === undefined) return refuse();
    const most = address.length * 8;
    if (slash === -1) return refuse({ because: 'the length of the prefix is missing', fix: `${text}/${most}` });
    const suffix = text.slice(slash + 1);
    if (!/^(0|[1-9][0-9]{0,2})$/.test(suffix) || Number(suffix) > most) return refuse({ because: `the prefix is not 0 to ${most} bits long` });
    const network = networkOf(address, Number(suffix));
    if (network.some((byte, index) => byte !== address[index])) {
      return refuse({ because: 'it has bits set after its prefix, so it is no network address', fix: `${formatAddress(network)}/${suffix}` });
    }
    return text;
  },
});

/** A path of an HTTP request: absolute, without query or fragment. */
export const httpPath = textField({
  what: 'an HTTP path',
  allowed: '"/" and then visible ASCII characters, no "?", "#" or blank',
  example: '/api/ready',
  parse: (text) => {
    if (/^https?:\/\//.test(text)) return refuse({ because: 'it has a scheme and a host' });
    if (!text.startsWith('/')) return refuse({ because: 'it does not start with "/"', ...(/^[\w./-]+$/.test(text) ? { fix: `/${text}` } : {}) });
    return /^\/[!-~]*$/.test(text) && !/[?#]/.test(text) ? text : refuse();
  },
});

/** An HTTPS address, without user, password or fragment. */
export const httpsUrl = textField({
  what: 'an https address',
  allowed: 'https://, a host name, and perhaps a port and a path',
  example: 'https://shop.acme.example/api/ready',
  parse: (text) => {
    if (text.startsWith('http://')) return refuse({ because: 'it is not encrypted', fix: `https://${text.slice('http://'.length)}` });
    const match = /^https:\/\/([^/?#]*)(\/[!-"$-~]*)?$/.exec(text);
    if (match === null || match[1]!.includes('@')) return refuse();
    return isAuthority(match[1]!) ? text : refuse();
  },
});

/** A server's host and port, `redis.acme.example:6379`. */
export const endpoint = textField({
  what: 'an endpoint',
  allowed: 'host:port',
  example: 'redis.acme.example:6379',
  parse: (text) => {
    const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text);
    if (scheme !== null) {
      const rest = text.slice(scheme[0].length).replace(/\/.*$/s, '');
      return refuse({ because: 'it has a scheme', ...(isEndpoint(rest) ? { fix: rest } : {}) });
    }
    if (isEndpoint(text)) return text;
    return refuse(text.includes(':') ? {} : { because: 'the port is missing' });
  },
});

function isEndpoint(text: string): boolean {
  return /:[0-9]+$/.test(text) && isAuthority(text);
}

/** A host, and perhaps a port. */
function isAuthority(text: string): boolean {
  const match = /^([a-z0-9.-]{1,253})(?::([1-9][0-9]{0,4}))?$/.exec(text);
  if (match === null || Number(match[2] ?? 1) > 65_535) return false;
  return /^[0-9.]+$/.test(match[1]!) ? parseAddress(match[1]!) !== undefined : match[1]!.split('.').every(isDnsLabel);
}

/** Whether the host name is the domain or lies in it. */
export function isWithinDomain(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

