import { formatAddress, networkOf } from '../../../kernel/address.ts';
import { type Cidr, parseCidr } from '../../api/syntax/cidr.ts';
import { parseIp } from '../../api/syntax/ip-address.ts';
import { type CelFunction } from './cel-function.ts';
import { CelError } from './cel-error.ts';
import { CelOpaque, type CelValue } from './cel-value.ts';

class CelIp extends CelOpaque {
  readonly type = 'net.IP';

  constructor(readonly bytes: readonly number[]) {
    super();
  }

  equals(other: CelOpaque): boolean {
    return other instanceof CelIp && sameBytes(other.bytes, this.bytes);
  }
}

class CelCidr extends CelOpaque {
  readonly type = 'net.CIDR';

  constructor(
    readonly bytes: readonly number[],
    readonly prefix: number,
  ) {
    super();
  }

  equals(other: CelOpaque): boolean {
    return other instanceof CelCidr && other.prefix === this.prefix && sameBytes(other.bytes, this.bytes);
  }
}

/** Kubernetes' libraries of addresses and ranges. */
export const ADDRESS_FUNCTIONS: Readonly<Record<string, CelFunction>> = {
  ip: ([of]) => (typeof of === 'string' ? (ipOf(of) ?? fail(`IP Address ${JSON.stringify(of)} parse error`)) : of instanceof CelCidr ? new CelIp(of.bytes) : undefined),
  isIP: ([text]) => (typeof text === 'string' ? ipOf(text) !== undefined : undefined),
  'ip.isCanonical': ([text]) => (typeof text === 'string' ? formatAddress((ipOf(text) ?? fail(`IP Address ${JSON.stringify(text)} parse error`)).bytes) === text : undefined),
  family: onIp((bytes) => (bytes.length === 4 ? 4n : 6n)),
  isUnspecified: onIp((bytes) => bytes.every((byte) => byte === 0)),
  isLoopback: onIp((bytes) => (bytes.length === 4 ? bytes[0] === 127 : isOne(bytes))),
  isLinkLocalMulticast: onIp(isLinkLocalMulticast),
  isLinkLocalUnicast: onIp(isLinkLocalUnicast),
  isGlobalUnicast: onIp((bytes) => !bytes.every((byte) => byte === 0) && !(bytes.length === 4 ? bytes[0] === 127 || bytes.every((byte) => byte === 255) || (bytes[0]! & 0xf0) === 0xe0 : isOne(bytes) || bytes[0] === 0xff) && !isLinkLocalUnicast(bytes)),
  cidr: ([text]) => (typeof text === 'string' ? (cidrOf(text) ?? fail(`network address parse error during conversion from string: ${JSON.stringify(text)}`)) : undefined),
  isCIDR: ([text]) => (typeof text === 'string' ? cidrOf(text) !== undefined : undefined),
  containsIP: ([range, of]) => {
    const ip = typeof of === 'string' ? (ipOf(of) ?? fail(`IP Address ${JSON.stringify(of)} parse error`)) : of;
    return range instanceof CelCidr && ip instanceof CelIp ? isInside(ip.bytes, range) : undefined;
  },
  containsCIDR: ([range, of]) => {
    const inner = typeof of === 'string' ? (cidrOf(of) ?? fail(`network address parse error during conversion from string: ${JSON.stringify(of)}`)) : of;
    return range instanceof CelCidr && inner instanceof CelCidr ? inner.prefix >= range.prefix && isInside(inner.bytes, range) : undefined;
  },
  masked: ([range]) => (range instanceof CelCidr ? new CelCidr(networkOf(range.bytes, range.prefix), range.prefix) : undefined),
  prefixLength: ([range]) => (range instanceof CelCidr ? BigInt(range.prefix) : undefined),
  string: ([of]) => (of instanceof CelIp ? formatAddress(of.bytes) : of instanceof CelCidr ? `${formatAddress(of.bytes)}/${of.prefix}` : undefined),
};

function onIp(apply: (bytes: readonly number[]) => CelValue): CelFunction {
  return ([ip]) => (ip instanceof CelIp ? apply(ip.bytes) : undefined);
}

function fail(message: string): never {
  throw new CelError(message);
}

function ipOf(text: string): CelIp | undefined {
  const ip = parseIp(text);
  return ip === undefined || ip.mapped || ip.leadingZero ? undefined : new CelIp(ip.bytes);
}

function cidrOf(text: string): CelCidr | undefined {
  const cidr: Cidr | undefined = parseCidr(text);
  return cidr === undefined || cidr.mapped || cidr.leadingZero ? undefined : new CelCidr(cidr.bytes, cidr.prefix);
}

function sameBytes(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function isOne(bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => byte === (index === bytes.length - 1 ? 1 : 0));
}

function isLinkLocalMulticast(bytes: readonly number[]): boolean {
  return bytes.length === 4 ? bytes[0] === 224 && bytes[1] === 0 && bytes[2] === 0 : bytes[0] === 0xff && (bytes[1]! & 0x0f) === 0x02;
}

function isLinkLocalUnicast(bytes: readonly number[]): boolean {
  return bytes.length === 4 ? bytes[0] === 169 && bytes[1] === 254 : bytes[0] === 0xfe && (bytes[1]! & 0xc0) === 0x80;
}

function isInside(bytes: readonly number[], { bytes: range, prefix }: CelCidr): boolean {
  return bytes.length === range.length && sameBytes(networkOf(bytes, prefix), networkOf(range, prefix));
}
