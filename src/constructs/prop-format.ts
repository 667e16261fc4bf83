import { quoted } from '../kernel/problem.ts';
import { isCidr } from './cidr.ts';
import { type PropCheck } from './prop-check.ts';

/** A format of a prop, and how it is told to somebody who missed it. */
export interface PropFormat {
  /** With its article: `a DNS label`. */
  readonly what: string;
  readonly allowed: string;
  readonly example: string;
  accepts(value: string | number): boolean;
}

/** Notes a problem at a prop whose value is not of the format; absent is right, too. */
export function checkFormat(check: PropCheck, prop: string, value: string | number | undefined, format: PropFormat): void {
  if (value === undefined || format.accepts(value)) return;
  const last = prop.slice(prop.lastIndexOf('.') + 1);
  check.add(prop, `${quoted(value)} is not ${format.what}`, { allowed: format.allowed, fix: `${last}: ${format.example}` });
}

/** The same of a key, which is itself what is to be typed. */
export function checkKey(check: PropCheck, prop: string, key: string, format: PropFormat): void {
  if (format.accepts(key)) return;
  const plain = key.trim().replace(/[^A-Za-z0-9]+/g, '_');
  check.add(prop, `${quoted(key)} is not ${format.what}`, { allowed: format.allowed, fix: `${format.accepts(plain) ? plain : format.example}:` });
}

/** Name of one part of a DNS name; what most objects, and every Service, may be called. */
export const DNS_LABEL = textFormat('a DNS label', 'a-z, 0-9 and "-", first and last no "-", at most 63', 'web', /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);

/** Host name in lower case, without wildcard. */
export const HOST_NAME: PropFormat = {
  what: 'a host name',
  allowed: 'DNS labels with dots between them, in lower case, at most 253 characters',
  example: 'shop.acme.example',
  accepts: (value) => typeof value === 'string' && value.length <= 253 && value.split('.').every((label) => DNS_LABEL.accepts(label)),
};

/** Name of an environment variable as every shell can set it. */
export const VARIABLE_NAME: PropFormat = withoutPrototype(
  textFormat('the name of an environment variable', 'letters, digits and "_", no digit first', 'DATABASE_URL', /^[A-Za-z_][A-Za-z0-9_]{0,252}$/),
);

/** Key of a ConfigMap or Secret, which is a file name once mounted; what starts with ".." is kept for the mount's own links. */
export const FILE_NAME: PropFormat = withoutPrototype(
  textFormat('a file name', 'letters, digits, "-", "_" and ".", at most 253, and no ".." at its start', 'settings.yaml', /^(?!\.$|\.\.)[-._A-Za-z0-9]{1,253}$/),
);

/** Directory to mount something at. */
export const DIRECTORY = textFormat('an absolute directory', 'a path from "/" without "..", ":" or a last "/"', '/etc/shop', /^(\/(?!\.{1,2}(\/|$))[-._A-Za-z0-9]+)+$/);

/** Image by digest, the only form in which what was tested is what runs. */
export const PINNED_IMAGE = textFormat(
  'an image pinned by digest',
  'name:tag@sha256:<64 hex digits>',
  'ghcr.io/acme/postgres:17.5@sha256:<digest>',
  /^[a-z0-9][a-z0-9._:/-]*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?@sha256:[0-9a-f]{64}$/,
);

/** CIDR block with its host bits zero. */
export const CIDR: PropFormat = {
  what: 'a CIDR block',
  allowed: 'an IPv4 or IPv6 network with its prefix length, host bits zero',
  example: '10.20.0.0/16',
  accepts: (value) => typeof value === 'string' && isCidr(value),
};

/** TCP or UDP port. */
export const PORT: PropFormat = {
  what: 'a port',
  allowed: '1 to 65535',
  example: '8080',
  accepts: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 65535,
};

/** Duration as Prometheus reads it: one or more numbers with units, the largest first. */
export const PROMETHEUS_DURATION = textFormat('a duration', 'numbers with w, d, h, m, s or ms, the largest first', '5m', /^(?=[0-9])([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$/);

/** URL of a page for people. */
export const HTTPS_URL = textFormat('an https URL', 'https:// and a host', 'https://runbooks.acme.example/postgres', /^https:\/\/[^\s/]+(\/\S*)?$/);

/** Host and port of a service outside of the cluster. */
export const HOST_AND_PORT: PropFormat = {
  what: 'a host with its port',
  allowed: 'host:port',
  example: 'db.acme.example:5432',
  accepts: (value) => {
    const match = typeof value === 'string' ? /^([^:]+):([0-9]{1,5})$/.exec(value) : null;
    return match !== null && HOST_NAME.accepts(match[1]!) && PORT.accepts(Number(match[2]));
  },
};

/** Splits what {@link HOST_AND_PORT} accepts. */
export function splitHostAndPort(text: string): { readonly host: string; readonly port: number } {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}

function textFormat(what: string, allowed: string, example: string, pattern: RegExp): PropFormat {
  return { what, allowed, example, accepts: (value) => typeof value === 'string' && pattern.test(value) };
}

/** The one name that a plain object of JavaScript cannot hold as a key: libraries below us would lose it silently. */
function withoutPrototype(format: PropFormat): PropFormat {
  return { ...format, accepts: (value) => value !== '__proto__' && format.accepts(value) };
}
