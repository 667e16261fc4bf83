import { type Fields, fill, own, ownFields, ownList, put, within, without } from '../../api/defaults/fill.ts';
import { type ApiSchemas } from '../../api/schema/api-schemas.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type Meaning, meaningOf } from '../meaning.ts';

/** The object as the API server holds it: its meaning, and what admission and the allocators of a plain cluster add. */
export function storedOf(manifest: Manifest, schemas: ApiSchemas): Meaning {
  const meaning = meaningOf(manifest, schemas);
  const complete = ALLOCATED.get(`${manifest.apiVersion}/${manifest.kind}`);
  return complete === undefined ? meaning : { ...meaning, manifest: complete(meaning.manifest) as Manifest };
}

/**
 * The object as applying leaves it, with what a Service keeps though its manifest says it no more, because it was
 * once allocated, and without what its type no longer has.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/strategy.go
 */
export function carriedOver(live: Manifest, next: Manifest): Manifest {
  if (next.apiVersion !== 'v1' || next.kind !== 'Service') return next;
  const from = ownFields(live, 'spec');
  if (from === undefined) return next;
  return within(next, 'spec', (given) => {
    const spec = withoutOtherType(from, given);
    if (isNamed(spec) || isNamed(from) || own(spec, 'clusterIP') !== undefined) return spec;
    return ['clusterIP', 'clusterIPs'].reduce((fields, key) => (own(fields, key) === undefined ? put(fields, key, own(from, key)) : fields), spec);
  }) as Manifest;
}

/** What stays from a type that the Service no longer is, unless somebody changes it. */
function withoutOtherType(from: Fields, spec: Fields): Fields {
  const isLeft = (has: (spec: Fields) => boolean): boolean => has(from) && !has(spec);
  const gone = [
    ...(isLeft((fields) => !isNamed(fields)) ? ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy'] : []),
    ...(isLeft(isBalanced) ? ['allocateLoadBalancerNodePorts', 'loadBalancerClass', 'healthCheckNodePort'] : []),
    ...(isLeft((fields) => isBalanced(fields) || own(fields, 'type') === 'NodePort') ? ['externalTrafficPolicy'] : []),
  ];
  return gone.reduce((fields, key) => (JSON.stringify(own(fields, key)) === JSON.stringify(own(from, key)) ? without(fields, key) : fields), spec);
}

function isNamed(spec: Fields): boolean {
  return own(spec, 'type') === 'ExternalName';
}

function isBalanced(spec: Fields): boolean {
  return own(spec, 'type') === 'LoadBalancer';
}

const ALLOCATED: ReadonlyMap<string, (object: Fields) => Fields> = new Map([
  ['v1/Pod', (pod) => within(pod, 'spec', podAdmission)],
  ['v1/Service', (service) => within(service, 'spec', serviceFamilies)],
]);

/**
 * Priority and account are given by admission; with no class of priority, and where no class is the default, the
 * priority is 0. A negative time to end is a second.
 */
function podAdmission(given: Fields): Fields {
  const grace = own(given, 'terminationGracePeriodSeconds');
  const spec = typeof grace === 'number' && grace < 0 ? put(given, 'terminationGracePeriodSeconds', 1) : given;
  const account = fill(spec, { serviceAccountName: 'default', serviceAccount: own(spec, 'serviceAccountName') ?? 'default' });
  return own(account, 'priorityClassName') === undefined ? fill(account, { priority: 0, preemptionPolicy: 'PreemptLowerPriority' }) : account;
}

/** A Service that names no families is of the first one of the cluster, which is nearly always IPv4. */
function serviceFamilies(spec: Fields): Fields {
  if (own(spec, 'type') === 'ExternalName') return spec;
  const policy = own(spec, 'ipFamilyPolicy');
  if (policy !== undefined && policy !== 'SingleStack') return spec;
  if (policy === undefined && ownList(spec, 'ipFamilies').length > 1) return spec;
  const filled = fill(spec, { ipFamilyPolicy: 'SingleStack' });
  return ownList(filled, 'ipFamilies').length === 0 ? put(filled, 'ipFamilies', ['IPv4']) : filled;
}
