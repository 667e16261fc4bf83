import { formatAddress } from '../../../kernel/address.ts';
import { parseCidr } from '../syntax/cidr.ts';
import { parseIp } from '../syntax/ip-address.ts';

/** An address as everybody writes it; undefined where it is none. https://www.rfc-editor.org/rfc/rfc5952#section-4 */
export function canonicalIp(text: string): string | undefined {
  const bytes = parseIp(text)?.bytes;
  return bytes && formatAddress(bytes);
}

/** A range of addresses as everybody writes it; undefined where it is none. */
export function canonicalCidr(text: string): string | undefined {
  const cidr = parseCidr(text);
  return cidr && `${formatAddress(cidr.bytes)}/${cidr.prefix}`;
}
