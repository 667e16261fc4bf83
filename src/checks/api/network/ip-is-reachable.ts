import { parseIp } from '../syntax/ip-address.ts';

/** What is wrong with an address, rightly written, that traffic is to be sent to from any node. */
export function reachableIpErrors(text: string): readonly string[] {
  const bytes = parseIp(text)?.bytes;
  if (bytes === undefined) return ['must be an IP address, such as 10.9.8.7 or 2001:db8::ffff'];
  if (bytes.every((byte) => byte === 0)) return ['may not be the unspecified address'];
  const [first = 0, second = 0, third = 0] = bytes;
  if (bytes.length === 4) {
    if (first === 127) return ['may not be in the loopback range (127.0.0.0/8)'];
    if (first === 169 && second === 254) return ['may not be in the link-local range (169.254.0.0/16)'];
    return first === 224 && second === 0 && third === 0 ? ['may not be in the link-local multicast range (224.0.0.0/24)'] : [];
  }
  if (bytes.every((byte, index) => byte === (index === 15 ? 1 : 0))) return ['may not be the loopback address (::1)'];
  if (first === 0xfe && (second & 0xc0) === 0x80) return ['may not be in the link-local range (fe80::/10)'];
  return first === 0xff && (second & 0x0f) === 2 ? ['may not be in the link-local multicast range (ff02::/16)'] : [];
}
