/** A block of addresses, as numbers. */
interface Block {
  readonly bits: 32 | 128;
  readonly base: bigint;
  readonly prefix: number;
}

/** Whether the text is a CIDR block of IPv4 or IPv6 whose host bits are zero, as the API server wants it. */
export function isCidr(text: string): boolean {
  const block = parseCidr(text);
  return block !== undefined && block.base === networkOf(block);
}

/** Whether the inner block lies in the outer one and is smaller, as `except` of a network policy must. */
export function liesInside(inner: string, outer: string): boolean {
  const [a, b] = [parseCidr(inner), parseCidr(outer)];
  if (a === undefined || b === undefined || a.bits !== b.bits) return false;
  return a.prefix > b.prefix && networkOf({ ...a, prefix: b.prefix }) === networkOf(b);
}

/** The few blocks that every edge of every system is about. */
const known = new Map<string, Block | undefined>();
const MOST_KNOWN = 1000;

function parseCidr(text: string): Block | undefined {
  if (known.has(text)) return known.get(text);
  const block = parseAnew(text);
  if (known.size < MOST_KNOWN) known.set(text, block);
  return block;
}

function parseAnew(text: string): Block | undefined {
  const match = /^([0-9a-fA-F:.]{2,45})\/(0|[1-9][0-9]{0,2})$/.exec(text);
  if (match === null) return undefined;
  const [, address, prefix] = match as unknown as [string, string, string];
  const bits = address.includes(':') ? 128 : 32;
  const base = bits === 32 ? parseV4(address) : parseV6(address);
  return base === undefined || Number(prefix) > bits ? undefined : { bits, base, prefix: Number(prefix) };
}

function networkOf({ bits, base, prefix }: Block): bigint {
  const host = BigInt(bits - prefix);
  return (base >> host) << host;
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  // A leading zero means octal to some parsers, so no one accepts it any more.
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2 || text.includes('.')) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':'))) as [string[], string[] | undefined];
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}
