import { type Manifest } from '../../kernel/manifest.ts';
import { annotationOf, metadataPaths } from '../annotation.ts';
import { valueAt } from '../immutable-field.ts';
import { type FoundImpact, type ImpactSubject } from '../impact-rule.ts';

/** An annotation that keeps a load balancer inside of its network, and the values that do. */
interface InternalMark {
  readonly key: string;
  readonly isInternal: (value: string) => boolean;
}

const TRUE = (value: string): boolean => value.trim().toLowerCase() === 'true';
const IS = (word: string) => (value: string): boolean => value.trim().toLowerCase() === word;

/** By the documents of each cloud; a Service without any of its marks is taken for open. */
const OF_SERVICE: readonly InternalMark[] = [
  // Any value but `false` and none at all keeps AWS's own load balancers inside, `0.0.0.0/0` of old included.
  { key: 'service.beta.kubernetes.io/aws-load-balancer-internal', isInternal: (value) => value.trim() !== '' && !IS('false')(value) },
  { key: 'service.beta.kubernetes.io/aws-load-balancer-scheme', isInternal: IS('internal') },
  { key: 'networking.gke.io/load-balancer-type', isInternal: IS('internal') },
  { key: 'cloud.google.com/load-balancer-type', isInternal: IS('internal') },
  { key: 'service.beta.kubernetes.io/azure-load-balancer-internal', isInternal: TRUE },
  { key: 'service.beta.kubernetes.io/openstack-internal-load-balancer', isInternal: TRUE },
  { key: 'service.beta.kubernetes.io/oci-load-balancer-internal', isInternal: TRUE },
  { key: 'service.beta.kubernetes.io/cce-load-balancer-internal-vpc', isInternal: TRUE },
  { key: 'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', isInternal: IS('intranet') },
  { key: 'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', isInternal: IS('private') },
  { key: 'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid', isInternal: (value) => value !== '' },
  { key: 'service.beta.kubernetes.io/do-loadbalancer-network', isInternal: IS('internal') },
  { key: 'service.beta.kubernetes.io/scw-loadbalancer-private', isInternal: TRUE },
  { key: 'load-balancer.hetzner.cloud/disable-public-network', isInternal: TRUE },
];

const OF_INGRESS: readonly InternalMark[] = [
  { key: 'alb.ingress.kubernetes.io/scheme', isInternal: IS('internal') },
  { key: 'kubernetes.io/ingress.class', isInternal: IS('gce-internal') },
  { key: 'appgw.ingress.kubernetes.io/use-private-ip', isInternal: TRUE },
];

const SOURCES = {
  Service: 'https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer',
  Ingress: 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#scheme',
} as const;

/** A load balancer that was inside of its network and is not any more, or the other way about. */
export function internalBalancer(subject: ImpactSubject): readonly FoundImpact[] {
  const { kind, title, before, after, differences } = subject;
  if (before === undefined || after === undefined) return [];
  const isService = kind === '/Service';
  if (!isService && kind !== 'networking.k8s.io/Ingress') return [];
  if (isService && ![before, after].every((service) => valueAt(service, 'spec', 'type') === 'LoadBalancer')) return [];
  const marks = isService ? OF_SERVICE : OF_INGRESS;
  const paths = metadataPaths(differences, marks.map(({ key }) => key));
  const [was, is] = [isInternal(before, marks), isInternal(after, marks)];
  if (paths.length === 0 || was === is) return [];
  const source = isService ? SOURCES.Service : SOURCES.Ingress;
  return is
    ? [{ risk: 'high', direction: 'narrower', reason: `${title} gets a load balancer inside of the network: nobody outside reaches it any more`, paths, source }]
    : [{ risk: 'high', direction: 'wider', reason: `${title} is no longer kept inside of the network: its load balancer may be open to the internet`, paths, source }];
}

function isInternal(manifest: Manifest, marks: readonly InternalMark[]): boolean {
  return marks.some(({ key, isInternal: says }) => says(annotationOf(manifest, key) ?? ''));
}
