import { type Address, networkOf } from '../../../kernel/address.ts';
import { parseIp, STRICT_SINCE } from './ip-address.ts';

/** A range of IP addresses, read the way the API server reads one. */
export interface Cidr {
  /** The address as written, 4 or 16 bytes. */
  readonly bytes: readonly number[];
  /** How many bits all addresses of the range share, counted in {@link bytes}. */
  readonly prefix: number;
  readonly mapped: boolean;
  /** Whether its address, or the prefix, has a zero in front. */
  readonly leadingZero: boolean;
}

/** Reads `10.9.8.0/24`; undefined where it is none. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const ip = slash === -1 ? undefined : parseIp(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (ip === undefined || !/^[0-9]{1,8}$/.test(length)) return undefined;
  const written = ip.mapped ? 128 : ip.bytes.length * 8;
  if (Number(length) > written) return undefined;
  // The last 32 of the 128 bits are the address that it stands for.
  const prefix = ip.mapped ? Math.max(0, Number(length) - 96) : Number(length);
  return { bytes: ip.bytes, prefix, mapped: ip.mapped, leadingZero: ip.leadingZero || /^0[0-9]/.test(length) };
}

/**
 * What is wrong with a range of IP addresses.
 * @param minor Kubernetes minor version; since 1.36 the forms that programs read differently are refused
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/StrictIPCIDRValidation/
 */
export function cidrErrors(text: string, minor: number): readonly string[] {
  const cidr = parseCidr(text);
  if (cidr === undefined) return ['must be a range of IP addresses, such as 10.9.8.0/24 or 2001:db8::/64'];
  if (minor < STRICT_SINCE) return [];
  if (cidr.leadingZero) return ['must not have leading zeros in its address or prefix length'];
  if (cidr.mapped) return ['must not have an IPv6 address that stands for an IPv4 address'];
  return isSame(cidr.bytes, networkOf(cidr.bytes, cidr.prefix)) ? [] : ['must not have bits set beyond the prefix length'];
}

/** Whether every address of `inner` is one of `outer`, and `outer` has more. */
export function isStrictSubset(inner: Cidr, outer: Cidr): boolean {
  if (inner.bytes.length !== outer.bytes.length || inner.prefix <= outer.prefix) return false;
  return isSame(networkOf(inner.bytes, outer.prefix), networkOf(outer.bytes, outer.prefix));
}

function isSame(a: Address, b: Address): boolean {
  return a.every((byte, index) => byte === b[index]);
}
