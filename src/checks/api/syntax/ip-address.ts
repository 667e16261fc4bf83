/** An IP address, read the way the API server reads one. */
export interface IpAddress {
  /** 4 or 16 of them; an IPv6 address that stands for an IPv4 address (`::ffff:10.0.0.1`) is that IPv4 address. */
  readonly bytes: readonly number[];
  /** Whether it was written as an IPv6 address that stands for an IPv4 address. */
  readonly mapped: boolean;
  /** Whether one of its decimal numbers has a zero in front, `010.0.0.1`, or one of the others more than it needs: `00db8::`. */
  readonly leadingZero: boolean;
}

/** Reads an IP address, leading zeros allowed; undefined where it is none. */
export function parseIp(text: string): IpAddress | undefined {
  if (text.length > LONGEST) return undefined;
  if (!text.includes(':')) {
    const bytes = ipv4Bytes(text);
    return bytes && { bytes, mapped: false, leadingZero: ZERO.test(text) };
  }
  const bytes = ipv6Bytes(text);
  if (bytes === undefined) return undefined;
  const mapped = bytes.every((byte, index) => index >= 12 || byte === (index < 10 ? 0 : 255));
  const leadingZero = LONG_GROUP.test(text) || (text.includes('.') && ZERO.test(text.slice(text.lastIndexOf(':') + 1)));
  return { bytes: mapped ? bytes.slice(12) : bytes, mapped, leadingZero };
}

/**
 * What is wrong with an IP address.
 * @param minor Kubernetes minor version; since 1.36 the forms that programs read differently are refused
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/StrictIPCIDRValidation/
 */
export function ipErrors(text: string, minor: number): readonly string[] {
  const ip = parseIp(text);
  if (ip === undefined) return ['must be an IP address, such as 10.9.8.7 or 2001:db8::ffff'];
  if (minor < STRICT_SINCE) return [];
  if (ip.leadingZero) return ['must not have leading zeros'];
  return ip.mapped ? ['must not be an IPv6 address that stands for an IPv4 address'] : [];
}

/** What is wrong with an IP address of a family. */
export function ipFamilyErrors(text: string, family: 'IPv4' | 'IPv6'): readonly string[] {
  const ip = parseIp(text);
  return ip !== undefined && ip.bytes.length === (family === 'IPv4' ? 4 : 16) ? [] : [`must be an ${family} address`];
}

/** The minor since which addresses that programs read differently are refused. */
export const STRICT_SINCE = 36;

const LONGEST = 64;
const ZERO = /(?:^|\.)0[0-9]/;
const LONG_GROUP = /[0-9a-fA-F]{5}/;

/** The bytes of `10.9.8.7`; leading zeros mean nothing. */
function ipv4Bytes(text: string): readonly number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^[0-9]+$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function ipv6Bytes(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const front = groupBytes(halves[0]!, halves.length === 1);
  const back = halves.length === 2 ? groupBytes(halves[1]!, true) : [];
  if (front === undefined || back === undefined) return undefined;
  const missing = 16 - front.length - back.length;
  // `::` stands for at least one group.
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return [...front, ...Array.from({ length: missing }, () => 0), ...back];
}

/** The bytes of `2001:db8`; at the end of an address its last four may be written as an IPv4 address. */
function groupBytes(text: string, atEnd: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    const ipv4 = atEnd && index === groups.length - 1 && group.includes('.') ? ipv4Bytes(group) : undefined;
    if (ipv4 !== undefined) bytes.push(...ipv4);
    else if (/^0*[0-9a-fA-F]{1,4}$/.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 255);
    } else return undefined;
  }
  return bytes;
}
