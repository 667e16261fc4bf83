import { each, type Fields, fill, fillZero, own, ownFields, ownList, put, within, without } from './fill.ts';

/**
 * A Service as the API server completes it; addresses and node ports are the cluster's to give.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go
 */
export function serviceDefaults(service: Fields): Fields {
  return within(service, 'spec', (spec) => {
    let result = fillZero(spec, SERVICE);
    const type = own(result, 'type');
    result = each(result, 'ports', portDefaults);
    if (own(result, 'sessionAffinity') === 'ClientIP') result = affinityDefaults(result);
    if (own(result, 'sessionAffinity') === 'None') result = without(result, 'sessionAffinityConfig');
    if (type === 'NodePort' || type === 'LoadBalancer') result = fillZero(result, EXTERNAL);
    if (type === 'NodePort' || type === 'LoadBalancer' || type === 'ClusterIP') result = fill(result, INTERNAL);
    if (type === 'LoadBalancer') result = fill(result, NODE_PORTS);
    return addressDefaults(result);
  });
}

const SERVICE = { sessionAffinity: 'None', type: 'ClusterIP' };
const PORT = { protocol: 'TCP' };
const EXTERNAL = { externalTrafficPolicy: 'Cluster' };
const INTERNAL = { internalTrafficPolicy: 'Cluster' };
const NODE_PORTS = { allocateLoadBalancerNodePorts: true };
const AFFINITY = { clientIP: { timeoutSeconds: 10_800 } };

function portDefaults(port: Fields): Fields {
  const filled = fillZero(port, PORT);
  const target = own(filled, 'targetPort');
  return target === undefined || target === 0 || target === '' ? put(filled, 'targetPort', own(filled, 'port')) : filled;
}

function affinityDefaults(spec: Fields): Fields {
  const clientIp = ownFields(ownFields(spec, 'sessionAffinityConfig') ?? NOTHING, 'clientIP');
  return clientIp === undefined || own(clientIp, 'timeoutSeconds') === undefined ? put(spec, 'sessionAffinityConfig', AFFINITY) : spec;
}

const NOTHING: Fields = Object.freeze({});

/** One address is held twice, alone and as the first of a list. */
function addressDefaults(spec: Fields): Fields {
  const address = own(spec, 'clusterIP');
  const known = typeof address === 'string' && address !== '';
  return known && ownList(spec, 'clusterIPs').length === 0 ? put(spec, 'clusterIPs', [address]) : spec;
}
