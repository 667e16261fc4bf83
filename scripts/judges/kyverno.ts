import { REASON } from './reasons.ts';
import { builtIn, by, byWith, type Judge, none, waived } from './verdict.ts';

/** @see https://kyverno.io/policies/ */
export const KYVERNO_POD_SECURITY: Judge = {
  name: 'Kyverno, pod-security',
  version: 'HEAD',
  link: 'https://kyverno.io/policies/?policytypes=Pod%2520Security%2520Standards%2520%28Baseline%29',
  checks: {
    'baseline/disallow-capabilities': by('added-capabilities-are-default'),
    'baseline/disallow-host-namespaces': by('no-host-namespaces'),
    'baseline/disallow-host-path': by('no-host-path'),
    'baseline/disallow-host-ports-range': by('no-host-port'),
    'baseline/disallow-host-ports': by('no-host-port'),
    'baseline/disallow-host-process': by('no-host-process'),
    'baseline/disallow-privileged-containers': by('no-privileged-container'),
    'baseline/disallow-proc-mount': by('proc-mount-is-default'),
    'baseline/disallow-selinux': by('se-linux-is-confined'),
    'baseline/restrict-apparmor-profiles': by('app-armor-is-on'),
    'baseline/restrict-seccomp': by('seccomp-is-confined'),
    'baseline/restrict-sysctls': by('sysctls-are-safe'),
    'restricted/disallow-capabilities-strict': by('capabilities-are-dropped'),
    'restricted/disallow-privilege-escalation': by('no-privilege-escalation'),
    'restricted/require-run-as-non-root-user': by('no-root-user'),
    'restricted/require-run-as-nonroot': by('runs-as-non-root'),
    'restricted/restrict-seccomp-strict': by('seccomp-is-confined', 'seccomp-profile-is-set'),
    'restricted/restrict-volume-types': by('volume-type-is-restricted'),
  },
};

/** @see https://kyverno.io/policies/?policytypes=Best%2520Practices */
export const KYVERNO_BEST_PRACTICES: Judge = {
  name: 'Kyverno, best-practices',
  version: 'HEAD',
  link: 'https://kyverno.io/policies/?policytypes=Best%2520Practices',
  checks: {
    'add-network-policy': none(REASON.generates),
    'add-networkpolicy-dns': none(REASON.generates),
    'add-ns-quota': none(REASON.generates),
    'add-rolebinding': none(REASON.generates),
    'add-safe-to-evict': none(REASON.generates),
    'check-deprecated-apis': by('api-version-is-served', 'version-is-current'),
    'disallow-cri-sock-mount': by('no-host-path'),
    'disallow-default-namespace': by('namespace-is-own', 'namespace-fits-scope'),
    'disallow-empty-ingress-host': by('ingress-names-host'),
    'disallow-helm-tiller': by('image-is-of-release'),
    'disallow-latest-tag': by('image-is-pinned-by-digest'),
    'require-drop-all': by('capabilities-are-dropped'),
    'require-drop-cap-net-raw': by('capabilities-are-dropped'),
    'require-labels': by('pod-is-labelled'),
    'require-pod-requests-limits': by('resources-are-bounded'),
    'require-probes': waived('a worker that no Service sends requests to has nothing to be ready for, and a Job ends by itself (`container-is-probed`)'),
    'require-ro-rootfs': by('root-filesystem-is-read-only'),
    'restrict-image-registries': byWith('the environment names its registry, and a release with an image of another one is refused', 'image-is-of-release'),
    'restrict-node-port': by('service-is-inside'),
    'restrict-service-external-ips': by('service-is-inside'),
  },
};

/** What Kyverno asks in the policies of its sub-rules, in one for a whole level. */
export const KYVERNO_SUBRULES: Judge = {
  name: 'Kyverno, pod-security by sub-rules',
  version: 'HEAD',
  link: 'https://kyverno.io/docs/policy-types/cluster-policy/validate/#pod-security',
  checks: {
    'podsecurity-subrule-baseline': builtIn('every pod keeps to the restricted level, which holds the baseline'),
    'restricted/restricted-exclude-capabilities': builtIn('every pod keeps to the restricted level without an exclusion'),
    'restricted/restricted-exclude-seccomp': builtIn('every pod keeps to the restricted level without an exclusion'),
    'restricted/restricted-latest': builtIn('every pod keeps to the restricted level of every minor'),
  },
};
