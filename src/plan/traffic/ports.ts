import { at, textAt } from '../../checks/field.ts';
import { common, covers, type Span } from './spans.ts';

/** Ports of one protocol, one after the other; with a name, the one that pods whose ports nobody knows call so. */
export interface Ports extends Span<number> {
  readonly protocol: string;
  readonly name?: string;
}

const END = 65_536;

/** Every port of every protocol that a policy can tell apart. */
export const ALL_PORTS: readonly Ports[] = ['TCP', 'UDP', 'SCTP'].map((protocol) => ({ protocol, from: 0, end: END }));

/**
 * The ports of a rule of a policy; without any, all.
 *
 * @param names numbers of the named ports of who answers; undefined: nobody knows
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-range-of-ports
 */
export function portsOf(ports: readonly unknown[], names: ReadonlyMap<string, number> | undefined): readonly Ports[] {
  if (ports.length === 0) return ALL_PORTS;
  return ports.flatMap((each): Ports[] => {
    const protocol = textAt(each, 'protocol') ?? 'TCP';
    const port = at(each, 'port') ?? undefined;
    if (port === undefined) return [{ protocol, from: 0, end: END }];
    if (typeof port === 'number') {
      const last = at(each, 'endPort');
      return [{ protocol, from: port, end: (typeof last === 'number' ? last : port) + 1 }];
    }
    if (typeof port !== 'string') return [];
    const number = names?.get(port);
    if (number !== undefined) return [{ protocol, from: number, end: number + 1 }];
    return names === undefined ? [{ protocol, from: 0, end: 0, name: port }] : [];
  });
}

/** Whether some ports are all among others. */
export function coversPorts(all: readonly Ports[], one: Ports): boolean {
  const same = all.filter(({ protocol }) => protocol === one.protocol);
  if (one.name === undefined) return covers(same, [one]);
  return same.some(({ name }) => name === one.name) || covers(same, [{ from: 1, end: END }]);
}

/** Whether it is all ports of a protocol, as a rule without ports has them. */
export function isWhole({ from, end }: Ports): boolean {
  return end - from >= END;
}

/** Whether some ports have one in common with others. */
export function meetsPorts(all: readonly Ports[], one: Ports): boolean {
  return coversPorts(all, one) || commonPorts([one], all).length > 0;
}

/** The ports that are in both. */
export function commonPorts(some: readonly Ports[], others: readonly Ports[]): readonly Ports[] {
  return some.flatMap((one): readonly Ports[] => {
    const same = others.filter(({ protocol }) => protocol === one.protocol);
    if (one.name !== undefined) return coversPorts(others, one) ? [one] : [];
    const named = same.filter(({ name }) => name !== undefined && coversPorts([one], { ...one, name }));
    return [...common([one], same.filter(({ name }) => name === undefined)).map((span) => ({ protocol: one.protocol, ...span })), ...named];
  });
}

/** Ports as a story tells them. */
export function portText({ protocol, from, end, name }: Ports): string {
  if (name !== undefined) return `port ${name}`;
  const all = end - from >= END - 1;
  const port = all ? 'any' : end - from === 1 ? `port ${from}` : `ports ${from} to ${end - 1}`;
  return protocol === 'TCP' || all ? port : `${port} (${protocol})`;
}
