import { type Manifest } from '../../kernel/manifest.ts';
import { at, fieldsAt, listAt } from '../field.ts';
import { namespaceOf } from '../manifest-set.ts';
import { policyTypesOf } from '../network-policy.ts';
import { operatorPods } from '../operator-pods.ts';
import { type Rule } from '../rule.ts';
import { selects } from '../../api/label-selector.ts';

export const operatorPodReachesApi: Rule = {
  id: 'operator-pod-reaches-api',
  severity: 'error',
  why: 'instances of CloudNativePG report to the Kubernetes API and brokers of Strimzi read their keystores from it, so neither starts without it',
  source: 'https://cloudnative-pg.io/documentation/current/networking/',
  kinds: ['postgresql.cnpg.io/Cluster', 'kafka.strimzi.io/Kafka'],
  *check({ manifest, set }) {
    const policies = set.ofKind('networking.k8s.io/NetworkPolicy').filter((policy) => policyTypesOf(policy).includes('Egress'));
    const shut = operatorPods(manifest).some(({ namespace, labels }) => {
      const own = policies.filter((policy) => namespaceOf(policy) === namespace && selects(at(policy, 'spec', 'podSelector'), labels));
      return own.length > 0 && !own.some(leadsToAddresses);
    });
    if (!shut) return;
    yield {
      path: 'spec',
      message: 'no NetworkPolicy lets its pods out to the Kubernetes API, which is no pod and is reached by its addresses',
      fix: 'connect its pods to the cidrs and the port of target.apiServer',
    };
  },
};

/** Whether a policy opens a way to addresses; the API has no pods that a selector could name. */
function leadsToAddresses(policy: Manifest): boolean {
  return listAt(policy, 'spec', 'egress').some((rule) => {
    const to = listAt(rule, 'to');
    return to.length === 0 || to.some((peer) => Object.keys(fieldsAt(peer, 'ipBlock')).length > 0);
  });
}
