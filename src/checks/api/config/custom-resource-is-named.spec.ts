import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { customResourceIsNamed } from './custom-resource-is-named.ts';

const VERSION = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } };
const NAMES = { plural: 'orders', singular: 'order', kind: 'Order', listKind: 'OrderList' };
const crd = (spec: object, metadata: object = { name: 'orders.shop.example' }) => object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'orders.shop.example', { metadata, spec: { group: 'shop.example', scope: 'Namespaced', names: NAMES, versions: [VERSION], ...spec } });

describeRule(customResourceIsNamed, {
  accepts: {
    'names that fit': crd({}),
    'a group of Kubernetes, not approved': crd({ group: 'x.k8s.io' }, { name: 'orders.x.k8s.io', annotations: { 'api-approved.kubernetes.io': 'unapproved, ours' } }),
  },
  rejects: {
    'another name': [crd({}, { name: 'order.shop.example' }), ['metadata.name']],
    'no group, no scope': [crd({ group: '', scope: '' }, { name: 'orders.' }), ['spec.group', 'spec.scope']],
    'a group without a dot, a scope': [crd({ group: 'shop', scope: 'Global' }, { name: 'orders.shop' }), ['spec.group', 'spec.scope']],
    'names': [crd({ names: { plural: 'orders', kind: 'Order', listKind: 'Order', singular: 'Order', shortNames: ['O'], categories: ['a b'] } }), ['spec.names.listKind', 'spec.names.singular', 'spec.names.shortNames[0]', 'spec.names.categories[0]']],
    'no names': [crd({ names: {} }, { name: '.shop.example' }), ['spec.names.plural', 'spec.names.kind']],
    'a group of Kubernetes': [crd({ group: 'x.k8s.io' }, { name: 'orders.x.k8s.io' }), ['metadata.annotations["api-approved.kubernetes.io"]']],
  },
});
