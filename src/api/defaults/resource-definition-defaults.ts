import { serviceReferenceDefaults } from './admission-defaults.ts';
import { type Fields, fill, fillZero, own, within } from './fill.ts';

/**
 * A CustomResourceDefinition as the API server completes it: the names that follow from the kind's.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1/defaults.go
 */
export function resourceDefinitionDefaults(definition: Fields): Fields {
  return within(definition, 'spec', (spec) => {
    const named = within(spec, 'names', nameDefaults);
    return within(fill(named, CONVERSION), 'conversion', (conversion) =>
      within(conversion, 'webhook', (webhook) => within(webhook, 'clientConfig', (client) => within(client, 'service', serviceReferenceDefaults))),
    );
  });
}

/** An APIService as the API server completes it. */
export function apiServiceDefaults(service: Fields): Fields {
  return within(service, 'spec', (spec) => within(spec, 'service', serviceReferenceDefaults));
}

const CONVERSION = { conversion: { strategy: 'None' } };

function nameDefaults(names: Fields): Fields {
  const kind = own(names, 'kind');
  if (typeof kind !== 'string' || kind === '') return names;
  return fillZero(names, { singular: kind.toLowerCase(), listKind: `${kind}List` });
}
