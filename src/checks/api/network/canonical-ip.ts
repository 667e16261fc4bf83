import { parseCidr } from '../syntax/cidr.ts';
import { parseIp } from '../syntax/ip-address.ts';

/** An address as everybody writes it; undefined where it is none. https://www.rfc-editor.org/rfc/rfc5952#section-4 */
export function canonicalIp(text: string): string | undefined {
  const bytes = parseIp(text)?.bytes;
  return bytes && ipText(bytes);
}

/** A range of addresses as everybody writes it; undefined where it is none. */
export function canonicalCidr(text: string): string | undefined {
  const cidr = parseCidr(text);
  return cidr && `${ipText(cidr.bytes)}/${cidr.prefix}`;
}

function ipText(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups: number[] = [];
  for (let index = 0; index < 16; index += 2) groups.push((bytes[index]! << 8) | bytes[index + 1]!);
  const { start, length } = longestZeros(groups);
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  return length < 2 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

/** The first of the longest runs of zeros. */
function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  return best;
}
