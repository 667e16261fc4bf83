import { at, isFields, listAt } from '../field.ts';
import { pathOfNode } from '../nodes-of.ts';
import { type Finding, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** Kinds whose `caBundle` something in the cluster injects; elsewhere it may be a setting. */
const CA_BUNDLE = [
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
];

/** Fields of a Service's spec. */
const OF_SERVICE = ['clusterIP', 'clusterIPs', 'ipFamilies', 'healthCheckNodePort'];

export const noClusterAssignedField: Rule = {
  id: 'no-cluster-assigned-field',
  severity: 'error',
  why: 'the cluster or an operator assigns the value; one of ours clashes, or fights with theirs for ever',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec',
  kinds: ['/Service', ...CA_BUNDLE],
  keys: [...OF_SERVICE, 'nodePort', 'caBundle'],
  *check({ manifest, kind, suspects }) {
    if (kind === '/Service') yield* ofService(manifest);
    else for (const node of suspects) {
      if (node.key === 'caBundle') yield {
        path: pathOfNode(node),
        message: 'Forbidden: the CA bundle is injected where the certificate is issued',
        fix: 'remove the field',
      };
    }
  },
};

function* ofService(manifest: unknown): Generator<Finding> {
  const spec = at(manifest, 'spec');
  for (const field of OF_SERVICE) {
    const got = at(spec, field);
    // Headless is ours to decide.
    if (got === undefined || got === 'None' || (Array.isArray(got) && got.length === 1 && got[0] === 'None')) continue;
    yield { path: `spec.${field}`, message: `Forbidden: ${shown(got)} is assigned by the cluster`, fix: 'remove the field' };
  }
  const ports = listAt(spec, 'ports');
  for (let index = 0; index < ports.length; index++) {
    const port = ports[index];
    if (!isFields(port) || at(port, 'nodePort') === undefined) continue;
    yield {
      path: `spec.ports[${index}].nodePort`,
      message: `Forbidden: ${shown(at(port, 'nodePort'))} is assigned by the cluster`,
      fix: 'remove the field',
    };
  }
}
