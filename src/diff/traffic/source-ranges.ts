import { ownList } from '../../api/defaults/fill.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { rangesCover } from '../address-range.ts';
import { annotationOf, metadataPaths } from '../annotation.ts';
import { fieldsAt, valueAt } from '../immutable-field.ts';
import { type FoundImpact, type ImpactSubject } from '../impact-rule.ts';

/** Annotations that name who may call, the newer names first: the first that is there counts. */
interface RangeList {
  readonly keys: readonly string[];
  readonly source: string;
  /** Whoever is named may not call. */
  readonly isDenied?: true;
}

const FIELD_SOURCE = 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec';

const OF_SERVICE: readonly RangeList[] = [
  { keys: ['service.beta.kubernetes.io/azure-allowed-ip-ranges'], source: 'https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/' },
];

const OF_INGRESS: readonly RangeList[] = [
  { keys: ['nginx.ingress.kubernetes.io/allowlist-source-range', 'nginx.ingress.kubernetes.io/whitelist-source-range'], source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#whitelist-source-range' },
  { keys: ['nginx.ingress.kubernetes.io/denylist-source-range'], source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#denylist-source-range', isDenied: true },
  { keys: ['alb.ingress.kubernetes.io/inbound-cidrs'], source: 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#inbound-cidrs' },
  { keys: ['haproxy-ingress.github.io/allowlist-source-range', 'haproxy-ingress.github.io/whitelist-source-range', 'ingress.kubernetes.io/whitelist-source-range'], source: 'https://haproxy-ingress.github.io/docs/configuration/keys/#allowlist' },
  { keys: ['haproxy.org/allow-list', 'haproxy.org/whitelist'], source: 'https://www.haproxy.com/documentation/kubernetes-ingress/community/configuration-reference/ingress/' },
  { keys: ['haproxy.org/deny-list', 'haproxy.org/blacklist'], source: 'https://www.haproxy.com/documentation/kubernetes-ingress/community/configuration-reference/ingress/', isDenied: true },
];

/** Who may call from outside, by address: no list lets everybody in. */
export function sourceRanges(subject: ImpactSubject): readonly FoundImpact[] {
  const { kind, before, after } = subject;
  if (before === undefined || after === undefined) return [];
  if (kind === '/Service' && ![before, after].every((service) => valueAt(service, 'spec', 'type') === 'LoadBalancer')) return [];
  if (kind === '/Service') return [...ofField(subject, before, after), ...OF_SERVICE.flatMap((list) => ofAnnotation(subject, list, before, after))];
  return kind === 'networking.k8s.io/Ingress' ? OF_INGRESS.flatMap((list) => ofAnnotation(subject, list, before, after)) : [];
}

/** The field, or the annotation that it took the place of. */
function ofField(subject: ImpactSubject, before: Manifest, after: Manifest): readonly FoundImpact[] {
  const keys = ['service.beta.kubernetes.io/load-balancer-source-ranges'];
  const [was, is] = [before, after].map((service) => {
    const ranges = ownList(fieldsAt(service, 'spec'), 'loadBalancerSourceRanges').map(String);
    return ranges.length > 0 ? ranges : named(service, keys);
  });
  const paths = [...subject.differences.filter(({ steps }) => steps[0] === 'spec' && steps[1] === 'loadBalancerSourceRanges').map(({ path }) => path), ...metadataPaths(subject.differences, keys)];
  return compared(subject.title, was!, is!, { paths, source: FIELD_SOURCE });
}

function ofAnnotation({ title, differences }: ImpactSubject, { keys, source, isDenied }: RangeList, before: Manifest, after: Manifest): readonly FoundImpact[] {
  const [was, is] = [named(before, keys), named(after, keys)];
  const at = { paths: metadataPaths(differences, keys), source };
  if (isDenied !== true) return compared(title, was, is, at);
  // Where nobody is denied everybody may call, so an empty list is one that shuts nobody out.
  const isWider = was.some((range) => !is.includes(range));
  const isNarrower = is.some((range) => !was.includes(range));
  return told(title, isWider, isNarrower, at);
}

function named(manifest: Manifest, keys: readonly string[]): readonly string[] {
  const text = keys.map((key) => annotationOf(manifest, key)).find((value) => value !== undefined) ?? '';
  return text.split(',').map((range) => range.trim()).filter((range) => range !== '').slice(0, MOST);
}

const MOST = 2_000;

type Where = Pick<FoundImpact, 'source' | 'paths'>;

function compared(title: string, was: readonly string[], is: readonly string[], at: Where): readonly FoundImpact[] {
  return told(title, !rangesCover(was, is), !rangesCover(is, was), at, is.length === 0 ? ': everybody may call' : '');
}

function told(title: string, isWider: boolean, isNarrower: boolean, at: Where, detail = ''): readonly FoundImpact[] {
  if ((at.paths?.length ?? 0) === 0) return [];
  if (isWider) return [{ risk: 'high', direction: 'wider', reason: `${title} takes calls from more addresses than before${isNarrower ? ', and no longer from some' : detail}`, ...at }];
  return isNarrower ? [{ risk: 'medium', direction: 'narrower', reason: `${title} takes calls from fewer addresses than before`, ...at }] : [];
}
