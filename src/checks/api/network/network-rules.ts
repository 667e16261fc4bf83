import { type Rule } from '../../rule.ts';
import { appProtocolIsQualifiedName } from './app-protocol-is-qualified-name.ts';
import { clusterIpsAreValid } from './cluster-ips-are-valid.ts';
import { endpointIsWhereItSays } from './endpoint-is-where-it-says.ts';
import { endpointSliceAddressIsValid } from './endpoint-slice-address-is-valid.ts';
import { endpointSlicePortIsValid } from './endpoint-slice-port-is-valid.ts';
import { endpointsAreValid } from './endpoints-are-valid.ts';
import { externalIpsAreValid } from './external-ips-are-valid.ts';
import { externalNameIsValid } from './external-name-is-valid.ts';
import { externalTrafficPolicyFitsService } from './external-traffic-policy-fits-service.ts';
import { healthCheckNodePortFitsService } from './health-check-node-port-fits-service.ts';
import { ingressBackendIsValid } from './ingress-backend-is-valid.ts';
import { ingressClassIsValid } from './ingress-class-is-valid.ts';
import { ingressClassNameIsValid } from './ingress-class-name-is-valid.ts';
import { ingressHostIsValid } from './ingress-host-is-valid.ts';
import { ingressPathIsValid } from './ingress-path-is-valid.ts';
import { ingressSendsRequests } from './ingress-sends-requests.ts';
import { ingressTlsSecretIsNamed } from './ingress-tls-secret-is-named.ts';
import { internalTrafficPolicyIsKnown } from './internal-traffic-policy-is-known.ts';
import { ipAddressHasParent } from './ip-address-has-parent.ts';
import { ipBlockIsValid } from './ip-block-is-valid.ts';
import { ipFamiliesAreValid } from './ip-families-are-valid.ts';
import { loadBalancerClassIsQualifiedName } from './load-balancer-class-is-qualified-name.ts';
import { loadBalancerFieldFitsService } from './load-balancer-field-fits-service.ts';
import { loadBalancerSourceRangesAreValid } from './load-balancer-source-ranges-are-valid.ts';
import { networkPolicyPeerIsOne } from './network-policy-peer-is-one.ts';
import { networkPolicyPortIsValid } from './network-policy-port-is-valid.ts';
import { networkPolicySelectorIsValid } from './network-policy-selector-is-valid.ts';
import { nodePortFitsService } from './node-port-fits-service.ts';
import { nodePortServesOnePort } from './node-port-serves-one-port.ts';
import { policyTypesAreKnown } from './policy-types-are-known.ts';
import { serviceCidrIsValid } from './service-cidr-is-valid.ts';
import { serviceHasPorts } from './service-has-ports.ts';
import { servicePortIsUnique } from './service-port-is-unique.ts';
import { servicePortIsValid } from './service-port-is-valid.ts';
import { servicePortNameIsValid } from './service-port-name-is-valid.ts';
import { serviceProtocolIsKnown } from './service-protocol-is-known.ts';
import { serviceSelectorIsValid } from './service-selector-is-valid.ts';
import { serviceTypeIsKnown } from './service-type-is-known.ts';
import { sessionAffinityIsValid } from './session-affinity-is-valid.ts';
import { topologyAnnotationsAgree } from './topology-annotations-agree.ts';
import { trafficDistributionIsKnown } from './traffic-distribution-is-known.ts';

/** What the API server wants of Services, Ingresses, NetworkPolicies and what else routes traffic. */
export const NETWORK_RULES: readonly Rule[] = [
  appProtocolIsQualifiedName,
  clusterIpsAreValid,
  endpointIsWhereItSays,
  endpointSliceAddressIsValid,
  endpointSlicePortIsValid,
  endpointsAreValid,
  externalIpsAreValid,
  externalNameIsValid,
  externalTrafficPolicyFitsService,
  healthCheckNodePortFitsService,
  ingressBackendIsValid,
  ingressClassIsValid,
  ingressClassNameIsValid,
  ingressHostIsValid,
  ingressPathIsValid,
  ingressSendsRequests,
  ingressTlsSecretIsNamed,
  internalTrafficPolicyIsKnown,
  ipAddressHasParent,
  ipBlockIsValid,
  ipFamiliesAreValid,
  loadBalancerClassIsQualifiedName,
  loadBalancerFieldFitsService,
  loadBalancerSourceRangesAreValid,
  networkPolicyPeerIsOne,
  networkPolicyPortIsValid,
  networkPolicySelectorIsValid,
  nodePortFitsService,
  nodePortServesOnePort,
  policyTypesAreKnown,
  serviceCidrIsValid,
  serviceHasPorts,
  servicePortIsUnique,
  servicePortIsValid,
  servicePortNameIsValid,
  serviceProtocolIsKnown,
  serviceSelectorIsValid,
  serviceTypeIsKnown,
  sessionAffinityIsValid,
  topologyAnnotationsAgree,
  trafficDistributionIsKnown,
];
