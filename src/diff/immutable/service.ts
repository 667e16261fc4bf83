import { isFields, ownList } from '../../api/defaults/fill.ts';
import { differs, fieldsAt, type ImmutableField, type ImmutableRule, type Update, valueAt } from '../immutable-field.ts';

/** The addresses of a Service, its families and its sort of load balancer. */
export const service: ImmutableRule = {
  kinds: ['/Service'],
  source: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go',
  check: (update) => [...address(update), ...families(update), ...balancer(update), ...healthPort(update)],
};

const WAY_OUT = 'delete the Service and apply again, which gives it another address; or make one under a new name';

function typeOf(object: Update['live']): unknown {
  return valueAt(object, 'spec', 'type');
}

/** An address that nobody wrote is one that the cluster gave: no other may follow it, and a headless Service can't get one. */
function address(update: Update): readonly ImmutableField[] {
  if (typeOf(update.live) === 'ExternalName' || typeOf(update.next) === 'ExternalName') return [];
  return differs(update, 'spec', 'clusterIP') ? [{ path: 'spec.clusterIPs[0]', reason: 'the address of a Service never changes once it is given', wayOut: WAY_OUT }] : [];
}

function families(update: Update): readonly ImmutableField[] {
  if (typeOf(update.live) === 'ExternalName' || typeOf(update.next) === 'ExternalName') return [];
  const [before] = ownList(fieldsAt(update.live, 'spec'), 'ipFamilies');
  const [after] = ownList(fieldsAt(update.next, 'spec'), 'ipFamilies');
  return before !== undefined && after !== undefined && before !== after ? [{ path: 'spec.ipFamilies[0]', reason: 'the first family of addresses never changes', wayOut: WAY_OUT }] : [];
}

/** It may come and go with the type, but not change. */
function balancer(update: Update): readonly ImmutableField[] {
  const isBalancer = typeOf(update.live) === 'LoadBalancer' && typeOf(update.next) === 'LoadBalancer';
  return isBalancer && differs(update, 'spec', 'loadBalancerClass')
    ? [{ path: 'spec.loadBalancerClass', reason: 'the class of a load balancer never changes once it is set', wayOut: WAY_OUT }]
    : [];
}

function healthPort(update: Update): readonly ImmutableField[] {
  const needsPort = (object: Update['live']): boolean => isFields(valueAt(object, 'spec')) && typeOf(object) === 'LoadBalancer' && valueAt(object, 'spec', 'externalTrafficPolicy') === 'Local';
  const isBoth = needsPort(update.live) && needsPort(update.next) && valueAt(update.next, 'spec', 'healthCheckNodePort') !== undefined;
  return isBoth && differs(update, 'spec', 'healthCheckNodePort')
    ? [{ path: 'spec.healthCheckNodePort', reason: 'the port that a load balancer asks for health never changes', wayOut: WAY_OUT }]
    : [];
}
