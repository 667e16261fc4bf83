import { type Rule } from '../../../rule.ts';
import { keyPath } from '../../config/key-path.ts';
import { itemsOf } from '../../config/items-of.ts';
import { forbidden, invalid } from '../../field-error.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { annotationsPath } from '../security/profile-annotation-is-valid.ts';

const ANNOTATION = 'kubernetes.io/config.mirror';

export const mirrorPodIsOfNode: Rule = {
  id: 'mirror-pod-is-of-node',
  severity: 'error',
  why: 'a mirror pod stands for one that a node runs by itself: the API server refuses one without a node, or with anything of the cluster',
  source: 'https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-config-mirror',
  kinds: POD_KINDS,
  keys: [ANNOTATION],
  *check({ kind, apiPods }) {
    for (const pod of apiPods) {
      const { specPath, spec, metadata: { annotations = {} } } = pod;
      if (!Object.hasOwn(annotations, ANNOTATION)) continue;
      if (!spec.nodeName) yield { ...invalid(keyPath(annotationsPath(pod), ANNOTATION), annotations[ANNOTATION], 'must set spec.nodeName if mirror pod annotation is set'), fix: 'remove the annotation: the kubelet writes it' };
      if (kind !== '/Pod') continue;
      if (spec.serviceAccountName) yield forbidden(`${specPath}.serviceAccountName`, 'a mirror pod may not reference service accounts');
      for (const { path, item: { secret, projected } } of itemsOf(spec.volumes, `${specPath}.volumes`)) {
        if (secret !== undefined) yield forbidden(`${path}.secret`, 'a mirror pod may not reference secrets');
        if (projected?.sources?.some(({ serviceAccountToken }) => serviceAccountToken !== undefined) === true) yield forbidden(`${path}.projected`, 'a mirror pod may not use ServiceAccountToken volume projections');
      }
    }
  },
};
