import { ownList } from '../../api/defaults/fill.ts';
import { fieldsAt } from '../immutable-field.ts';
import { type FoundImpact, type ImpactSubject } from '../impact-rule.ts';

const SOURCE = 'https://kubernetes.io/docs/concepts/services-networking/service/#external-ips';

/** Addresses outside of the cluster that a Service of any type answers on. */
export function externalAddresses({ kind, title, before, after, differences }: ImpactSubject): readonly FoundImpact[] {
  if (kind !== '/Service' || before === undefined || after === undefined) return [];
  const [was, is] = [before, after].map((service) => ownList(fieldsAt(service, 'spec'), 'externalIPs').map(String));
  const paths = differences.filter(({ steps }) => steps[0] === 'spec' && steps[1] === 'externalIPs').map(({ path }) => path);
  const more = is!.filter((address) => !was!.includes(address));
  const less = was!.filter((address) => !is!.includes(address));
  return [
    ...(more.length === 0 ? [] : [{ risk: 'high', direction: 'wider', reason: `${title} also answers on ${listed(more)}, from outside the cluster`, paths, source: SOURCE } as const]),
    ...(less.length === 0 ? [] : [{ risk: 'high', direction: 'narrower', reason: `${title} no longer answers on ${listed(less)}`, paths, source: SOURCE } as const]),
  ];
}

function listed(addresses: readonly string[]): string {
  return addresses.length > MOST ? `${addresses.slice(0, MOST).join(', ')} and ${addresses.length - MOST} more` : addresses.join(', ');
}

const MOST = 5;
