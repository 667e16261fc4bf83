import { type Finding, type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { invalid } from '../field-error.ts';
import { ipErrors, parseIp } from '../syntax/ip-address.ts';
import { SERVICE, type ServiceToCheck, serviceOf } from './service-of.ts';

export const clusterIpsAreValid: Rule = {
  id: 'cluster-ips-are-valid',
  severity: 'error',
  why: 'the API server refuses cluster addresses that are none, that contradict each other, or that the type of the Service can\'t have',
  source: 'https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services',
  kinds: SERVICE,
  keys: ['clusterIP', 'clusterIPs'],
  *check(subject) {
    const service = serviceOf(subject);
    const { type, isHeadless, clusterIPs, spec } = service;
    if (type === 'ExternalName') return;
    if (isHeadless && (type === 'LoadBalancer' || type === 'NodePort')) {
      yield invalid('spec.clusterIPs[0]', 'None', `a Service of type ${type} can't be headless`);
    }
    if (spec.clusterIP && clusterIPs[0] !== spec.clusterIP) yield invalid('spec.clusterIPs', clusterIPs, `the first must be clusterIP, ${JSON.stringify(spec.clusterIP)}`);
    if (!spec.clusterIP && clusterIPs.length > 0) yield { ...invalid('spec.clusterIPs', clusterIPs, 'must be empty when clusterIP is not set'), fix: `clusterIP: ${JSON.stringify(clusterIPs[0])}` };
    if (clusterIPs.length > 2) yield invalid('spec.clusterIPs', clusterIPs, 'a Service has 2 at most, one of each IP family');
    const wrong = [...addressFindings(clusterIPs, subject.set.minor)];
    yield* wrong;
    if (wrong.length === 0) yield* familyFindings(service);
  },
};

function* addressFindings(clusterIPs: readonly string[], minor: number): Iterable<Finding> {
  for (const [index, ip] of clusterIPs.entries()) {
    if (index === 0 && ip === 'None') {
      if (clusterIPs.length > 1) yield invalid('spec.clusterIPs', clusterIPs, 'None must stand alone');
    } else {
      yield* eachInvalid(`spec.clusterIPs[${index}]`, ip, ipErrors(ip, minor));
    }
  }
}

function* familyFindings({ clusterIPs, isHeadless, spec }: ServiceToCheck): Iterable<Finding> {
  const families = clusterIPs.map(familyOf);
  if (clusterIPs.length > 1 && !(families.includes('IPv4') && families.includes('IPv6'))) {
    yield invalid('spec.clusterIPs', clusterIPs, 'must have one address of each IP family at most');
  }
  if (isHeadless) return;
  for (const [index, family] of (spec.ipFamilies ?? []).entries()) {
    const ip = clusterIPs[index];
    if (ip !== undefined && (family === 'IPv4' || family === 'IPv6') && families[index] !== family) {
      yield invalid(`spec.clusterIPs[${index}]`, ip, `must be an ${family} address, as ipFamilies[${index}] says`);
    }
  }
  // The cluster takes one address where no policy says otherwise.
  if (clusterIPs.length === 2 && (spec.ipFamilyPolicy ?? 'SingleStack') === 'SingleStack') {
    yield invalid('spec.ipFamilyPolicy', spec.ipFamilyPolicy ?? null, 'must be RequireDualStack or PreferDualStack when there are several cluster addresses');
  }
}

function familyOf(ip: string): 'IPv4' | 'IPv6' {
  return parseIp(ip)?.bytes.length === 16 ? 'IPv6' : 'IPv4';
}
