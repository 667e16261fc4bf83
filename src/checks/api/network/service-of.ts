import { type ServicePort, type ServiceSpec } from '../../../../imports/kubernetes.ts';
import { type Subject } from '../../subject.ts';
import { type Item, itemsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';

/** A Service with everything that the API server fills in before it looks. */
export interface ServiceToCheck {
  readonly spec: Partial<ServiceSpec>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly type: string;
  /** An empty list too: then nothing was given, and the cluster chooses. */
  readonly clusterIPs: readonly string[];
  readonly isHeadless: boolean;
  readonly ports: readonly Item<ServicePort>[];
}

/** The Service of a subject; worked out once for all the rules that ask. */
export function serviceOf(subject: Subject): ServiceToCheck {
  let service = known.get(subject);
  if (service === undefined) known.set(subject, (service = read(subject)));
  return service;
}

/** The kind that all these rules are about. */
export const SERVICE: readonly string[] = ['/Service'];

const known = new WeakMap<Subject, ServiceToCheck>();

function read(subject: Subject): ServiceToCheck {
  const spec = specOf<ServiceSpec>(subject);
  const given = spec.clusterIPs ?? [];
  // Who gives only the one address means the list of it.
  const clusterIPs = given.length === 0 && spec.clusterIP ? [spec.clusterIP] : given.map((ip) => ip ?? '');
  return {
    spec,
    annotations: subject.defaulted.metadata.annotations ?? {},
    type: spec.type || 'ClusterIP',
    clusterIPs,
    isHeadless: clusterIPs.length === 1 && clusterIPs[0] === 'None',
    ports: itemsOf(spec.ports, 'spec.ports'),
  };
}
