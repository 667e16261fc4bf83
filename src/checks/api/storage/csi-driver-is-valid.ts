import { type CSIDriverSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { itemsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';
import { duplicate, invalid, notSupported } from '../field-error.ts';

export const csiDriverIsValid: Rule = {
  id: 'csi-driver-is-valid',
  severity: 'error',
  why: 'the API server refuses a CSI driver that wants what pods can\'t give',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/csi-driver-v1/#CSIDriverSpec',
  kinds: ['storage.k8s.io/CSIDriver'],
  *check(subject) {
    const { fsGroupPolicy, tokenRequests, volumeLifecycleModes, nodeAllocatableUpdatePeriodSeconds: period, serviceAccountTokenInSecrets } = specOf<CSIDriverSpec>(subject);
    const { minor } = subject.set;
    if (typeof fsGroupPolicy === 'string' && !GROUP_POLICIES.includes(fsGroupPolicy)) yield notSupported('spec.fsGroupPolicy', fsGroupPolicy, GROUP_POLICIES);
    for (const mode of volumeLifecycleModes ?? []) if (!MODES.includes(mode)) yield notSupported('spec.volumeLifecycleModes', mode, MODES);
    yield* tokenFindings(tokenRequests);
    // Before, these two fields are dropped.
    if (minor >= 35 && typeof period === 'number' && period < 10) yield invalid('spec.nodeAllocatableUpdatePeriodSeconds', period, 'must be greater than or equal to 10 seconds');
    if (minor >= 35 && typeof serviceAccountTokenInSecrets === 'boolean' && (tokenRequests ?? []).length === 0) {
      yield invalid('spec.serviceAccountTokenInSecrets', serviceAccountTokenInSecrets, 'there are no tokenRequests');
    }
  },
};

function* tokenFindings(tokenRequests: CSIDriverSpec['tokenRequests']): Iterable<Finding> {
  const audiences = new Set<string>();
  for (const { path, item: { audience = '', expirationSeconds: seconds } } of itemsOf(tokenRequests, 'spec.tokenRequests')) {
    if (audiences.has(audience)) {
      yield duplicate(`${path}.audience`, audience);
      continue;
    }
    audiences.add(audience);
    if (typeof seconds === 'number' && (seconds < SHORTEST || seconds > LONGEST)) yield invalid(`${path}.expirationSeconds`, seconds, 'must be between 10 minutes and 2^32 seconds');
  }
}

const GROUP_POLICIES = ['File', 'None', 'ReadWriteOnceWithFSType'];
const MODES = ['Ephemeral', 'Persistent'];
const SHORTEST = 600;
const LONGEST = 2 ** 32;
