import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { customResourceHasVersions } from './custom-resource-has-versions.ts';

const VERSION = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } };
const NAMES = { plural: 'orders', singular: 'order', kind: 'Order', listKind: 'OrderList' };
const crd = (spec: object, metadata: object = { name: 'orders.shop.example' }) => object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'orders.shop.example', { metadata, spec: { group: 'shop.example', scope: 'Namespaced', names: NAMES, versions: [VERSION], ...spec } });

describeRule(customResourceHasVersions, {
  accepts: {
    'a version': crd({}),
    'an old one': crd({ versions: [VERSION, { ...VERSION, name: 'v1beta1', storage: false, deprecated: true, deprecationWarning: 'use v1' }] }),
    'an empty webhook, which is none': crd({ conversion: { strategy: 'None', webhook: {} } }),
    'a webhook': crd({ conversion: { strategy: 'Webhook', webhook: { clientConfig: { url: 'https://a.example' }, conversionReviewVersions: ['v1'] } } }),
  },
  rejects: {
    'none': [crd({ versions: [] }), ['spec.versions']],
    'the same twice, both stored': [crd({ versions: [VERSION, VERSION] }), ['spec.versions', 'spec.versions']],
    'no schema, a name, a warning': [crd({ versions: [{ name: '1', storage: true, deprecationWarning: '' }] }), ['spec.versions[0].name', 'spec.versions[0].schema.openAPIV3Schema', 'spec.versions[0].deprecationWarning', 'spec.versions[0].deprecationWarning']],
    'what was once allowed': [crd({ preserveUnknownFields: true }), ['spec.preserveUnknownFields']],
    'versions of a webhook': [[crd({ conversion: { strategy: 'None', webhook: { conversionReviewVersions: ['v1'] } } }), crd({ conversion: { strategy: 'Webhook', webhook: { clientConfig: { url: 'https://a.example' }, conversionReviewVersions: ['v1', 'v1', 'A'] } } })], ['spec.conversion.conversionReviewVersions', 'spec.conversion.conversionReviewVersions[1]', 'spec.conversion.conversionReviewVersions[2]']],
    'conversions': [[crd({ conversion: {} }), crd({ conversion: { strategy: 'Copy' } }), crd({ conversion: { strategy: 'None', webhook: { clientConfig: { url: 'https://a.example' } } } }), crd({ conversion: { strategy: 'Webhook' } }), crd({ conversion: { strategy: 'Webhook', webhook: { clientConfig: { url: 'https://a.example' }, conversionReviewVersions: ['v2'] } } })], ['spec.conversion.strategy', 'spec.conversion.strategy', 'spec.conversion.webhookClientConfig', 'spec.conversion.webhookClientConfig', 'spec.conversion.conversionReviewVersions', 'spec.conversion.conversionReviewVersions']],
  },
});
