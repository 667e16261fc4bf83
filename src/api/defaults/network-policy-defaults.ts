import { each, type Fields, fill, ownList, put, within } from './fill.ts';

/**
 * A NetworkPolicy as the API server completes it: it always governs what comes in, and what goes out where it says so.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/networking/v1/defaults.go
 */
export function networkPolicyDefaults(policy: Fields): Fields {
  return within(policy, 'spec', (spec) => {
    const result = each(each(spec, 'ingress', peerDefaults), 'egress', peerDefaults);
    if (ownList(result, 'policyTypes').length > 0) return result;
    return put(result, 'policyTypes', ownList(result, 'egress').length > 0 ? BOTH : INGRESS);
  });
}

const INGRESS = ['Ingress'];
const BOTH = ['Ingress', 'Egress'];
const PORT = { protocol: 'TCP' };

function peerDefaults(rule: Fields): Fields {
  return each(rule, 'ports', (port) => fill(port, PORT));
}
