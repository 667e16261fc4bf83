import { type CustomResourceDefinitionSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { forbidden, invalid, notSupported, required } from '../field-error.ts';
import { dns1035LabelErrors } from '../syntax/dns-1035-label.ts';
import { eachInvalid } from './each-invalid.ts';
import { itemsOf, textsOf } from './items-of.ts';
import { specOf } from './spec-of.ts';
import { webhookClientFindings } from './webhook-client-findings.ts';

export const customResourceHasVersions: Rule = {
  id: 'custom-resource-has-versions',
  severity: 'error',
  why: 'the API server refuses a custom resource that it can\'t store, convert or describe',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/',
  kinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
  *check(subject) {
    const { versions, preserveUnknownFields, conversion } = specOf<CustomResourceDefinitionSpec>(subject);
    const items = itemsOf(versions, 'spec.versions');
    const seen = items.map(({ item }) => item.name ?? '');
    for (const { path, item: { name = '', schema, deprecated, deprecationWarning: warning } } of items) {
      yield* eachInvalid(`${path}.name`, name, dns1035LabelErrors(name));
      if (!schema?.openAPIV3Schema) yield { ...required(`${path}.schema.openAPIV3Schema`, 'every version has a schema'), fix: 'schema: { openAPIV3Schema: { type: object } }' };
      if (typeof warning === 'string') yield* eachInvalid(`${path}.deprecationWarning`, warning, warningErrors(warning, deprecated === true));
    }
    if (new Set(seen).size < seen.length) yield invalid('spec.versions', seen, 'must contain unique version names');
    if (items.filter(({ item }) => item.storage === true).length !== 1) yield invalid('spec.versions', seen, 'must have exactly one version with storage: true');
    if (preserveUnknownFields === true) yield invalid('spec.preserveUnknownFields', true, 'cannot be true; set x-kubernetes-preserve-unknown-fields in the schema instead');
    if (conversion) yield* conversionFindings(conversion);
  },
};

function* conversionFindings({ strategy = '', webhook }: Partial<NonNullable<CustomResourceDefinitionSpec['conversion']>>): Iterable<Finding> {
  if (strategy === '') yield required('spec.conversion.strategy', 'write None or Webhook');
  else if (!STRATEGIES.includes(strategy)) yield notSupported('spec.conversion.strategy', strategy, STRATEGIES);
  // The API server's own name for spec.conversion.webhook.clientConfig.
  const path = 'spec.conversion.webhookClientConfig';
  if (strategy !== 'Webhook') {
    if (webhook?.clientConfig) yield forbidden(path, 'may not be set unless the strategy is Webhook');
    if ((webhook?.conversionReviewVersions ?? []).length > 0) yield forbidden('spec.conversion.conversionReviewVersions', 'may not be set unless the strategy is Webhook');
    return;
  }
  if (!webhook?.clientConfig) yield required(path, 'the strategy is Webhook');
  else yield* webhookClientFindings(webhook.clientConfig, path);
  const known = webhook?.conversionReviewVersions ?? [];
  if (known.length === 0) yield required('spec.conversion.conversionReviewVersions', 'must have v1 or v1beta1');
  for (const [index, { path: at, text }] of textsOf(known, 'spec.conversion.conversionReviewVersions').entries()) {
    if (known.indexOf(text) < index) yield invalid(at, text, 'duplicate version');
    else yield* eachInvalid(at, text, dns1035LabelErrors(text));
  }
  if (known.length > 0 && !known.includes('v1') && !known.includes('v1beta1')) yield invalid('spec.conversion.conversionReviewVersions', known, 'must have v1 or v1beta1');
}

function warningErrors(warning: string, isDeprecated: boolean): readonly string[] {
  const errors: string[] = [];
  if (!isDeprecated) errors.push('can only be set for deprecated versions');
  if (warning.length > 256) errors.push('must be no more than 256 characters');
  if (warning === '') errors.push('must not be empty');
  return errors;
}

const STRATEGIES = ['None', 'Webhook'];
