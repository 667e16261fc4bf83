/** A range of IP addresses: how many bits of the number are fixed, and the number. */
interface AddressRange {
  readonly bits: 32 | 128;
  readonly prefix: number;
  readonly number: bigint;
}

/**
 * Whether every address of the second range, written as CIDR or as one address, lies in the first. What is no range
 * lies only in what is written the same.
 */
export function rangeCovers(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  const [wide, narrow] = [rangeOf(outer), rangeOf(inner)];
  if (wide === undefined || narrow === undefined || wide.bits !== narrow.bits || wide.prefix > narrow.prefix) return false;
  const rest = BigInt(wide.bits - wide.prefix);
  return wide.number >> rest === narrow.number >> rest;
}

/** Whether every address of the ranges lies in one of the others; no ranges at all stand for every address. */
export function rangesCover(outer: readonly string[], inner: readonly string[]): boolean {
  const from = inner.length === 0 ? ['0.0.0.0/0', '::/0'] : inner;
  return outer.length === 0 || from.every((range) => outer.some((other) => rangeCovers(other, range)));
}

function rangeOf(text: string): AddressRange | undefined {
  const [, address = '', length] = /^([0-9a-fA-F:.]{2,45})(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const number = address.includes(':') ? longNumber(address) : shortNumber(address);
  if (number === undefined) return undefined;
  const bits = address.includes(':') ? 128 : 32;
  const prefix = length === undefined ? bits : Number(length);
  return prefix > bits ? undefined : { bits, prefix, number };
}

function shortNumber(address: string): bigint | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((number, part) => (number << 8n) | BigInt(part), 0n);
}

function longNumber(address: string): bigint | undefined {
  const [head = '', tail, ...more] = address.split('::');
  if (more.length > 0) return undefined;
  const [first, last] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const missing = 8 - first!.length - last!.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...first!, ...Array.from({ length: missing }, () => '0'), ...last!];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((number, group) => (number << 16n) | BigInt(`0x${group}`), 0n);
}
